"""Entries and ops: their states, how additions are checked after a lost answer, and the outcomes of ops."""
