"""A round that runs: its contact days, pre-assignments, sparring and rooms."""
