"""The tray: its icon, its menu, and whether this desktop has a place for them."""
