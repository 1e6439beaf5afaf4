"""The disk: accounts, catalogue, readings, entries and ops in one SQLite file. The only place with SQL."""
