"""The training programme: its call, its cohort, its contact days, its workbooks. The marketplace never imports it."""
