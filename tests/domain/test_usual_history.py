"""What was usual in the weeks of the past: computed from the days before each week, and found by day."""

from __future__ import annotations

import math
from array import array
from datetime import date, timedelta
from random import Random

import pytest

from exist_desktop.domain.statistics.averages import ALL_DAYS
from exist_desktop.domain.statistics.series import NONE, Series
from exist_desktop.domain.statistics.usual_history import (
    DAYS,
    LEAST,
    LEAST_OF_WEEKDAY,
    UsualByExist,
    always,
    computed,
)

MONDAY = date(2026, 11, 16)


def mean(numbers: list[float], least: int) -> float:
    there = [number for number in numbers if number == number]
    return sum(there) / len(there) if len(there) >= least else NONE


@pytest.mark.parametrize("begins", range(7))
def test_it_is_the_average_of_the_three_months_before_the_week(begins: int) -> None:
    random, first = Random(begins), (MONDAY - timedelta(days=300 - begins)).toordinal()
    numbers = array("d", [random.choice([NONE, random.gauss(5, 2)]) for _ in range(280)])
    series, today = Series(first, numbers, b"\x01" * 280), MONDAY.toordinal() + 2
    found = computed(series, today)
    for start in (MONDAY - timedelta(weeks=weeks) for weeks in range(40)):
        monday = start.toordinal()
        before = range(monday - DAYS, monday)
        for place in range(7):
            expected = mean([series.at(day) for day in before if (day - 1) % 7 == place], LEAST_OF_WEEKDAY)
            assert found.at(monday + 3, place) == pytest.approx(expected, nan_ok=True)
        overall = mean([series.at(day) for day in before], LEAST)
        assert found.at(monday, ALL_DAYS) == pytest.approx(overall, nan_ok=True)


def test_what_is_usual_holds_until_there_is_a_newer_one() -> None:
    one, two = (1.0,) * 8, (*(2.0,) * 7, 3.0)
    history = UsualByExist((100, 107), (one, two))
    assert [history.at(day, ALL_DAYS) for day in (100, 106, 107, 500)] == [1.0, 1.0, 3.0, 3.0]
    assert math.isnan(history.at(99, 0))
    assert list(history.line(105, 4, 0)) == [1.0, 1.0, 2.0, 2.0]
    assert list(history.line(98, 3, 0))[2:] == [1.0]
    assert (history.changes, always(one).changes, UsualByExist().is_known) == (True, False, False)


def test_without_days_nothing_is_usual() -> None:
    assert not computed(Series(), MONDAY.toordinal()).is_known
