"""Where it is day now: a home for the demo's people in tests that go by the computer's own clock.

Midnight makes today another day, and until a person's day ends what they enter is for the day before. Where the sun is
up neither is near, so that such tests say the same whenever they run.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from exist_desktop.demo.people.people import YEAR_DAYS, Person, people_in

HOMES = ("Australia/Melbourne", "Europe/Berlin", "America/Los_Angeles")
"""Somewhere among these it is always day."""
FIRST_HOUR = 7
LAST_HOUR = 19


def people_by_day() -> dict[str, Person]:
    """The demo's people with a year of days, which are copied sooner than five, at home where it is day now."""
    return people_in(where_it_is_day(datetime.now(UTC)), YEAR_DAYS)


def where_it_is_day(moment: datetime) -> str:
    """The zone of a place where that moment is neither early nor late."""
    return next(zone for zone in HOMES if FIRST_HOUR <= moment.astimezone(ZoneInfo(zone)).hour < LAST_HOUR)
