"""Keyrings as they really are: a true Secret Service that is locked, silent or gone, and writes that go wrong."""
