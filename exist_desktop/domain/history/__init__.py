"""Copying the past to this computer: the wanted range, and the progress."""
