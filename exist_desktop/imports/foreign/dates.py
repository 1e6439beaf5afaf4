"""Days as other programs write them, and the orders in which they can be read. What is unsure is refused or asked."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache

from exist_desktop.domain.parsing.digits import UNSEEN, in_ascii
from exist_desktop.domain.parsing.written_dates import written_dates
from exist_desktop.domain.transfer.imports import EARLIEST_IMPORTED, RefusedReason
from exist_desktop.domain.transfer.mapping import DateOrder
from exist_desktop.imports.own_file import RefusedError

LONGEST_DATE = 60
_TAIL = r"(?:(?:\s*[T,]\s*|\s+)(?P<clock>\d{1,2}[:.h].*))?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-./]|年)\s?(\d{{1,2}})([-./]|月)\s?(\d{{1,2}})[.日]?{_TAIL}", re.ASCII)
_COMPACT = re.compile(r"(\d{4})()(\d\d)()(\d\d)(?:T(?P<clock>.*))?", re.ASCII)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})\s?([-./])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d\d){_TAIL}", re.ASCII)
_INSTANT = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(?:Z|UTC|[+]00:?00)", re.ASCII)
_MARKS = re.compile(f"[{UNSEEN}]")
_WITH_YEAR = re.compile(r".*\b\d{4}\b.*", re.ASCII)
_CENTURY = 100


def orders_of(text: str) -> frozenset[DateOrder]:
    """Returns the orders in which a text is a date; empty if it is none. Where points separate, the day is first."""
    return _orders(_plain(text)) if len(text) <= LONGEST_DATE else frozenset()


@lru_cache(maxsize=8192)
def _orders(text: str) -> frozenset[DateOrder]:
    return frozenset(order for order in DateOrder if _date(text, order) is not None)


def day_of(text: str, order: DateOrder, latest: date, zone: tzinfo) -> date:
    """Returns the day of a date, or of a date and time. Raises `RefusedError`.

    The day is the one that is written, also beside an offset; an instant in UTC is taken to `zone`. `24:00` belongs to
    the day that it stands beside.
    """
    day = _day(_plain(text), order, zone) if len(text) <= LONGEST_DATE else None
    if day is None or not EARLIEST_IMPORTED <= day <= latest:
        raise RefusedError(RefusedReason.DATE)
    return day


@lru_cache(maxsize=8192)
def _day(text: str, order: DateOrder, zone: tzinfo) -> date | None:
    found = _date(text, order)
    if found is None:
        return None
    day, clock = found
    at = _INSTANT.fullmatch(clock)
    if at is None or int(at[1]) > 23 or int(at[2]) > 59:
        return day
    return datetime.combine(day, time(int(at[1]), int(at[2])), UTC).astimezone(zone).date()


def clock_of(text: str) -> str:
    """Returns the time that stands behind a date, as it is written; empty if there is none."""
    if len(text) > LONGEST_DATE:
        return ""
    found = next((found for order in DateOrder if (found := _date(_plain(text), order))), None)
    return found[1] if found else ""


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """Returns a text in the digits 0 to 9 without marks of direction; empty if it mixes digits of scripts."""
    return in_ascii(" ".join(_MARKS.sub("", text).split())) or ""


def _date(plain: str, order: DateOrder) -> tuple[date, str] | None:
    """Returns the date as it is written and the text of a time behind it."""
    if found := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
        numbers = int(found[1]), int(found[3]), int(found[5])
    elif found := _YEAR_LAST.fullmatch(plain):
        one, two, year = int(found[1]), int(found[3]), _year(found[4])
        if order is DateOrder.YEAR_FIRST or (order is DateOrder.MONTH_FIRST and found[2] == "."):
            return None
        numbers = (year, two, one) if order is DateOrder.DAY_FIRST else (year, one, two)
    else:
        written = written_dates(plain, date.max, {}) if _WITH_YEAR.fullmatch(plain) else ()
        return (written[0], "") if len(written) == 1 else None
    try:
        return date(*numbers), found["clock"] or ""
    except ValueError:
        return None


def _year(digits: str) -> int:
    """Returns a year of four digits, or of its last two; a year that is to come is refused as all such days are."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return 2000 + year if 2000 + year - _CENTURY < EARLIEST_IMPORTED.year else 1900 + year
