"""A new attribute may be in any group of Exist; one that the account knows is called as the account calls it."""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute, Group, Template
from exist_desktop.domain.ownership.groups import groups_for_new
from exist_desktop.domain.value_types import ValueType

LABELS = {"food": "Food and drink", "symptoms": "Symptoms", "custom": "Custom tags"}


def test_what_exist_has_named_comes_first_in_its_order_and_the_rest_is_offered_all_the_same() -> None:
    mine = Attribute("tea", "Tea", Group("food", "Essen", 4), ValueType.QUANTITY)
    templates = [
        Template("water", "Water", Group("food", "Food", 4), ValueType.QUANTITY),
        Template("mood", "Mood", Group("mood", "Mood", 3), ValueType.SCALE),
    ]
    found = groups_for_new([mine], templates, LABELS)
    assert [one.label for one in found] == ["Mood", "Essen", "Symptoms", "Custom tags"]


def test_before_the_first_reading_all_groups_are_there() -> None:
    assert [one.name for one in groups_for_new([], [], LABELS)] == list(LABELS)
