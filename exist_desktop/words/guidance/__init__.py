"""What helps a person to find their way: hints, keys, and the topics of Help."""
