"""The acts of the command line, one module each: what a window does by a click, done from a shell."""
