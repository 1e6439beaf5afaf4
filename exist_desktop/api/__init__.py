"""The service's API: typed client, sign-in, tokens, rate limit. Only here are HTTP, the listener and the keyring.

Its modules import httpx, h11 and keyring inside functions: they are slow to load and not needed for the first paint.
"""
