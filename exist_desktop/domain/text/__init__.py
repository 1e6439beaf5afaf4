"""Texts that several write: words that are appended, lines that are taken out, and two versions merged."""
