"""The way to Exist, tested against the demo server and against servers that misbehave."""
