"""Sentences for people: codes and numbers go in, plain words come out, translated and in the person's number format.

Nothing here knows Qt. Translation is a callable that is handed in, number and date formats are a `Formats` object; the
window and the command line so say the same in the same words.
"""
