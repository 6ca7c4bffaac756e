"""What came of it: figures for a person, a group, an organisation or the whole service, over a period.

`scopes` says whose figures somebody may see, `periods` which days, `figures` what each number means; `counting` asks
the database, `report` puts one typed report together. Nothing here knows a language or a file format.
"""
