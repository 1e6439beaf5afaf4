"""The tray: its icon, its menu, and whether the desktop has one."""
