"""Buttons, fields and other controls in this program's look."""
