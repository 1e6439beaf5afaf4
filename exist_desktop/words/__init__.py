"""Sentences for people: codes and values become plain words, translated and in the person's formats.

Nothing here uses Qt. Translations and formats are passed as a `Language`, so that the window and the command line use
the same words.
"""
