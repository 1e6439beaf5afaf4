"""Days as people say them at the start of a line: `yesterday`, `Saturday`, `2026-11-21`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from exist_desktop.domain.numerals import plain

NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
"""Days from today."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def named_days(today: date, weekdays: Sequence[str] = ()) -> dict[str, date]:
    """The days that have a name today; a weekday is the last one of that name, today included.

    `weekdays` are the names in the person's language, Monday first; the English ones are always understood.
    """
    named = {name: today + timedelta(days=apart) for name, apart in NEAR.items()}
    for names in (WEEKDAYS, weekdays):
        for number, name in enumerate(names):
            named[name.casefold()] = today - timedelta(days=(today.weekday() - number) % 7)
    return named


def leading_day(line: str, named: Mapping[str, date]) -> tuple[date, str] | None:
    """The day that a line starts with, and what follows it; None where it starts with none."""
    word, _, rest = line.strip().partition(" ")
    day = named.get(word.casefold().rstrip(",:")) or iso_day(word)
    return None if day is None else (day, rest.strip())


def iso_day(text: str) -> date | None:
    """The day that is written as year, month and day, `2026-11-22`; None where it is none."""
    found = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", plain(text) or "")
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
