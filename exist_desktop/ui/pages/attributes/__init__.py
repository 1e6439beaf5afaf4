"""Attributes: who fills what, who else could, and the ways to change that."""
