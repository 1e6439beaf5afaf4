"""A year in pixels: its card and the painted days."""
