"""Writes everything that is here into files that others read."""
