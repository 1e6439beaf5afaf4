"""Averages: once a week, for each attribute, the medians of the last sixty days, in all and by weekday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from msgspec import Struct

from exist_desktop.demo.people.account import Account, Numbers
from exist_desktop.demo.people.catalogue import ValueType
from exist_desktop.demo.people.people import Attribute

PERIOD = 60
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Average(Struct, frozen=True):
    """The medians of an attribute for the days before a Monday; None for a weekday without a value."""

    overall: float
    weekdays: tuple[float | None, ...]


def has_averages(attribute: Attribute) -> bool:
    """Whether the attribute has averages: text has no median, and that of a tag says nothing."""
    return attribute.value_type not in {ValueType.STRING, ValueType.BOOLEAN}


def monday_of(on: date) -> date:
    """Returns the Monday on which the findings for a day were computed."""
    return on - timedelta(days=on.weekday())


def weeks(account: Account, newest: date, oldest: date) -> Iterator[date]:
    """Yields the Mondays from the newest back to the oldest, as far as the account goes."""
    monday = monday_of(newest)
    while monday >= max(oldest, account.story.days[0]):
        yield monday
        monday -= timedelta(weeks=1)


def is_known(numbers: Numbers, monday: date) -> bool:
    """Whether there is any value before a Monday."""
    return any(on in numbers for on in _days_before(monday))


def average(numbers: Numbers, monday: date) -> Average:
    """Returns the medians of the days before a Monday."""
    by_weekday: list[list[float]] = [[] for _ in WEEKDAYS]
    for on in _days_before(monday):
        if on in numbers:
            by_weekday[on.weekday()].append(numbers[on])
    return Average(
        float(median(value for values in by_weekday for value in values)),
        tuple(float(median(values)) if values else None for values in by_weekday),
    )


def usual(numbers: Numbers, monday: date) -> float | None:
    """Returns only the overall median, or None."""
    held = [numbers[on] for on in _days_before(monday) if on in numbers]
    return float(median(held)) if held else None


def _days_before(monday: date) -> Iterator[date]:
    return (monday - timedelta(days=back) for back in range(1, PERIOD + 1))
