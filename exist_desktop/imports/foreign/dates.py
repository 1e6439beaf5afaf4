"""Days as other programs write them, and the ways in which they can be read. What is unsure is refused or asked."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache

from msgspec import Struct

from exist_desktop.domain.parsing.digits import UNSEEN, in_ascii
from exist_desktop.domain.transfer.imports import EARLIEST_IMPORTED, RefusedReason
from exist_desktop.domain.transfer.mapping import ENGLISH, DateOrder
from exist_desktop.imports.foreign.calendar_names import day_in, english_day, written_days
from exist_desktop.imports.own_file import RefusedError

LONGEST_DATE = 60
_TAIL = r"(?:(?:\s*[T,]\s*|\s+)(?P<clock>\d{1,2}[:.h].*))?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-./]|年)\s?(\d{{1,2}})([-./]|月)\s?(\d{{1,2}})[.日]?{_TAIL}", re.ASCII)
_COMPACT = re.compile(r"(\d{4})()(\d\d)()(\d\d)(?:T(?P<clock>.*))?", re.ASCII)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})\s?([-./])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d\d){_TAIL}", re.ASCII)
_NAMED = re.compile(r"(?P<day>.*(?<!\d)\d{4}(?!\d).*?)(?:[\s,]+(?:[^\W\d]+\s)?(?P<clock>\d{1,2}[:.h]\d\d.*))?")
_LETTER = re.compile(r"[^\W\d_]")
_INSTANT = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(?:Z|UTC|[+]00:?00)", re.ASCII)
_MARKS = re.compile(f"[{UNSEEN}]")
_CENTURY = 100
_MOST_WORDS = 9


class DateReading(Struct, frozen=True):
    """How the dates of a file are read: the order of those in numbers, and the language of the names of months.

    `latest` is the last day that is taken, `zone` the zone of instants that are written in UTC.
    """

    order: DateOrder
    language: str
    latest: date
    zone: tzinfo


def orders_of(text: str) -> frozenset[DateOrder]:
    """Returns the orders in which a text is a date; empty if it is none. Where points separate, the day is first."""
    return _orders(_plain(text)) if len(text) <= LONGEST_DATE else frozenset()


@lru_cache(maxsize=8192)
def _orders(text: str) -> frozenset[DateOrder]:
    if (named := _named(text)) is not None:
        is_day = english_day(named[0]) is not None or bool(written_days(named[0]))
        return frozenset(DateOrder) if is_day else frozenset()
    return frozenset(order for order in DateOrder if _date(text, order, ENGLISH) is not None)


def named_day(text: str) -> str:
    """Returns the day of a date that has the name of a month, without a time behind it; empty for any other text."""
    named = _named(_plain(text)) if len(text) <= LONGEST_DATE else None
    return named[0] if named else ""


def moment_of(text: str, reading: DateReading) -> tuple[date, str]:
    """Returns the day of a date, and the text of a time behind it. Raises `RefusedError`.

    The day is the one that is written, also beside an offset; an instant in UTC is taken to the reading's zone. `24:00`
    belongs to the day that it stands beside.
    """
    found = _moment(_plain(text), reading) if len(text) <= LONGEST_DATE else None
    if found is None or not EARLIEST_IMPORTED <= found[0] <= reading.latest:
        raise RefusedError(RefusedReason.DATE)
    return found


@lru_cache(maxsize=8192)
def _moment(text: str, reading: DateReading) -> tuple[date, str] | None:
    found = _date(text, reading.order, reading.language)
    if found is None:
        return None
    day, clock = found
    at = _INSTANT.fullmatch(clock)
    if at is None or int(at[1]) > 23 or int(at[2]) > 59:
        return day, clock
    local = datetime.combine(day, time(int(at[1]), int(at[2])), UTC).astimezone(reading.zone)
    return local.date(), f"{local:%H:%M}"


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """Returns a text in the digits 0 to 9 without marks of direction; empty if it mixes digits of scripts."""
    return in_ascii(" ".join(_MARKS.sub("", text).split())) or ""


def _date(plain: str, order: DateOrder, language: str) -> tuple[date, str] | None:
    """Returns the date as it is written and the text of a time behind it."""
    if found := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
        numbers = int(found[1]), int(found[3]), int(found[5])
    elif found := _YEAR_LAST.fullmatch(plain):
        one, two, year = int(found[1]), int(found[3]), _year(found[4])
        if order is DateOrder.YEAR_FIRST or (order is DateOrder.MONTH_FIRST and found[2] == "."):
            return None
        numbers = (year, two, one) if order is DateOrder.DAY_FIRST else (year, one, two)
    else:
        named = _named(plain)
        day = day_in(named[0], language) if named else None
        return (day, named[1]) if named and day else None
    try:
        return date(*numbers), found["clock"] or ""
    except ValueError:
        return None


def _named(plain: str) -> tuple[str, str] | None:
    """Returns a date that has words, and the text of a time behind it; None for what cannot be one."""
    if _YEAR_FIRST.fullmatch(plain) or not _LETTER.search(plain) or len(plain.split()) > _MOST_WORDS:
        return None
    found = _NAMED.fullmatch(plain)
    return (found["day"], found["clock"] or "") if found else None


def _year(digits: str) -> int:
    """Returns a year of four digits, or of its last two; a year that is to come is refused as all such days are."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return 2000 + year if 2000 + year - _CENTURY < EARLIEST_IMPORTED.year else 1900 + year
