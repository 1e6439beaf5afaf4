"""What a person without rest enters: additions, totals and texts, drawn by lot."""

from __future__ import annotations

import random
from datetime import date

from exist_desktop.domain.commands import Command, Increment, Key, SetValue

ADDED, TOTAL, TEXT = "coffees", "water", "dream"
"""Attributes that entries add to, set, and write."""


def some_command(chance: random.Random, day: date) -> Command:
    """An entry of that day."""
    match chance.choice((ADDED, ADDED, TOTAL, TEXT)):
        case "coffees":
            return Increment(Key(ADDED, day), chance.randint(1, 3))
        case "water":
            return SetValue(Key(TOTAL, day), chance.randint(1, 5000))
        case _:
            return SetValue(Key(TEXT, day), f"a house by the sea, room {chance.randint(1, 9999)}")
