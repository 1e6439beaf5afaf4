"""A small grid of days and tags, for who catches up on several days at once."""
