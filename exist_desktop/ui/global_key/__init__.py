"""A key that opens quick entry from anywhere: the desktop or the window system watches it for this program."""
