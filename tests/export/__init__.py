"""Exports: what is written, and what never is left behind."""
