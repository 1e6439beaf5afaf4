"""A month as a calendar shows it: whole weeks, and a mark for each day."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

WEEKS = 6
"""The most weeks that a month touches; a calendar always shows so many, so that its size does not change."""


class DayMark(Struct, frozen=True):
    """The step of a day's mood, which may be a half, and whether a person entered anything."""

    step: float | None = None
    entered: bool = False


def first_of(day: date, months_on: int = 0) -> date:
    """Returns the first day of a day's month, or of one `months_on` later; limited to the dates that Python has."""
    number = day.year * 12 + day.month - 1 + months_on
    number = min(max(number, date.min.year * 12), date.max.year * 12 + 11)
    return date(number // 12, number % 12 + 1, 1)


def same_day_of(month: date, day: date) -> date:
    """Returns the day with the same number in another month, or that month's last day."""
    following = first_of(month, 1)
    last = following - timedelta(days=1) if following > month else date.max
    return month.replace(day=min(day.day, last.day))


def weeks(month: date, first_weekday: int) -> tuple[date, ...]:
    """Returns the days of `WEEKS` whole weeks, from the week that the month begins in; Monday is 1."""
    first = first_of(month)
    start = first.toordinal() - (first.isoweekday() - first_weekday) % 7
    numbers = range(start, start + 7 * WEEKS)
    return tuple(date.fromordinal(min(max(number, 1), date.max.toordinal())) for number in numbers)
