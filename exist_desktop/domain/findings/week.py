"""A week of a person's life: its moods, what was unusual for the weekday, streaks that go on, and the longest note.

A day is unusual against the same weekdays of half a year, by the median and the median deviation, which a single odd
day does not move. Nothing is called good or bad.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from statistics import median

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.statistics.correlations import Insight, InsightSpan
from exist_desktop.domain.statistics.pauses import Pause, periods
from exist_desktop.domain.statistics.series import Measure, Series, measure_of, on_axis
from exist_desktop.domain.statistics.streaks import streaks

DAYS = 7
WEEKS_BEFORE = 26
"""How many weeks a day is compared with."""
LEAST_WEEKS = 8
"""With fewer values of the weekday nothing is called unusual."""
FAR = 3.5
"""From so many usual deviations on, a value is unusual."""
DEVIATION = 1.4826
"""Makes a median deviation comparable with a standard deviation (of normal values)."""
MOST_UNUSUAL = 5
LEAST_STREAK = 7
"""Streaks of a week and more are worth a line."""
MOST_STREAKS = 5


class Lived(Struct, frozen=True, eq=False):
    """An attribute with its days in raw values, empty days replaced by what they mean, and its pauses."""

    attribute: Attribute
    series: Series
    pauses: tuple[Pause, ...] = ()


class UnusualDay(Struct, frozen=True):
    """A value far from what that weekday usually has. `usual` is on the axis (`series.on_axis`), `value` is raw."""

    attribute: Attribute
    day: date
    value: float
    usual: float
    far: float


class RunningStreak(Struct, frozen=True):
    """A streak that reached the last day of the week."""

    attribute: Attribute
    days: int


class Week(Struct, frozen=True):
    """The facts of seven days from a Monday on. `moods` are raw values, None for a day without one."""

    first: date
    moods: tuple[float | None, ...] = (None,) * DAYS
    unusual: tuple[UnusualDay, ...] = ()
    streaks: tuple[RunningStreak, ...] = ()
    note: tuple[date, str] | None = None

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.days[-1]

    @property
    def days(self) -> tuple[date, ...]:
        """Its days, Monday first. The calendar of dates ends on a Friday."""
        return tuple(self.first + timedelta(days=n) for n in range(min(DAYS, (date.max - self.first).days + 1)))


def monday_of(day: date) -> date:
    """Returns the first day of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def last_week(today: date) -> date:
    """Returns the Monday of the last week that is over."""
    return monday_of(today) - timedelta(days=DAYS)


def insights_of(week: Week, found: Iterable[Insight]) -> tuple[Insight, ...]:
    """Returns the insights that are about the week.

    One about a week has no day of its own: it is about the seven days before it was made, and belongs where most of
    them are.
    """
    return tuple(one for one in found if _middle(one) in week.days)


def _middle(insight: Insight) -> date:
    return insight.day - timedelta(days=DAYS // 2 + 1) if insight.priority == InsightSpan.WEEK else insight.day


def week_of(first: date, today: date, lived: Iterable[Lived], mood: str, note: str) -> Week:
    """Returns the facts of the week from a Monday on, as far as its days are over; `mood` and `note` are names."""
    days = [day for day in Week(first).days if day < today]
    everything = list(lived)
    unusual = [found for one in everything for found in _unusual(one, days)]
    running = [streak for one in everything if days and (streak := _streak(one, days[-1])) is not None]
    moods = next((one.series for one in everything if one.attribute.name == mood), Series())
    notes = next((one.series for one in everything if one.attribute.name == note), Series())
    return Week(
        first,
        tuple(_number(moods.at(day.toordinal())) for day in Week(first).days),
        tuple(sorted(unusual, key=_distance)[:MOST_UNUSUAL]),
        tuple(sorted(running, key=_length)[:MOST_STREAKS]),
        _longest(notes, days),
    )


def _distance(found: UnusualDay) -> tuple[float, date]:
    return -found.far, found.day


def _length(found: RunningStreak) -> int:
    return -found.days


def _number(number: float) -> float | None:
    return number if number == number else None


def _unusual(lived: Lived, days: Iterable[date]) -> Iterator[UnusualDay]:
    if measure_of(lived.attribute) in (Measure.WORDS, Measure.YES_NO):
        return
    there = [day for day in days if _number(lived.series.at(day.toordinal())) is not None]
    axis = on_axis(lived.series, lived.attribute) if there else Series()
    for day in there:
        far, usual = _distance_to_usual(axis, day.toordinal())
        if far >= FAR:
            yield UnusualDay(lived.attribute, day, lived.series.at(day.toordinal()), usual, far)


def _distance_to_usual(axis: Series, day: int) -> tuple[float, float]:
    """Returns how many usual deviations a day is from what its weekday usually has, and that; 0 if it is not known."""
    earlier = (axis.at(day - DAYS * week) for week in range(1, WEEKS_BEFORE + 1))
    before = [one for one in earlier if one == one]
    if len(before) < LEAST_WEEKS:
        return 0.0, 0.0
    usual = median(before)
    spread = DEVIATION * median(abs(one - usual) for one in before)
    return (abs(axis.at(day) - usual) / spread if spread > 0 else 0.0), usual


def _streak(lived: Lived, last: date) -> RunningStreak | None:
    """Returns the streak that reached the last day. What a service fills every day is not worth a mention."""
    if not lived.attribute.editable:
        return None
    paused = periods(lived.pauses, lived.attribute.name)
    found = streaks(lived.series, last.toordinal(), paused, measure=measure_of(lived.attribute))
    reached = found.now if lived.series.is_given(last.toordinal()) or found.on_pause else 0
    return RunningStreak(lived.attribute, reached) if reached >= LEAST_STREAK else None


def _longest(notes: Series, days: Sequence[date]) -> tuple[date, str] | None:
    texts = [(day, text) for day in days if (text := notes.texts.get(day.toordinal(), "").strip())]
    return max(texts, key=_characters, default=None)


def _characters(note: tuple[date, str]) -> int:
    return len(note[1])
