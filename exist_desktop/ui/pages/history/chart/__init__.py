"""The chart of the History page: its card, how it is painted, the same days as a table, and its files."""
