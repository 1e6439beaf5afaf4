"""Presenters: each connects one page, window or the tray to the engine."""
