"""What is said of all days of an attribute: figures, streaks and patterns, and what a day without a value means."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.statistics.axis import Steps, axis_of
from exist_desktop.domain.statistics.circle import circular_mean
from exist_desktop.domain.statistics.figures import figures, trend
from exist_desktop.domain.statistics.patterns import Part, by_month, by_weekday, rolling
from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.domain.statistics.series import (
    Measure,
    Series,
    measure_of,
    on_axis,
    series_of,
    usual_meaning,
    with_meaning,
)
from exist_desktop.domain.statistics.streaks import streaks
from exist_desktop.domain.value_types import EmptyDay, ValueType
from exist_desktop.domain.values import Value

TODAY = date(2026, 11, 22).toordinal()
"""A Sunday."""


def attribute(kind: ValueType, name: str = "thing", group: str = "custom") -> Attribute:
    return Attribute(name, name, Group(group, group, 1), kind, manual=True)


COFFEES = attribute(ValueType.QUANTITY, "coffees", "food")
WALK = attribute(ValueType.BOOLEAN, "walk")
WEIGHT = Attribute("weight", "Weight", Group("health", "Health", 1), ValueType.DECIMAL, "weight", manual=True)
BEDTIME = attribute(ValueType.TIME_FROM_MIDDAY, "sleep_start", "sleep")
WAKE = attribute(ValueType.TIME_OF_DAY, "sleep_end", "sleep")
DIARY = attribute(ValueType.TEXT, "diary")


def series(values: Mapping[int, Value | None], days: int = 60, unread: set[int] | None = None) -> Series:
    """The last days until today; the keys say how many days ago."""
    first = TODAY - days + 1
    read = bytes(TODAY - day not in (unread or set()) for day in range(first, TODAY + 1))
    return series_of(first, days, {TODAY - ago: value for ago, value in values.items()}, read)


def test_nothing_has_no_figures() -> None:
    for empty in (Series(), series({})):
        found = figures(empty, Measure.AMOUNT, TODAY - 29, TODAY, TODAY)
        assert (found.days, found.given, found.average, found.highest) == (29, 0, None, None)
        assert trend(empty, 30, TODAY) is None
        assert streaks(empty, TODAY).last is None
        assert {part.average for part in (*by_weekday(empty, TODAY), *by_month(empty, TODAY))} == {None}
        assert all(math.isnan(number) for number in rolling(empty, 7, TODAY))
        assert len(on_axis(empty, BEDTIME).numbers) == len(empty.numbers)


def test_one_value_is_average_best_and_worst_at_once() -> None:
    one = series({3: 5})
    found = figures(one, Measure.AMOUNT, TODAY - 29, TODAY, TODAY)
    assert (found.average, found.median, found.total, found.given) == (5, 5, 5, 1)
    assert found.highest == found.lowest
    assert found.highest is not None
    assert found.highest.day == TODAY - 3
    assert trend(one, 30, TODAY) is None


def test_the_day_that_runs_changes_no_figure_but_the_streak_and_the_last_time() -> None:
    values: dict[int, Value | None] = dict.fromkeys(range(1, 60), 4)
    without, with_today = series(values), series(values | {0: 900})
    for one in (Measure.AMOUNT, Measure.LEVEL):
        assert figures(without, one, TODAY - 59, TODAY, TODAY) == figures(with_today, one, TODAY - 59, TODAY, TODAY)
    assert trend(without, 30, TODAY) == trend(with_today, 30, TODAY)
    assert by_weekday(without, TODAY) == by_weekday(with_today, TODAY)
    assert by_month(without, TODAY) == by_month(with_today, TODAY)
    assert list(rolling(without, 7, TODAY)) == pytest.approx(list(rolling(with_today, 7, TODAY)), nan_ok=True)
    assert streaks(with_today, TODAY).now == streaks(without, TODAY).now + 1


def test_a_trend_compares_finished_days_with_as_many_before() -> None:
    rising = series({ago: 10 if ago <= 30 else 5 for ago in range(61)}, 61)
    found = trend(rising, 30, TODAY)
    assert found is not None
    assert (found.before, found.now, found.difference, found.share) == (5, 10, 5, 1)
    falling_from_nothing = trend(series({ago: -3 if ago <= 30 else 0 for ago in range(61)}, 61), 30, TODAY)
    assert falling_from_nothing is not None
    assert falling_from_nothing.share is None


def test_a_constant_stays_what_it_is() -> None:
    same = series(dict.fromkeys(range(60), 0.1))
    found = figures(same, Measure.LEVEL, TODAY - 59, TODAY, TODAY)
    assert (found.average, found.median) == (0.1, 0.1)
    assert list(rolling(same, 30, TODAY))[10:-1] == pytest.approx([0.1] * 49)


def test_texts_are_counted_and_never_added() -> None:
    diary = series({1: "Long walk", 2: " ", 4: "Rain", 5: None})
    found = figures(diary, measure_of(DIARY), TODAY - 9, TODAY, TODAY)
    assert (found.given, found.average, found.total) == (2, None, None)
    assert diary.texts == {TODAY - 1: "Long walk", TODAY - 4: "Rain"}
    assert streaks(diary, TODAY).last == TODAY - 1


def test_a_gap_of_years_is_a_gap() -> None:
    gap = series({0: 1, 1: 1, 2000: 1, 2001: 1, 2002: 1}, 2100)
    found = streaks(gap, TODAY)
    assert (found.now, found.longest, found.recently) == (2, 3, 2)
    mean = rolling(gap, 30, TODAY)
    assert all(math.isnan(number) for number in mean)
    used = with_meaning(gap, COFFEES, EmptyDay.ZERO, TODAY)
    assert used.at(TODAY - 1999) == 0
    assert figures(used, Measure.AMOUNT, TODAY - 2099, TODAY, TODAY).given == 4


@pytest.mark.parametrize(("meaning", "average"), [(EmptyDay.NOTHING, 2), (EmptyDay.ZERO, 0.2)])
def test_three_in_thirty_days_are_a_mean_of_three_or_of_thirty(meaning: EmptyDay, average: float) -> None:
    three = with_meaning(series({30: 2, 20: 2, 1: 2}, 31), COFFEES, meaning, TODAY)
    found = figures(three, Measure.AMOUNT, TODAY - 30, TODAY, TODAY)
    assert found.average == pytest.approx(average)
    assert found.given == 3


def test_what_an_empty_day_means_unless_it_is_chosen() -> None:
    assert usual_meaning(COFFEES) is usual_meaning(WALK) is EmptyDay.ZERO
    assert {usual_meaning(one) for one in (WEIGHT, BEDTIME, DIARY, attribute(ValueType.SCALE))} == {EmptyDay.NOTHING}
    assert usual_meaning(attribute(ValueType.QUANTITY, "mood", "mood")) is EmptyDay.NOTHING


def test_a_zero_is_only_assumed_while_the_attribute_was_in_use() -> None:
    used = with_meaning(series({300: 1, 200: 1}, 400), WALK, EmptyDay.ZERO, TODAY)
    zeros = [TODAY - day for day in range(used.first, used.end) if used.at(day) == 0]
    assert (max(zeros), min(zeros)) == (299, 140)


def test_zeros_that_exist_has_for_years_before_the_first_use_are_no_use() -> None:
    values: dict[int, Value | None] = dict.fromkeys(range(400), 0)
    found = with_meaning(series(values | {100: 1}, 400), WALK, EmptyDay.ZERO, TODAY)
    assert found.bounds == (TODAY - 100, TODAY)
    few: dict[int, Value | None] = dict.fromkeys(range(10, 30), 0)
    assert with_meaning(series(few | {9: 1}), WALK, EmptyDay.ZERO, TODAY).bounds == (TODAY - 29, TODAY - 9)


def test_a_day_that_was_not_read_is_never_zero() -> None:
    found = with_meaning(series({9: 1, 1: 1}, unread={5, 6}), WALK, EmptyDay.ZERO, TODAY)
    assert [found.at(TODAY - ago) for ago in (4, 7)] == [0, 0]
    assert all(math.isnan(found.at(TODAY - ago)) for ago in (5, 6))
    told = figures(found, Measure.YES_NO, TODAY - 9, TODAY, TODAY)
    assert (told.days, told.read, told.given) == (9, 7, 2)
    assert told.average == pytest.approx(2 / 7)


def test_today_is_not_zero_before_it_is_over() -> None:
    assert math.isnan(with_meaning(series({5: 1}), WALK, EmptyDay.ZERO, TODAY).at(TODAY))


@pytest.mark.parametrize(
    ("done", "pauses", "now", "longest"),
    [
        ({1, 2, 3}, [], 3, 3),
        ({0, 1, 2}, [], 3, 3),
        ({2, 3}, [], 0, 2),
        ({1, 2, 6, 7}, [(3, 5)], 4, 4),
        ({1, 2, 4, 6, 7}, [(3, 5)], 4, 4),
        ({1, 2, 7, 8}, [(3, 5)], 2, 2),
        ({3, 4}, [(0, 2)], 2, 2),
        (set(), [(0, 9)], 0, 0),
    ],
)
def test_a_pause_neither_breaks_a_streak_nor_counts(
    done: set[int], pauses: list[tuple[int, int]], now: int, longest: int
) -> None:
    """A pause is written as days ago, the later day first."""
    found = streaks(series(dict.fromkeys(done, 1)), TODAY, [(TODAY - first, TODAY - last) for last, first in pauses])
    assert (found.now, found.longest) == (now, longest)


def test_the_last_time_and_the_usual_time_between() -> None:
    found = streaks(series({50: 1, 40: 1, 37: 1, 7: 1, 3: 0}), TODAY)
    assert (found.last, found.usual_gap, found.recently) == (TODAY - 7, 10, 1)


def test_midnight_and_freezing_are_values_in_a_row_as_any_other() -> None:
    midnight = on_axis(series({1: 0, 2: 710, 3: 0}), WAKE)
    assert streaks(midnight, TODAY, measure=Measure.CLOCK).now == 3
    freezing = series({1: 0.0, 2: -3.5, 3: 0.0})
    assert streaks(freezing, TODAY, measure=Measure.LEVEL).now == 3
    assert streaks(freezing, TODAY, measure=Measure.AMOUNT).now == 0


def test_a_pause_has_its_days_and_ends_no_sooner_than_it_begins() -> None:
    day = date(2026, 11, 20)
    assert Pause(day).is_on(date(2030, 1, 1))
    assert not Pause(day, day).is_on(date(2026, 11, 21))
    assert Pause(day).ended_before(date(2026, 11, 22)) == Pause(day, date(2026, 11, 21))
    assert Pause(day).ended_before(day) is None
    with pytest.raises(ValueError, match="Pause"):
        Pause(day, date(2026, 11, 19))


def test_times_around_midnight_are_close_to_each_other() -> None:
    """23:50 and 0:10, counted from midday by Exist."""
    bedtimes = on_axis(series({1: 710, 2: 730, 3: 700, 4: 740}), BEDTIME)
    found = figures(bedtimes, Measure.CLOCK, TODAY - 9, TODAY, TODAY)
    assert found.average is not None
    assert found.average % 1440 == pytest.approx(0, abs=1e-6) or found.average == pytest.approx(1440)
    assert found.highest is not None
    assert found.lowest is not None
    assert found.highest.number - found.lowest.number == pytest.approx(40)
    assert circular_mean([710, 730]) == pytest.approx(720)
    assert circular_mean([0, 720]) is None
    waking = on_axis(series({1: 400, 2: 420}), WAKE)
    assert figures(waking, Measure.CLOCK, TODAY - 9, TODAY, TODAY).average == pytest.approx(410)


def test_a_day_of_25_hours_is_a_day_as_any_other() -> None:
    change = date(2026, 10, 25).toordinal()
    asleep = series({TODAY - change + ago: 480 for ago in (-1, 0, 1)} | {TODAY - change: 540})
    found = figures(asleep, Measure.AMOUNT, change - 1, change + 1, TODAY)
    assert (found.days, found.given, found.average) == (3, 3, 500)
    assert by_weekday(asleep, TODAY)[6] == Part(540, 1)
    assert streaks(asleep, change + 1).now == 3


def test_weekdays_and_months_are_those_of_the_calendar() -> None:
    days = series({ago: ago for ago in range(400)}, 400)
    for weekday, part in enumerate(by_weekday(days, TODAY)):
        agos = [ago for ago in range(1, 400) if (date.fromordinal(TODAY) - timedelta(ago)).weekday() == weekday]
        assert part == Part(sum(agos) / len(agos), len(agos))
    assert sum(part.days for part in by_month(days, TODAY)) == 399


def test_numbers_beyond_all_measure_stay_finite() -> None:
    found = figures(series({1: 1e308, 2: 1e308, 3: float("inf")}), Measure.AMOUNT, TODAY - 9, TODAY, TODAY)
    assert found.average is not None
    assert math.isfinite(found.average)


@pytest.mark.parametrize(
    ("numbers", "measure", "steps", "ticks"),
    [
        ([1.0], Measure.AMOUNT, Steps.WHOLE, (0, 1)),
        ([3.0, 1.0], Measure.AMOUNT, Steps.WHOLE, (0, 1, 2, 3)),
        ([2000.0], Measure.AMOUNT, Steps.MINUTES, (0, 720, 1440, 2160)),
        ([1.0, 1.0], Measure.LEVEL, Steps.ANY, (0.94, 0.96, 0.98, 1.0, 1.02, 1.04, 1.06)),
        ([0.0], Measure.LEVEL, Steps.ANY, (-1, -0.5, 0, 0.5, 1)),
        ([-4.0, -3.0], Measure.AMOUNT, Steps.ANY, (-4, -3, -2, -1, 0)),
        ([1e15], Measure.AMOUNT, Steps.WHOLE, (0, 2e14, 4e14, 6e14, 8e14, 1e15)),
        ([math.nan], Measure.SCALE, Steps.ANY, (1, 2, 3, 4, 5)),
        ([], Measure.YES_NO, Steps.ANY, (0, 1)),
    ],
)
def test_an_axis_has_round_numbers_and_room_for_all(
    numbers: list[float], measure: Measure, steps: Steps, ticks: tuple[float, ...]
) -> None:
    axis = axis_of(measure, numbers, steps)
    assert axis.ticks == pytest.approx(ticks)
    assert axis.low < axis.high
    assert all(axis.low <= number <= axis.high for number in numbers if number == number)
