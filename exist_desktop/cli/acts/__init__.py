"""The acts of the command line: what each command does, without a word about streams."""
