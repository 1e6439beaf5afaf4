"""Signing in with OAuth 2: the browser and the loopback listener, tokens and their renewal, and their storage."""
