"""The demo: a server process of its own with made-up people, and the program started on it."""
