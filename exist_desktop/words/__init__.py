"""Sentences for people: codes and values go in, plain words come out, translated and in the person's formats.

Nothing here knows Qt. The translations and the formats are handed in as a `Language`, so that the window and the
command line say the same in the same words.
"""
