"""What people see is what Exist last said with their own unsent entries laid over it."""

from __future__ import annotations

from datetime import date

import pytest

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.commands import Fold, Increment, Key, SetValue
from exist_desktop.domain.outbox.ops import EntryState, Op, OpState
from exist_desktop.domain.projection import RECENT_DAYS, UNREAD_DAYS, Projection, day_view, mark, project
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, Value

DAY = date(2026, 11, 22)
KEY = Key("coffees", DAY)
FOOD = Group("food", "Food and drink", 2)
MOOD = Group("mood", "Mood", 1)
CUSTOM = Group("custom", "Custom tags", 3)
COUNT = ValueType.QUANTITY


def _op(command: Fold, state: OpState = OpState.PENDING, base: Value | None = None) -> Op:
    return Op(1, command, state, 0.0, base=base)


ADD, PUT = Increment(KEY, 2), SetValue(KEY, 7)


@pytest.mark.parametrize(
    ("reading", "ops", "shown"),
    [
        (None, [], None),
        (3, [], 3),
        (None, [_op(ADD)], 2),
        (3, [_op(ADD)], 5),
        (3, [_op(ADD, OpState.HELD)], 5),
        (3, [_op(PUT)], 7),
        (3, [_op(PUT, OpState.SENDING)], 7),
        (3, [_op(PUT, OpState.SENDING), _op(ADD)], 9),
        (3, [_op(ADD, OpState.SENDING, base=3)], 5),
        (None, [_op(ADD, OpState.SENDING, base=0)], 2),
        (5, [_op(ADD, OpState.UNKNOWN, base=3)], 5),
        (4, [_op(ADD, OpState.DOUBT, base=3)], 4),
        (3, [_op(ADD, OpState.UNKNOWN, base=3), _op(ADD)], 7),
        (5, [_op(ADD, OpState.UNKNOWN, base=3), _op(ADD)], 7),
        (3, [_op(ADD, OpState.UNKNOWN, base=3), _op(PUT)], 7),
    ],
)
def test_the_value_that_is_shown(reading: Value | None, ops: list[Op], shown: Value | None) -> None:
    assert project(reading, ops, COUNT) == Projection(shown)


@pytest.mark.parametrize(
    ("ops", "shown"),
    [
        ([], Projection(NOT_READ)),
        ([_op(ADD)], Projection(NOT_READ, 2)),
        ([_op(ADD), _op(ADD)], Projection(NOT_READ, 4)),
        ([_op(PUT)], Projection(7)),
        ([_op(PUT, OpState.SENDING), _op(ADD)], Projection(9)),
        ([_op(ADD, OpState.SENDING, base=3)], Projection(5)),
        ([_op(ADD, OpState.SENDING, base=3), _op(ADD)], Projection(7)),
    ],
)
def test_what_is_added_to_a_value_that_was_not_read_is_shown_beside_it(ops: list[Op], shown: Projection) -> None:
    assert project(NOT_READ, ops, COUNT) == shown


def test_text_where_a_number_belongs_is_nothing_to_add_to() -> None:
    assert project("seven", [_op(ADD)], COUNT) == Projection(NOT_READ, 2)


def test_the_most_pressing_state_is_marked() -> None:
    waiting, sending = _op(ADD), _op(ADD, OpState.SENDING, base=0)
    assert mark([]) is None
    assert mark([waiting]) is EntryState.WAITING
    assert mark([sending, waiting]) is EntryState.SENDING
    assert mark([_op(ADD, OpState.UNKNOWN, base=0), waiting]) is EntryState.CHECKING
    assert mark([sending, _op(ADD, OpState.HELD)]) is EntryState.HELD
    assert mark([_op(ADD, OpState.DOUBT), waiting]) is EntryState.HELD


ATTRIBUTES = [
    Attribute("mood", "Mood", MOOD, ValueType.SCALE, "mood", position=0),
    Attribute("mood_note", "Daily note", MOOD, ValueType.TEXT, "mood_note", position=1),
    Attribute("walk", "Walk", CUSTOM, ValueType.BOOLEAN, position=2),
    Attribute("ill", "Ill", CUSTOM, ValueType.BOOLEAN, position=3),
    Attribute("pages", "Pages", CUSTOM, COUNT, position=4),
    Attribute("coffees", "Coffees", FOOD, COUNT, "coffees", position=5),
]


def test_a_day_has_the_mood_card_and_the_other_attributes_in_their_groups() -> None:
    view = day_view(DAY, ATTRIBUTES, {"coffees": (None,) * (RECENT_DAYS - 1) + (3,)}, {"coffees": (_op(ADD),)})
    assert view.mood_type is ValueType.SCALE
    assert view.note is not None
    assert [tag.attribute.name for tag in view.tags] == ["walk", "ill"]
    assert [(group.group.name, [tile.attribute.name for tile in group.tiles]) for group in view.groups] == [
        ("food", ["coffees"]),
        ("custom", ["pages"]),
    ]
    coffees = view.tile("coffees")
    assert coffees is not None
    assert (coffees.value, coffees.mark, coffees.recent[-2:]) == (5, EntryState.WAITING, (None, 5))
    assert len(coffees.recent) == RECENT_DAYS
    walk = view.tile("walk")
    assert walk is not None
    assert (walk.value, walk.mark, walk.recent) == (NOT_READ, None, UNREAD_DAYS)
    assert view.tile("mood") is view.mood
    assert view.tile("steps") is None


def test_an_account_without_a_mood_has_an_empty_card() -> None:
    view = day_view(DAY, [], {}, {})
    assert (view.mood, view.note, view.tags, view.groups) == (None, None, (), ())
    assert view.mood_type is ValueType.QUANTITY
