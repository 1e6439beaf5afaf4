"""A locale of Qt as data. It is needed once in new surroundings, so `format.py` loads it late."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QLocale, QTime

from exist_desktop.words.cached_formats import CachedClock, CachedDates, CachedFormats, CachedNumbers, CachedNumerals
from exist_desktop.words.language import Formats

_HALF_OF_THE_DAY = re.compile("AP|ap|Ap|aP")
_THOUSANDS = (1_000, 10_000, 100_000)


def data_of(
    locale: QLocale, formats: Formats, patterns: tuple[str, str, str, str, str], clock: str, percentage: str
) -> CachedFormats:
    """Returns the formats of a locale as data. `patterns` are those of `CachedDates`, in its order."""
    numerals = formats.numerals
    typed = CachedNumerals(*(getattr(numerals, name) for name in CachedNumerals.__struct_fields__))
    dates = _dates(locale, patterns, formats.first_weekday)
    return CachedFormats(_numbers(locale, typed), dates, _times(locale, clock), typed, percentage)


def _numbers(locale: QLocale, typed: CachedNumerals) -> CachedNumbers:
    grouped = (len(str(number)) for number in _THOUSANDS if typed.group in locale.toString(number))
    return CachedNumbers(
        typed.decimal,
        typed.group,
        typed.group_size,
        typed.higher_group_size,
        next(grouped, 1_000) if typed.group else 1_000,
        "".join(locale.toString(digit) for digit in range(10)),
        locale.negativeSign(),
        locale.percent(),
    )


def _dates(locale: QLocale, patterns: tuple[str, str, str, str, str], first_weekday: int) -> CachedDates:
    days, months, short = range(1, 8), range(1, 13), QLocale.FormatType.ShortFormat
    return CachedDates(
        *patterns,
        tuple(locale.dayName(day) for day in days),
        tuple(locale.dayName(day, short) for day in days),
        tuple(locale.standaloneDayName(day, short) for day in days),
        tuple(locale.monthName(month) for month in months),
        tuple(locale.monthName(month, short) for month in months),
        tuple(locale.standaloneMonthName(month) for month in months),
        tuple(locale.standaloneMonthName(month, short) for month in months),
        first_weekday,
    )


def _times(locale: QLocale, clock: str) -> CachedClock:
    half = _HALF_OF_THE_DAY.search(clock)
    early, late = (locale.toString(QTime(hour, 0), half[0]) if half else "" for hour in (1, 13))
    return CachedClock(clock, early, late)


def samples(formats: Formats) -> list[object]:
    """Returns what formats write where locales differ: signs, groups, digits, halves of the day, names."""
    days = [date(2026, month, 2 * month) for month in range(1, 13)] + [date(2026, 11, day) for day in range(16, 23)]
    numbers = (0, 7, -5, 12, 999, 1_234, -12_345, 123_456, 1_234_567, -9_876_543_210, 2**63)
    shares = (0.0, -0.5, 6.1, 0.25, 1_234.5, -98_765.43, 0.0004, 1e15)
    each = (formats.long_day, formats.long_date, formats.short_day, formats.short_date, formats.year, formats.month)
    names = (formats.weekday, formats.short_weekday, formats.short_month)
    return [
        *(written(day) for day in days for written in (*each, *names)),
        *map(formats.integer, numbers),
        *(written(share) for share in shares for written in (formats.decimal, formats.precise, formats.percent)),
        *(formats.clock(60 * hour + minute) for hour in range(24) for minute in (0, 5, 37)),
        formats.numerals,
        formats.first_weekday,
    ]
