"""Attribute tiles: one tile, a group of them, and the board that lays the groups out."""
