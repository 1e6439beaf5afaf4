"""The way to Exist: the typed client, sign-in, tokens and pacing. The only place with HTTP, the listener and keyring.

Nothing in here imports httpx, h11 or keyring when it is imported itself: they are slow to load, and not needed before
the first window is painted.
"""
