"""How many days apart two attributes are compared. Here and not beside the search, which loads numpy."""

from __future__ import annotations

MOST_DAYS_LATER = 7
"""How many days apart two attributes are compared at most."""
BY_DEFAULT = (-1, 0, 1)
"""The offsets that are tried unasked. More of them cost half of what could be found in a year."""
