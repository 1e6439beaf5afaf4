"""The unsent log: a second copy of what was not sent, by which a lost or damaged database loses nothing."""
