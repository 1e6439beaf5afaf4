"""What Exist documents for single templates is kept: ranges narrower than their type's, and a place's form."""

from __future__ import annotations

from datetime import date

import pytest

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.day import EARLIEST_DAY, check_day
from exist_desktop.domain.parsing.day_parser import iso_day
from exist_desktop.domain.parsing.line_commands import increased
from exist_desktop.domain.parsing.unit_parsing import read
from exist_desktop.domain.parsing.value_parser import Total
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind

HEALTH = Group("health", "Health", 1)
FLOW = Attribute("menstrual_flow", "Flow", HEALTH, ValueType.QUANTITY, template="menstrual_flow")
PLACE = Attribute("location", "Location", HEALTH, ValueType.TEXT, template="location")
OWN = Attribute("location", "Location", HEALTH, ValueType.TEXT)


def test_a_flow_is_none_to_heavy() -> None:
    assert [read(str(step), FLOW) for step in range(5)] == [Total(step) for step in range(5)]
    with pytest.raises(InvalidValueError) as met:
        read("5", FLOW)
    assert (met.value.kind, met.value.low, met.value.high) == (InvalidValueKind.OUT_OF_RANGE, 0, 4)
    with pytest.raises(InvalidValueError) as met:
        increased(4, 1, FLOW)
    assert met.value.kind is InvalidValueKind.OUT_OF_RANGE


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("52.52,13.405", "52.52,13.405"),
        ("-37.8175, 144.9697", "-37.8175,144.9697"),
        ("−37.8175,+144.9697", "-37.8175,144.9697"),
        ("۵۲.۵۲,۱۳.۴", "52.52,13.4"),
        ("90,-180", "90,-180"),
    ],
)
def test_a_place_is_latitude_and_longitude(typed: str, kept: str) -> None:
    assert read(typed, PLACE) == Total(kept)


@pytest.mark.parametrize("typed", ["", "Berlin", "52.52", "52,52,13,4", "91,0", "0,181", "5²,1", "1e1,1", "nan,nan"])
def test_anything_else_is_no_place(typed: str) -> None:
    with pytest.raises(InvalidValueError) as met:
        read(typed, PLACE)
    assert met.value.kind is InvalidValueKind.NO_PLACE


def test_a_text_of_the_persons_own_may_be_called_location() -> None:
    assert read("Berlin", OWN) == Total("Berlin")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("۲۰۲۶-۱۱-۲۲", date(2026, 11, 22)),
        ("2026-W47-7", None),
        ("20261122", None),
        ("2026-02-30", None),
        ("2026-1-1", None),
        ("0000-01-01", None),
    ],
)
def test_a_day_is_written_as_year_month_and_day(typed: str, day: date | None) -> None:
    assert iso_day(typed) == day


def test_a_day_before_1900_is_a_slip() -> None:
    check_day(EARLIEST_DAY)
    for slip in (date.min, date(1899, 12, 31)):
        with pytest.raises(InvalidValueError) as met:
            check_day(slip)
        assert met.value.kind is InvalidValueKind.TOO_LONG_AGO
