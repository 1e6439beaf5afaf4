"""Quick entry: the small window that logs a mood, or anything else, without the main window."""
