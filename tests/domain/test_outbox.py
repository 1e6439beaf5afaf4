"""Entries fold into one op that does what all of them do, in their order."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.commands import Append, Command, Increment, Key, Lines, SetValue, TakeOut
from exist_desktop.domain.outbox.ops import Entry, EntryKind, EntryState, OpState, entry_state, fold
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value, same
from tests.known import known_after

COFFEES = Key("coffees", date(2026, 11, 22))
NOTE = Key("mood_note", date(2026, 11, 22))

whole = st.integers(-1000, 1000)
hundredths = whole.map(lambda number: number / 100)


def _commands(numbers: st.SearchStrategy[int] | st.SearchStrategy[float]) -> st.SearchStrategy[list[Command]]:
    one = st.one_of(
        numbers.map(lambda value: SetValue(COFFEES, value)), numbers.map(lambda delta: Increment(COFFEES, delta))
    )
    return st.lists(one, min_size=1, max_size=8)


def test_each_pair() -> None:
    put, add = SetValue(COFFEES, 5), Increment(COFFEES, 2)
    assert fold([put]) == put
    assert fold([SetValue(COFFEES, 3), put]) == put
    assert fold([put, add]) == SetValue(COFFEES, 7)
    assert fold([add, add]) == Increment(COFFEES, 4)
    assert fold([add, put]) == put
    assert fold([add, Increment(COFFEES, -2)]) == Increment(COFFEES, 0)
    assert fold([SetValue(NOTE, "long"), SetValue(NOTE, "longer")]) == SetValue(NOTE, "longer")
    walk, coffee = Append(NOTE, "short walk", "09:10"), Append(NOTE, "coffee", "09:10")
    assert fold([walk, coffee, coffee]) == Lines(NOTE, (walk, coffee, coffee))
    assert fold([walk, TakeOut(NOTE, walk.line)]) == Lines(NOTE, (walk, TakeOut(NOTE, walk.line)))
    assert fold([SetValue(NOTE, "rain"), walk]) == SetValue(NOTE, "rain\n09:10 short walk")
    assert fold([SetValue(NOTE, ""), walk, coffee]) == SetValue(NOTE, "short walk\n09:10 coffee")
    assert fold([SetValue(NOTE, "rain"), walk, TakeOut(NOTE, walk.line)]) == SetValue(NOTE, "rain")
    assert fold([walk, SetValue(NOTE, "rain")]) == SetValue(NOTE, "rain")


@given(st.one_of(_commands(whole), _commands(hundredths)), st.none() | whole)
def test_the_fold_does_what_the_commands_do_one_by_one(commands: list[Command], value: int | None) -> None:
    expected: Value | None = value
    for command in commands:
        expected = known_after(expected, command)
    assert same(known_after(value, fold(commands)), expected, ValueType.DECIMAL)


@given(st.one_of(_commands(whole), _commands(hundredths)), st.data())
def test_it_does_not_matter_where_the_folding_began(commands: list[Command], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(commands) - 1))
    head, tail = commands[:cut], commands[cut:]
    assert fold([*head, fold(tail)]) == fold(commands)
    assert fold([fold(commands[: cut + 1]), *commands[cut + 1 :]]) == fold(commands)


@given(_commands(whole))
def test_whole_numbers_stay_whole(commands: list[Command]) -> None:
    assert isinstance(known_after(0, fold(commands)), int)


def test_an_entry_says_what_it_did() -> None:
    added = Entry(1, "a", Increment(COFFEES, -1), 3, 0.0, EntryState.WAITING)
    put = Entry(2, "b", SetValue(COFFEES, 2), 3, 0.0, EntryState.WAITING)
    assert (added.key, added.kind, added.amount) == (COFFEES, EntryKind.ADD, -1)
    assert (put.key, put.kind, put.amount) == (COFFEES, EntryKind.SET, 2)


def test_every_state_of_an_op_has_a_word_for_people() -> None:
    assert {entry_state(state) for state in OpState} == set(EntryState)
    assert entry_state(OpState.DOUBT) is EntryState.HELD
    assert entry_state(OpState.UNKNOWN) is EntryState.CHECKING
