"""Sentences about the person's own order of attributes, groups and tags."""
