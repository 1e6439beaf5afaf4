"""The acts of the command line: what each command does, without input and output."""
