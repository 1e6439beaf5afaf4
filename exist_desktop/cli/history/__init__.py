"""The commands that look back: values, days, find, history, and the copy on demand."""
