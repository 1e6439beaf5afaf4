"""Days as people say them at the start of a line: `yesterday`, `Saturday`, `2026-11-21`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from exist_desktop.domain.parsing.numerals import plain
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.parsing.typed_words import ENGLISH_WORDS, TypedWords

A_YEAR = 365
_BEHIND = ",:،、"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def near_days(today: date) -> Iterator[date]:
    """Yields the days whose dates are understood, the latest first: tomorrow, and those of the last year."""
    return (today + timedelta(days=apart) for apart in range(1, -A_YEAR, -1))


def named_days(
    today: date,
    weekdays: Sequence[str] = (),
    forms: Iterable[tuple[str, date]] = (),
    words: TypedWords = ENGLISH_WORDS,
) -> dict[str, date]:
    """Returns the days that have a name today; a weekday is the last one of that name, today included.

    `weekdays` are the names in the person's language, Monday first; the English ones are always understood. `forms`
    are those in which days are shown; of equal ones the first counts.
    """
    named: dict[str, date] = {}
    for form, day in forms:
        named.setdefault(_key(form), day)
    named |= {name: today + timedelta(days=apart) for name, apart in words.days.items()}
    for names in (WEEKDAYS, weekdays):
        for number, name in enumerate(names):
            named[_key(name)] = today - timedelta(days=(today.weekday() - number) % 7)
    return named


def _key(name: str) -> str:
    """Returns a name as it is looked up. Some languages end it with a mark that also follows a day."""
    return key(name.rstrip(_BEHIND))


def leading_day(line: str, named: Mapping[str, date]) -> tuple[date, str] | None:
    """Returns the day that a line starts with, and the rest; None if it starts with no day."""
    words = line.split()
    most = max((name.count(" ") for name in named), default=0) + 1
    for count in range(min(most, len(words)), 0, -1):
        said = " ".join(words[:count]).rstrip(_BEHIND)
        day = named.get(key(said)) or (iso_day(said) if count == 1 else None)
        if day is not None:
            return day, (*line.split(maxsplit=count), "")[count].strip()
    return None


def iso_day(text: str) -> date | None:
    """Returns a day that is written as `2026-11-22`; None if it is not one."""
    found = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", plain(text) or "")
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
