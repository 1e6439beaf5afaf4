"""Attributes in their order, their owners, and what their type and name imply."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from exist_desktop.domain.attributes import (
    Attribute,
    Group,
    Owner,
    Service,
    add_step,
    in_order,
    is_count,
    text_limit,
)
from exist_desktop.domain.value_types import ValueType

MOOD_GROUP = Group("mood", "Mood", 3)
TAGS = Group("custom", "Custom tags", 3)
SLEEP = Group("sleep", "Sleep", 3)
ACTIVITY = Group("activity", "Activity", 1)
FITBIT = Service("fitbit", "Fitbit")


def _attribute(name: str, group: Group = ACTIVITY, kind: ValueType = ValueType.QUANTITY, place: int = 0) -> Attribute:
    return Attribute(name, name.title(), group, kind, name, position=place)


def test_groups_come_by_priority_and_ties_as_the_server_gave_them() -> None:
    given = [
        _attribute("walk", TAGS, place=2),
        _attribute("sleep", SLEEP, place=3),
        _attribute("steps", ACTIVITY, place=9),
        _attribute("mood", MOOD_GROUP, place=1),
    ]
    assert [group.name for group, _ in in_order(given)] == ["activity", "mood", "custom", "sleep"]


def test_so_do_attributes_in_their_group() -> None:
    given = [
        replace(_attribute("floors", place=3), priority=2),
        replace(_attribute("active", place=2), priority=2),
        replace(_attribute("steps", place=4), priority=1),
    ]
    ((_, members),) = in_order(given)
    assert [attribute.name for attribute in members] == ["steps", "active", "floors"]


def test_nothing_has_no_groups() -> None:
    assert in_order([]) == []


def test_the_owner_is_this_client_exactly_when_the_server_says_so() -> None:
    steps = _attribute("steps")
    assert steps.owner is Owner.NOBODY
    assert replace(steps, service=FITBIT).owner is Owner.ANOTHER_SERVICE
    assert replace(steps, service=Service("us", "Exist Desktop"), owned=True).owner is Owner.THIS_CLIENT


def test_a_person_types_what_is_manual_or_this_clients() -> None:
    steps = replace(_attribute("steps"), service=FITBIT)
    assert not steps.editable
    assert replace(steps, manual=True).editable
    assert replace(steps, owned=True).editable
    assert not replace(steps, manual=True, value_type=ValueType.UNKNOWN).editable


def test_tags_mood_and_note_live_in_the_mood_card() -> None:
    tag = _attribute("walk", TAGS, ValueType.BOOLEAN)
    assert tag.is_tag
    assert tag.in_mood_card
    assert not _attribute("pages", TAGS).is_tag
    assert not _attribute("ill", MOOD_GROUP, ValueType.BOOLEAN).in_mood_card
    assert _attribute("mood", MOOD_GROUP).in_mood_card
    assert _attribute("mood_note", MOOD_GROUP, ValueType.TEXT).in_mood_card


def test_the_unit_is_that_of_the_template() -> None:
    assert _attribute("water").unit == "ml"
    assert _attribute("steps").unit == ""
    assert replace(_attribute("water"), template=None).unit == ""


@pytest.mark.parametrize(
    ("name", "kind", "step"),
    [
        ("coffees", ValueType.QUANTITY, 1),
        ("water", ValueType.QUANTITY, 250),
        ("meditation_min", ValueType.DURATION, 15),
        ("mood", ValueType.QUANTITY, None),
        ("mood", ValueType.SCALE, None),
        ("weight", ValueType.DECIMAL, None),
        ("sleep_end", ValueType.TIME_OF_DAY, None),
        ("walk", ValueType.BOOLEAN, None),
        ("body_fat", ValueType.PERCENTAGE, None),
        ("location", ValueType.TEXT, None),
    ],
)
def test_the_add_button_adds_where_adding_makes_sense(name: str, kind: ValueType, step: int | None) -> None:
    assert add_step(_attribute(name, kind=kind)) == step
    assert step is None or kind.takes_increments


@pytest.mark.parametrize(
    ("name", "kind", "counted"),
    [
        ("coffees", ValueType.QUANTITY, True),
        ("heartrate_resting", ValueType.QUANTITY, False),
        ("mood", ValueType.QUANTITY, False),
        ("stress_level", ValueType.SCALE, False),
        ("weight", ValueType.DECIMAL, False),
        ("sleep", ValueType.DURATION, False),
    ],
)
def test_only_counts_pile_up_over_the_day(name: str, kind: ValueType, counted: bool) -> None:
    assert is_count(_attribute(name, kind=kind)) is counted


def test_a_note_is_shorter_where_moods_are_five() -> None:
    assert text_limit("mood_note", ValueType.QUANTITY) == 255
    assert text_limit("mood_note", ValueType.SCALE) == 1000
    assert text_limit("location", ValueType.QUANTITY) == 1000
