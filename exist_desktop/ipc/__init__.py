"""Requests between two processes of this program over a local socket, by which only one window is open at a time."""
