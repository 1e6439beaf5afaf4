"""The demo: a separate server process with made-up people, and the program connected to it."""
