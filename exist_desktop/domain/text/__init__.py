"""Texts with several writers: appending words, taking out lines, and merging two versions."""
