"""The chart of the History page: its card, its painting, the same days as a table, and its export."""
