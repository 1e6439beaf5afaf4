"""Reminders: which one is due, and for which day, since the last look.

A reminder's time of day is the computer's, while days are those of the Exist profile. Between two looks anything may
happen: the computer sleeps for a week, the clock is set, the hour of a change of offset comes twice or never. Each time
of a reminder counts at most once, and missed ones count once for each attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from msgspec import Struct, field

from exist_desktop.domain.attributes import MOOD
from exist_desktop.domain.day import DAY_ENDS_AT, DAY_SECONDS, local, proposed_day
from exist_desktop.domain.value_types import MINUTES_PER_DAY, Form
from exist_desktop.domain.values import NotRead

if TYPE_CHECKING:
    from exist_desktop.domain.projection import Tile

EVERY_DAY = tuple(range(7))
_WEEK_AND_A_DAY = 8


class Reminder(Struct, frozen=True):
    """`at` is in minutes after midnight, `days` are weekdays from Monday, 0, to Sunday, 6."""

    at: int
    days: tuple[int, ...] = EVERY_DAY
    attribute: str = MOOD


class Night(Struct, frozen=True):
    """The time in which nothing is asked, in minutes after midnight; empty if both are the same."""

    begins: int
    ends: int

    def holds(self, minute: int) -> bool:
        """Whether a minute of the day is part of it."""
        if self.begins <= self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends


class Calendar(Struct, frozen=True):
    """The zone of the computer's clock, the zone that days are counted in, and the hour at which a day ends."""

    clock: tzinfo
    days: tzinfo
    day_ends_at: int = DAY_ENDS_AT

    def day(self, instant: float) -> date:
        """Returns the day that an entry at that instant belongs to."""
        return proposed_day(instant, self.days, self.day_ends_at)


class Past(Struct, frozen=True):
    """What needs no reminder: times up to the instant `seen`, and days of an attribute up to `hushed`."""

    seen: float
    hushed: Mapping[str, date] = field(default_factory=dict)

    def looked(self, now: float) -> Past:
        """Returns the state after a look at `now`."""
        return Past(now, self.hushed)

    def hush(self, attribute: str, day: date) -> Past:
        """Returns the state after the person has asked not to be reminded of that attribute on that day."""
        return Past(self.seen, {**self.hushed, attribute: day})


class Due(Struct, frozen=True):
    """An attribute to ask for, and the day."""

    attribute: str
    day: date


def due(now: float, reminders: Iterable[Reminder], night: Night, calendar: Calendar, past: Past) -> tuple[Due, ...]:
    """Returns what to ask now. What was missed by more than a day is skipped, since people do not remember it."""
    if silent(now, night, calendar):
        return ()
    seen = past.seen if past.seen <= now + DAY_SECONDS else now  # a clock that was years ahead must not silence it
    latest: dict[str, float] = {}
    for reminder in reminders:
        passed = last_time(reminder, now, calendar.clock)
        if passed is not None and passed > max(seen, latest.get(reminder.attribute, seen)):
            latest[reminder.attribute] = passed
    found = [Due(attribute, calendar.day(passed)) for attribute, passed in latest.items()]
    oldest = calendar.day(now) - timedelta(days=1)
    return tuple(one for one in found if one.day >= oldest and not _is_hushed(one, past))


def _is_hushed(one: Due, past: Past) -> bool:
    until = past.hushed.get(one.attribute)
    return until is not None and one.day <= until


def silent(now: float, night: Night, calendar: Calendar) -> bool:
    """Whether it is night; what becomes due then is asked afterwards."""
    clock = local(now, calendar.clock)
    return night.holds(clock.hour * 60 + clock.minute)


def last_time(reminder: Reminder, now: float, clock: tzinfo) -> float | None:
    """Returns when the reminder was last due; None for one without days."""
    today = local(now, clock).date()
    days = (today - timedelta(days=back) for back in range(_WEEK_AND_A_DAY))
    return next((at for at in _times(reminder, days, clock) if at <= now), None)


def next_time(reminders: Iterable[Reminder], now: float, clock: tzinfo) -> float | None:
    """Returns when the next reminder is due; None if there are none."""
    today = local(now, clock).date()
    days = [today + timedelta(days=ahead) for ahead in range(_WEEK_AND_A_DAY)]
    coming = (next((at for at in _times(one, days, clock) if at > now), None) for one in reminders)
    return min((at for at in coming if at is not None), default=None)


def _times(reminder: Reminder, days: Iterable[date], clock: tzinfo) -> Iterable[float]:
    """Returns its instants on the days that it is for. A time that the clock skips comes an hour later."""
    at = time(reminder.at // 60, reminder.at % 60)
    return (datetime.combine(day, at, clock).timestamp() for day in days if day.weekday() in reminder.days)


def is_logged(tile: Tile | None) -> bool:
    """Whether the day has a value. For counts and yes or no, Exist has 0 for a day on which nothing was logged.

    For a day that was not read, only what was entered here is known: a reminder that asks once too often is better than
    none while offline.
    """
    if tile is None or tile.value is None:
        return False
    if isinstance(tile.value, NotRead):
        return tile.mark is not None
    rules = tile.attribute.value_type.rules
    empty = rules.increments or rules.form is Form.YES_OR_NO
    return tile.mark is not None or not empty or tile.value != 0


def parse_reminders(found: object) -> tuple[Reminder, ...] | None:
    """Returns reminders that were written to a file; None if they make no sense."""
    if not isinstance(found, list):
        return None
    read = [_parse_reminder(one) for one in found]
    whole = tuple(one for one in read if one is not None)
    return whole if len(whole) == len(read) else None


def _parse_reminder(found: object) -> Reminder | None:
    match found:
        case {"at": int(at), "days": [*days], "attribute": str(attribute)} if type(at) is int:
            fits = 0 <= at < MINUTES_PER_DAY and all(type(day) is int and day in EVERY_DAY for day in days)
            return Reminder(at, tuple(days), attribute) if fits else None
        case _:
            return None
