"""Migrations that are too long for the list of all: each module has one, and says what becomes of old files."""
