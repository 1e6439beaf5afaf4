"""What leaves this program as files and comes back from them: formats, limits, and what can go wrong."""
