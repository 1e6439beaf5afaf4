from __future__ import annotations

import math

import pytest

from exist_desktop.domain.parsing.value_parser import Total, parse
from exist_desktop.domain.value_types import RANGES, TYPES, EmptyDay, ValueType


def test_every_type_has_rules_and_none_has_two() -> None:
    assert set(TYPES) == set(ValueType)
    assert all(value_type.rules is rules for value_type, rules in TYPES.items())


@pytest.mark.parametrize("value_type", ValueType)
def test_a_type_without_a_range_is_no_number(value_type: ValueType) -> None:
    assert (value_type in RANGES) is (value_type not in (ValueType.TEXT, ValueType.UNKNOWN))
    assert value_type not in RANGES or all(map(math.isfinite, RANGES[value_type]))


@pytest.mark.parametrize("value_type", ValueType)
def test_what_an_add_button_adds_can_be_added(value_type: ValueType) -> None:
    assert value_type.rules.step is None or value_type.takes_increments


def test_a_day_without_an_entry_is_zero_for_counts_and_yes_or_no_alone() -> None:
    zero = {value_type for value_type in ValueType if value_type.rules.empty_day is EmptyDay.ZERO}
    assert zero == {ValueType.QUANTITY, ValueType.BOOLEAN}


def test_one_time_of_day_is_counted_from_midnight_or_from_midday() -> None:
    assert parse("23:08", ValueType.TIME_OF_DAY) == Total(1388)
    assert parse("23:08", ValueType.TIME_FROM_MIDDAY) == Total(668)
    assert parse("6:52", ValueType.TIME_FROM_MIDDAY) == Total(412 + 720)
