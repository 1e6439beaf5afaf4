"""Entries and ops in the database, and each change of an op's state."""
