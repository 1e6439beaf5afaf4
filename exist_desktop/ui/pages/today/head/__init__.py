"""The head of Today: the date with its calendar, the days beside it, and the time zone."""
