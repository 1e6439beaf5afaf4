"""Walks: every reason, failure and refusal is brought about by real means, read in the real window, and resolved there.

Each enumeration has a table of walks, and a member without one fails the test that stands beside the table.
"""
