"""Parses typed values and lines: numbers in every script, times, units, days, and the spelling of names."""
