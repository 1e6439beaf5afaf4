"""A place is shown by its degrees, and kept as Exist has it."""

from __future__ import annotations

import pytest

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.value_types import ValueType
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

PLACE = Attribute("location", "Location", Group("location", "Location", 8), ValueType.TEXT, template="location")


@pytest.mark.parametrize(
    ("kept", "tile"),
    [
        ("-37.8175,144.9697", "37.82° S, 144.97° E"),
        ("52.52,13.405", "52.52° N, 13.4° E"),
        ("40.7,-74", "40.7° N, 74° W"),
        ("-34.6,-58.38", "34.6° S, 58.38° W"),
        ("0,0", "0° N, 0° E"),
        ("at home", "at home"),
        ("91,0", "91,0"),
    ],
)
def test_a_tile_shows_where_it_is_and_the_rest_what_is_kept(english: Language, kept: str, tile: str) -> None:
    words = Values(english)
    assert words.at_a_glance(PLACE, kept) == (tile, "")
    assert words.shown(PLACE, kept) == kept
