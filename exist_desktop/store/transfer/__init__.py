"""Reads everything of an account for an export, and takes in what an import brings."""
