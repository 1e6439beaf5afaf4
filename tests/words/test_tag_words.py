"""A tag is on or off, and nothing in between: a day on which Exist has null for it is a day without it."""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

TAG = Attribute("walk", "Walk", Group("custom", "Custom tags", 3), ValueType.BOOLEAN)
PILL = Attribute("vitamin_d", "Vitamin D", Group("medication", "Medication", 4), ValueType.BOOLEAN)


def test_a_tag_without_a_value_is_off(english: Language) -> None:
    words = Values(english)
    assert words.shown(TAG, None) == words.shown(TAG, 0) == "off"
    assert words.number_and_unit(TAG, None) == ("off", "")
    assert words.shown(TAG, 1) == "on"


def test_what_is_no_tag_may_have_none_and_what_was_not_read_is_not_known(english: Language) -> None:
    assert Values(english).shown(PILL, None) == "none"
    assert Values(english).shown(TAG, NOT_READ) != "off"
