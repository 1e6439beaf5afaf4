"""Which day an entry belongs to. A day is chosen when the person enters, stored, and never computed again.

Days are dates in the zone of the Exist profile. Not everyone's day ends at midnight: until the hour at which the
person's day ends, a new entry proposes the day before.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import Enum, auto
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from exist_desktop.domain.account import Profile
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind

HOUR_SECONDS = 3_600.0
DAY_SECONDS = 86_400.0
"""Seconds of a day without a change of the clock."""
EARLIEST_DAY = date(1900, 1, 1)
"""An earlier day is a typing error, and date arithmetic with it may overflow."""
DAY_ENDS_AT = 3
"""The hour at which a day ends unless the person chose another, 0 to 12."""


class WallClock(Protocol):
    """The computer's clock, which the person can set."""

    def wall(self) -> float:
        """Returns the time in seconds since 1970, for days and for what people read."""


class ZoneSource(Enum):
    """The sources of a time zone, best first."""

    PROFILE = auto()
    LOCAL_TIME = auto()
    COMPUTER = auto()


class Zone(Struct, frozen=True):
    """The zone that days are counted in, and its source."""

    info: tzinfo
    name: str
    source: ZoneSource


def choose_zone(profile_zone: str | None, local_time: str | None, computer: tzinfo) -> Zone:
    """Returns the profile's zone, else the offset of its `local_time`, else the computer's zone."""
    if profile_zone:
        try:
            return Zone(ZoneInfo(profile_zone), profile_zone, ZoneSource.PROFILE)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass  # an unknown or malformed name: use the next source
    offset = _offset(local_time)
    if offset is not None:
        return Zone(timezone(offset), str(timezone(offset)), ZoneSource.LOCAL_TIME)
    return Zone(computer, str(computer), ZoneSource.COMPUTER)


def zone_of_profile(profile: Profile | None, computer: tzinfo) -> Zone:
    """Returns the zone of an account by its profile, or the computer's own while the profile is not known."""
    return choose_zone(profile.timezone if profile else None, profile.local_time if profile else None, computer)


def _offset(local_time: str | None) -> timedelta | None:
    try:
        return datetime.fromisoformat(local_time).utcoffset() if local_time else None
    except ValueError:
        return None


def local(instant: float, zone: tzinfo) -> datetime:
    """Returns the local time of an instant, which is in seconds since 1970."""
    return datetime.fromtimestamp(instant, UTC).astimezone(zone)


def today(instant: float, zone: tzinfo) -> date:
    """Returns the calendar date of an instant in a zone."""
    return local(instant, zone).date()


def proposed_day(instant: float, zone: tzinfo, day_ends_at: int = DAY_ENDS_AT) -> date:
    """Returns the day that a new entry proposes: yesterday, from midnight until the person's day ends."""
    now = local(instant, zone)
    return now.date() - timedelta(days=1) if now.hour < day_ends_at else now.date()


def latest_day(instant: float, zone: tzinfo) -> date:
    """Returns the last day that entries are accepted for: tomorrow, for people who travel."""
    return today(instant, zone) + timedelta(days=1)


def check_day(day: date) -> None:
    """Raises `InvalidValueError` for a day before the first one that entries are accepted for."""
    if day < EARLIEST_DAY:
        raise InvalidValueError(InvalidValueKind.TOO_LONG_AGO, ValueType.TEXT)


def seconds_to_next_roll(instant: float, zone: tzinfo, day_ends_at: int = DAY_ENDS_AT) -> float:
    """Returns the seconds until the date or the proposed day changes."""
    now = local(instant, zone)
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
    end = datetime.combine(now.date(), datetime.min.time(), now.tzinfo).replace(hour=day_ends_at)
    coming = [at for moment in (end, midnight) for at in _instants(moment) if at > instant]
    return min(coming) - instant


def _instants(moment: datetime) -> tuple[float, ...]:
    """Returns when a local clock shows that time: twice if it is set back, at the jump if it is set past that time."""
    first, second = moment.replace(fold=0).timestamp(), moment.replace(fold=1).timestamp()
    return (first, second) if second > first else (first,)
