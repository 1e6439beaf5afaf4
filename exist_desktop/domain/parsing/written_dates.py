"""Dates as people write them: `3 March 2024`, `March 3`, `3.3.2024`, `2024年3月3日`, in their language and in English.

If a date can be read in two ways, both days are returned: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import permutations

from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.text.fold import fold

_ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_BETWEEN = frozenset(("of", "the", "st", "nd", "rd", "th", "de", "年", "月", "日"))
_TOKENS = re.compile(r"\d+|[^\W\d_]+")
_DAY_AND_MONTH = re.compile(r"\s*\d{1,2}\s*[./]\s*\d{1,2}\s*[./]?\s*")
_LONGEST = 40
"""A longer text is not a date."""
_CENTURY = 100
_YEAR_DIGITS = 4


def month_words(shown: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Returns the words that name one month, from days of all months as they are shown, without those that name two."""
    named: dict[str, int] = {}
    for month, text in shown:
        for word in _words(text):
            named[word] = month if named.get(word, month) == month else 0
    return {word: month for word, month in named.items() if not word.isdigit()}


def written_dates(text: str, today: date, months: Mapping[str, int]) -> tuple[date, ...]:
    """Returns the days that a text may mean, if it is a date and nothing else.

    `months` is from `month_words`; a word with 0 may be part of a date and means nothing. Without a year, the last such
    day is meant, today included.
    """
    if len(text) > _LONGEST:
        return ()
    words = _words(text)
    numbers = [word for word in words if word.isdigit()]
    named = [month for word in words if (month := _month(word, months))]
    others = [word for word in words if not word.isdigit() and not _month(word, months)]
    if not numbers or len(named) > 1 or not all(word in _BETWEEN or months.get(word) == 0 for word in others):
        return ()
    found = _with_month(numbers, named[0], today) if named else _of_numbers(text, numbers, today)
    return tuple(dict.fromkeys(day for day in found if day >= EARLIEST_DAY))


def _words(text: str) -> list[str]:
    return _TOKENS.findall(fold(key(text)))


def _month(word: str, months: Mapping[str, int]) -> int:
    if word in months:
        return months[word]
    english = [number for number, name in enumerate(_ENGLISH, 1) if word in (name, name[:3])]
    return english[0] if english else 0


def _with_month(numbers: list[str], month: int, today: date) -> list[date]:
    match numbers:
        case [day]:
            return _last(int(day), month, today)
        case [year, day] if len(year) == _YEAR_DIGITS:
            return _day(int(year), month, int(day))
        case [day, year]:
            return _day(_year(year, today), month, int(day))
    return []


def _of_numbers(text: str, numbers: list[str], today: date) -> list[date]:
    match numbers:
        case [year, month, day] if len(year) == _YEAR_DIGITS:
            return _day(int(year), int(month), int(day))
        case [one, two, year] if len(year) in (2, _YEAR_DIGITS):
            pairs = permutations((int(one), int(two)))
            return [found for day, month in pairs for found in _day(_year(year, today), month, day)]
        case [one, two] if _DAY_AND_MONTH.fullmatch(key(text)):
            pairs = permutations((int(one), int(two)))
            return [found for day, month in pairs for found in _last(day, month, today)]
    return []


def _year(digits: str, today: date) -> int:
    """Returns the year of four digits, or of its last two: the nearest one that has begun."""
    number = int(digits)
    if len(digits) > 2:
        return number
    year = today.year - today.year % _CENTURY + number
    return year if year <= today.year else year - _CENTURY


def _last(day: int, month: int, today: date) -> list[date]:
    """Returns the last such day up to today, which may be of a leap year; empty if there is none."""
    for year in range(today.year, today.year - 9, -1):
        found = _day(year, month, day)
        if found and found[0] <= today:
            return found
    return []


def _day(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []
