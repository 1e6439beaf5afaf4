"""The commands that look back: values, days, find and history, with `sync --history`."""
