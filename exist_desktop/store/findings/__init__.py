"""What is remembered of findings that are computed here."""
