"""Sending: which step is next, whether an op may leave, and what an answer means."""
