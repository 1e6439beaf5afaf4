"""Notifications of the desktop with buttons that answer: on Linux its D-Bus service, elsewhere through a library."""
