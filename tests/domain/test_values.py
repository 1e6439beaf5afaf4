"""Values stay in the ranges that this client guards, and totals come out as people would add them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain import mood
from exist_desktop.domain.parsing.value_parser import parse_total
from exist_desktop.domain.value_types import RANGES, ValueType
from exist_desktop.domain.values import (
    InvalidValueError,
    InvalidValueKind,
    Value,
    check,
    clock_minutes,
    same,
    total,
)


@pytest.mark.parametrize("value_type", sorted(RANGES))
def test_both_ends_of_a_range_belong_to_it(value_type: ValueType) -> None:
    low, high = RANGES[value_type]
    assert (check(low, value_type), check(high, value_type)) == (low, high)
    beyond = 0.001 if value_type is ValueType.PERCENTAGE else 1
    for value in (low - beyond, high + beyond):
        with pytest.raises(InvalidValueError) as met:
            check(value, value_type)
        assert (met.value.kind, met.value.low, met.value.high) == (InvalidValueKind.OUT_OF_RANGE, low, high)


@pytest.mark.parametrize(
    ("value", "value_type", "problem"),
    [
        ("8", ValueType.QUANTITY, InvalidValueKind.NOT_UNDERSTOOD),
        (8, ValueType.TEXT, InvalidValueKind.NOT_UNDERSTOOD),
        (math.nan, ValueType.DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        (math.inf, ValueType.QUANTITY, InvalidValueKind.NOT_UNDERSTOOD),
        (10**400, ValueType.DECIMAL, InvalidValueKind.OUT_OF_RANGE),
        (2.5, ValueType.QUANTITY, InvalidValueKind.NOT_WHOLE),
        (4.5, ValueType.SCALE, InvalidValueKind.NOT_WHOLE),
        (0.5, ValueType.BOOLEAN, InvalidValueKind.NOT_WHOLE),
        ("x" * 1001, ValueType.TEXT, InvalidValueKind.TOO_LONG),
        (1, ValueType.UNKNOWN, InvalidValueKind.UNKNOWN_TYPE),
    ],
)
def test_what_cannot_be_kept(value: Value, value_type: ValueType, problem: InvalidValueKind) -> None:
    with pytest.raises(InvalidValueError) as met:
        check(value, value_type)
    assert met.value.kind is problem


@pytest.mark.parametrize(
    ("value", "value_type", "kept"),
    [
        (5.0, ValueType.QUANTITY, 5),
        (True, ValueType.BOOLEAN, 1),
        (6, ValueType.DECIMAL, 6.0),
        (0.1 + 0.2, ValueType.DECIMAL, 0.3),
        (1, ValueType.PERCENTAGE, 1.0),
        ("", ValueType.TEXT, ""),
    ],
)
def test_a_value_takes_the_form_of_its_type(value: Value, value_type: ValueType, kept: Value) -> None:
    checked = check(value, value_type)
    assert (checked, type(checked)) == (kept, type(kept))


def test_a_type_that_came_later_is_unknown() -> None:
    assert [ValueType.from_wire(number) for number in (0, 8, 9, 99)] == [
        ValueType.QUANTITY,
        ValueType.SCALE,
        ValueType.UNKNOWN,
        ValueType.UNKNOWN,
    ]


def test_for_what_is_counted_nothing_and_zero_are_the_same() -> None:
    for value_type in (ValueType.QUANTITY, ValueType.DECIMAL, ValueType.DURATION):
        assert same(None, 0, value_type)
        assert same(0.1 + 0.2, 0.3, value_type)
        assert not same(None, 1, value_type)
    for value_type in (ValueType.BOOLEAN, ValueType.SCALE, ValueType.TEXT, ValueType.TIME_OF_DAY):
        assert not same(None, 0, value_type)
        assert same(None, None, value_type)


def test_totals_have_no_binary_crumbs_and_keep_whole_numbers_whole() -> None:
    assert total(0.1, 0.2) == 0.3
    assert total(None, 2) == 2
    assert (total(3, -1), type(total(3, -1))) == (2, int)
    assert (total(2.5, 1), type(total(2.5, 1))) == (3.5, float)
    assert (total(2.5, 0.5), type(total(2.5, 0.5))) == (3.0, float)


@given(st.integers(0, 1439), st.sampled_from([ValueType.TIME_OF_DAY, ValueType.TIME_FROM_MIDDAY]))
def test_the_minutes_of_a_clock_and_back(value: int, value_type: ValueType) -> None:
    minutes = clock_minutes(value, value_type)
    assert 0 <= minutes < 1440
    assert parse_total(f"{minutes // 60}:{minutes % 60:02d}", value_type) == value


def test_an_evening_is_counted_from_midday() -> None:
    assert clock_minutes(668, ValueType.TIME_FROM_MIDDAY) == 23 * 60 + 8


def test_an_account_of_five_moods_keeps_them_as_they_are() -> None:
    assert [mood.to_wire(step, ValueType.QUANTITY) for step in mood.STEPS] == [1, 2, 3, 4, 5]
    assert [mood.from_wire(value, ValueType.QUANTITY) for value in (0, 1, 5, 6)] == [None, 1, 5, None]


def test_an_account_of_nine_moods_gets_every_second_one() -> None:
    assert [mood.to_wire(step, ValueType.SCALE) for step in mood.STEPS] == [1, 3, 5, 7, 9]
    shown = [mood.from_wire(value, ValueType.SCALE) for value in (0, 1, 2, 8, 9, 10)]
    assert shown == [None, 1, 1.5, 4.5, 5, None]


@pytest.mark.parametrize("value_type", [ValueType.QUANTITY, ValueType.SCALE])
def test_a_mood_comes_back_as_the_face_that_was_pressed(value_type: ValueType) -> None:
    for step in mood.STEPS:
        assert mood.from_wire(mood.to_wire(step, value_type), value_type) == step
    for step in (0, 6):
        with pytest.raises(InvalidValueError) as met:
            mood.to_wire(step, value_type)
        assert (met.value.kind, met.value.low, met.value.high) == (InvalidValueKind.OUT_OF_RANGE, 1, 5)
    assert mood.from_wire(None, value_type) is None
    assert mood.from_wire("3", value_type) is None
