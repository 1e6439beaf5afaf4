"""Insights: records, streaks, weeks and months, found in the values of an account's leading attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from statistics import fmean
from zoneinfo import ZoneInfo

from msgspec import Struct

from exist_desktop.demo.people.account import Account, Numbers
from exist_desktop.demo.people.averages import average, has_averages, is_known, monday_of, usual
from exist_desktop.demo.people.catalogue import ValueType
from exist_desktop.demo.people.people import Attribute
from exist_desktop.demo.people.phrases import change, shown

NOW, DAY, WEEK, MONTH = 1, 2, 3, 4
"""The priorities, named for the time that an insight is about."""

RECORD_DAYS = 28
STREAKS = (5, 10, 20, 30, 60, 100)
LOGGED = (14, 30, 60, 100)
_SUMMED = frozenset({ValueType.QUANTITY, ValueType.DURATION, ValueType.DECIMAL})
_STATES = frozenset({"mood", "weight"})  # their sum means nothing
_NIGHT = "sleep"  # the group whose values are complete in the morning
_UNUSUAL = 0.08
_CREATED = {NOW: time(7, 30), DAY: time(5, 5, 46), WEEK: time(6, 0, 3), MONTH: time(6, 30, 2)}


class Insight(Struct, frozen=True):
    """Something notable, in one or two lines. It is about the target day, or about the period before `created`."""

    name: str
    attribute: Attribute
    period: int
    priority: int
    created: datetime
    target: date | None
    lines: tuple[str, ...]

    @property
    def day(self) -> date:
        """The day to which it belongs."""
        return self.target or self.created.date()


class Insights:
    """The insights of an account, cached until the day has passed or something was written."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._state: object = None
        self._found: list[Insight] = []

    def of(self, now: datetime) -> list[Insight]:
        """Returns all insights until now, the newest first."""
        state = (now.date(), self._account.revision)
        if state != self._state:
            found = [insight for attribute in _leading(self._account) for insight in _found(self._account, attribute)]
            self._state, self._found = state, sorted(found, key=attrgetter("created"), reverse=True)
        return [insight for insight in self._found if insight.created <= now]


def _leading(account: Account) -> list[Attribute]:
    return [
        attribute
        for attribute in account.ordered()
        if attribute.active and attribute.template and attribute.priority == 1 and has_averages(attribute)
        if attribute.group != "weather"
    ]


class _Subject(Struct, frozen=True):
    """What insights are about: an attribute and its numbers, at the clocks of its person."""

    attribute: Attribute
    numbers: Numbers
    zone: ZoneInfo

    def insight(self, name: str, priority: int, on: date, *lines: str) -> Insight:
        """Returns an insight about a day, or about the week or month before it."""
        period, target = {NOW: (1, on), DAY: (1, on), WEEK: (7, None), MONTH: (30, None)}[priority]
        created = datetime.combine(on + timedelta(days=priority == DAY), _CREATED[priority], self.zone)
        return Insight(name.format(self.attribute.name), self.attribute, period, priority, created, target, lines)


def _found(account: Account, attribute: Attribute) -> Iterator[Insight]:
    subject = _Subject(attribute, account.numbers(attribute.name), ZoneInfo(account.person.timezone))
    yield from _records(subject)
    if attribute.name != "weight":
        yield from _streaks(subject)
    yield from _logged(subject)
    yield from _summaries(subject)
    yield from _mornings(subject)


def _records(about: _Subject) -> Iterator[Insight]:
    """Yields the highest and lowest days for weeks."""
    numbers = about.numbers
    for name, word, sign in (("{}_best_since_x", "Highest", 1), ("{}_worst_since_x", "Lowest", -1)):
        rivals: list[date] = []  # the days that no later day has exceeded yet
        first = next(iter(numbers), None)
        for on, value in numbers.items():
            while rivals and sign * numbers[rivals[-1]] < sign * value:
                rivals.pop()
            since = (on - (rivals[-1] if rivals else first or on)).days
            rivals.append(on)
            if since >= RECORD_DAYS:
                told = f"{on:%A}: {word} {about.attribute.label.lower()} for {since} days"
                yield about.insight(name, DAY, on, told, shown(about.attribute, value))


def _streaks(about: _Subject) -> Iterator[Insight]:
    """Yields streaks of days above the average."""
    usuals: dict[date, float | None] = {}
    for on, length in _runs(on for on in about.numbers if _is_above(about.numbers, on, usuals)):
        if length in STREAKS:
            told = f"{on:%A} marks a new {about.attribute.label.lower()} streak!"
            since = f"Above your average every day for {length} days"
            yield about.insight("{}_average_best_streak", DAY, on, told, since)


def _is_above(numbers: Numbers, on: date, usuals: dict[date, float | None]) -> bool:
    monday = monday_of(on)
    if monday not in usuals:
        usuals[monday] = usual(numbers, monday)
    known = usuals[monday]
    return known is not None and numbers[on] > known


def _logged(about: _Subject) -> Iterator[Insight]:
    """Yields streaks of days on which a person logged it."""
    if about.attribute.manual:
        for on, length in _runs(about.numbers):
            if length in LOGGED:
                told = f"{about.attribute.label} logged {length} days in a row"
                yield about.insight("{}_logged_streak", DAY, on, told)


def _runs(days: Iterable[date]) -> Iterator[tuple[date, int]]:
    """Yields each day, with the length of the streak that it ends."""
    length, last = 0, None
    for on in days:
        length = length + 1 if last is not None and (on - last).days == 1 else 1
        last = on
        yield on, length


def _month_of(on: date) -> date:
    return on.replace(day=1)


def _summaries(about: _Subject) -> Iterator[Insight]:
    """Yields each week and month that is over, compared with the one before."""
    attribute, numbers = about.attribute, about.numbers
    summed = attribute.value_type in _SUMMED and attribute.name not in _STATES
    for priority, word, start in ((WEEK, "week", monday_of), (MONTH, "month", _month_of)):
        spans: dict[date, list[float]] = {}
        for on, value in numbers.items():
            spans.setdefault(start(on), []).append(value)
        totals = [(begin, sum(held) if summed else fmean(held)) for begin, held in spans.items()]
        for (_, before), (_, now), (end, _) in zip(totals, totals[1:], totals[2:], strict=False):
            told = f"{attribute.label}: {shown(attribute, round(now, 1))} {'in all' if summed else 'on average'}"
            compared = f"{change(attribute, now, before)} the {word} before"
            name = f"{{}}_{'total' if summed else 'average'}_{word}"
            yield about.insight(name, priority, end, f"{told} last {word}", compared)


def _mornings(about: _Subject) -> Iterator[Insight]:
    """Yields how the last night compares with those before the same weekday."""
    attribute, numbers = about.attribute, about.numbers
    on = next(reversed(numbers), None) if attribute.group == _NIGHT else None
    if on is None or not is_known(numbers, monday_of(on)):
        return
    usually = average(numbers, monday_of(on)).weekdays[on.weekday()]
    if usually and abs(numbers[on] - usually) > _UNUSUAL * usually:
        word = "long" if numbers[on] > usually else "short"
        told = f"Last night’s sleep was surprisingly {word}: {shown(attribute, numbers[on])}"
        yield about.insight("dow_{}", NOW, on, told, f"Your average for {on:%A} is {shown(attribute, usually)}")
