"""The copy of the whole history: what it asks for next, what answers mean, and its progress."""
