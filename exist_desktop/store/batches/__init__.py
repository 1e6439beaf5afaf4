"""Batches on the disk: what one import has entered, listed, paused and taken back as a whole."""
