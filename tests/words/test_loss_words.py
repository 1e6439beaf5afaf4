"""What several losses mean is said of all of them, with entries and without."""

from __future__ import annotations

import pytest

from exist_desktop.domain.attributes import Attribute, Group, Service
from exist_desktop.domain.value_types import ValueType
from exist_desktop.words.language import Language
from exist_desktop.words.ownership.losses import lost

FOOD = Group("food", "Food", 1)
WATER = Attribute("water", "Water", FOOD, ValueType.QUANTITY, "water")
COFFEES = Attribute("coffees", "Coffees", FOOD, ValueType.QUANTITY, "coffees")


@pytest.mark.parametrize(
    ("attributes", "entries", "expected"),
    [
        ([WATER], 0, "Nothing is sent for it from here until you decide."),
        ([WATER, COFFEES], 0, "Nothing is sent for them from here until you decide."),
        ([WATER, COFFEES], 1, "1 entry is kept on this computer until you decide."),
        ([WATER], 2, "2 entries are kept on this computer until you decide."),
    ],
)
def test_it_or_them(english: Language, attributes: list[Attribute], entries: int, expected: str) -> None:
    assert expected in lost(english, attributes, Service("oura", "Oura"), entries).text(english)
