"""The real program from outside: a real window, a real browser, a real keyring, and a server that can be killed."""
