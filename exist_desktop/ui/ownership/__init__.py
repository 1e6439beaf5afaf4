"""Widgets of ownership: taking over, giving back, what was lost, who filled what, and new attributes."""
