"""Requests between two processes of this program over a local socket. They also ensure that only one window is open."""
