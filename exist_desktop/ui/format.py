"""Formats numbers, times and days in the person's locale. Only QtCore is used, so it works without a
screen, too: the command line and the window format alike.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QDate, QLocale, QTime

from exist_desktop.domain.parsing.digits import in_ascii
from exist_desktop.domain.parsing.numerals import Numerals
from exist_desktop.words.rounding import precision, rounded

if TYPE_CHECKING:
    from exist_desktop.words.cached_formats import CachedFormats

_BEYOND_QT = 2**63
"""Qt cannot format whole numbers from here on."""
_WITH_GROUPS = 1_234_567_890
_EARLY, _LATE = 62, 782
"""01:02 and 13:02, which differ in the AM and PM words if a locale has them."""
_NO_CLOCK = ("", "", "", "", "")
_USUAL_BETWEEN = (":", ".", "h")
_PLAIN_DATE = "dddd, d MMMM yyyy"
_PLAIN_CLOCK = "HH:mm"
_LAST_YEAR = re.compile(r"[,،\s]*(?:'[^']*'\s*)?y{4}(?:\s*'[^']*')?\.?$")
_FORMER_YEAR = re.compile(r"y{4}(?:\s*(?:'[^']*'|\('[^']*'\)|[年년]))?[.,،]?(?:\s*'[^']*')?\.?\s*")
_FIRST_WEEKDAY = re.compile(r"^dddd(?:'[^']*'|[^dM'])*")
_YEAR_THEN_MONTH = re.compile(r"(y{4}(?:'[^']*'|[^dM'])*)(?:MMMM|(M{1,2}月))")
_LAST_WEEKDAY = re.compile(r"[,،]?\s*dddd$")


class QtFormats:
    """Formats of a `QLocale`, by default the system's; C and POSIX count as English with 24 hours.

    `percentage` says how a number and the sign are put together, which Qt does not know: `42%`, `42 %`.
    """

    def __init__(self, locale: QLocale | None = None, percentage: str = "{number}{sign}") -> None:
        self._percentage = percentage
        found = QLocale.system() if locale is None else locale
        plain = self._plain = found.language() is QLocale.Language.C
        self._locale = QLocale(QLocale.Language.English) if plain else found
        kind = QLocale.FormatType
        self._clock = _PLAIN_CLOCK if plain else found.timeFormat(kind.ShortFormat)
        self._date = _PLAIN_DATE if plain else found.dateFormat(kind.LongFormat)
        self._day = _without_year(self._date)
        self._short_date, self._short_day = map(_shortened, (self._date, self._day))

    @property
    def plain(self) -> QtFormats:
        """The formats of C and POSIX."""
        return QtFormats(QLocale.c())

    @cached_property
    def numerals(self) -> Numerals:
        """The marks and words for typing numbers and times, as the locale shows them."""
        sizes = [len(digits) for digits in re.findall("[0-9]+", in_ascii(self._locale.toString(_WITH_GROUPS)) or "")]
        last, higher = (sizes[-1], sizes[-2]) if len(sizes) > 2 else (3, 3)
        before, between, minute, behind = _around(self.clock(_EARLY))
        words = [self._locale.amText(), self._locale.pmText()]
        morning, afternoon = words if (before, behind) != _around(self.clock(_LATE))[::3] else ("", "")
        beside = (side.replace(morning, "") if morning else side for side in (before, behind))
        return Numerals(
            self._locale.decimalPoint(),
            self._locale.groupSeparator(),
            last,
            higher,
            morning,
            afternoon,
            "" if between.strip() in _USUAL_BETWEEN else between.strip(),
            tuple(side.strip() for side in beside if side.strip(" .\N{NARROW NO-BREAK SPACE}")),
            short_minutes=len(minute) == 1,
        )

    def integer(self, number: int) -> str:
        """Returns a whole number with its groups, `8,412`."""
        return self._locale.toString(number) if abs(number) < _BEYOND_QT else self.decimal(number)

    def decimal(self, number: float) -> str:
        """Returns a number with as many decimals as it needs, two at most, `6.1`."""
        return self._rounded(number, 2)

    def precise(self, number: float) -> str:
        """Returns a number as `decimal` does, but with two digits where that would be zero, `0.0004`."""
        return self._rounded(number, precision(number))

    def _rounded(self, number: float, most: int) -> str:
        text = rounded(number, most)
        return self._locale.toString(float(text), "f", len(text.partition(".")[2]))

    def percent(self, share: float) -> str:
        """Returns a share from 0 to 1 as a percentage, `42%`."""
        return self._percentage.format(number=self.decimal(round(share * 100, 1)), sign=self._locale.percent())

    def clock(self, minutes: int) -> str:
        """Returns a time of day from minutes after midnight, `06:52`."""
        return self._locale.toString(QTime(minutes // 60 % 24, minutes % 60), self._clock)

    def long_day(self, day: date) -> str:
        """Returns a day as a heading, `Sunday, 22 November`."""
        return self._heading(day, self._day)

    def long_date(self, day: date) -> str:
        """Returns a day with its year, `Sunday, 22 November 2026`."""
        return self._heading(day, self._date)

    def _heading(self, day: date, pattern: str) -> str:
        heading = self._locale.toString(QDate(day.year, day.month, day.day), pattern)
        return heading[:1].upper() + heading[1:]

    def short_day(self, day: date) -> str:
        """Returns a day in a table, `22 Nov`."""
        return self._locale.toString(QDate(day.year, day.month, day.day), self._short_day)

    def short_date(self, day: date) -> str:
        """Returns a day with its year in a table, `22 Nov 2026`."""
        return self._locale.toString(QDate(day.year, day.month, day.day), self._short_date)

    def year(self, day: date) -> str:
        """Returns the year of a day, `2026`."""
        return self._locale.toString(QDate(day.year, day.month, day.day), "yyyy")

    def short_weekday(self, day: date) -> str:
        """Returns the weekday above a column, `Sun`."""
        return self._locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)

    def short_month(self, day: date) -> str:
        """Returns the month below a column, `Nov`."""
        return self._locale.standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)

    def month(self, day: date) -> str:
        """Returns the month with its year, in the order of the locale: `November 2026`, `2026年11月`."""
        first = _YEAR_THEN_MONTH.search(self._locale.dateFormat(QLocale.FormatType.LongFormat))
        before, numbered = (first[1], first[2] or "") if first else ("yyyy", "")
        year = self._locale.toString(QDate(day.year, day.month, day.day), before + numbered)
        if numbered:
            return year
        month = self._locale.standaloneMonthName(day.month)
        return f"{year}{month}" if first else f"{month} {year}"

    @property
    def first_weekday(self) -> int:
        """The first weekday of a week; Monday is 1."""
        return 1 if self._plain else self._locale.firstDayOfWeek().value

    def weekday(self, day: date) -> str:
        """Returns the name of a day's weekday, `Sunday`."""
        return self._locale.dayName(day.isoweekday(), QLocale.FormatType.LongFormat)

    def kept(self) -> CachedFormats | None:
        """Returns these formats as data, for commands that do without Qt; None for a locale that is more than data."""
        from exist_desktop.ui.format_data import samples

        found = replace(self._as_data(), plain_ones=self.plain._as_data())  # noqa: SLF001 - of another of its kind
        return found if samples(found) == samples(self) and samples(found.plain) == samples(self.plain) else None

    def _as_data(self) -> CachedFormats:
        from exist_desktop.ui.format_data import data_of

        first = _YEAR_THEN_MONTH.search(self._locale.dateFormat(QLocale.FormatType.LongFormat))
        month = f"{first[1]}{first[2] or 'MMMM'}" if first else "MMMM yyyy"
        patterns = self._date, self._day, self._short_date, self._short_day, month
        return data_of(self._locale, self, patterns, self._clock, self._percentage)


def _around(clock: str) -> tuple[str, str, str, str]:
    """Splits a formatted time: the text before the hour, the text after it, the minute, and the text after that."""
    before, _hour, between, minute, behind, *_ = (*re.split(r"(\d+)", clock), *_NO_CLOCK)
    return before, between, minute, behind


def _without_year(pattern: str) -> str:
    """Returns a locale's long date pattern without the year, and without the marks and words that belong to it."""
    shortened = _LAST_YEAR.sub("", pattern)
    return shortened if shortened != pattern else _FORMER_YEAR.sub("", pattern)


def _shortened(pattern: str) -> str:
    """Returns a date pattern without the weekday, and with the short name of the month."""
    return _LAST_WEEKDAY.sub("", _FIRST_WEEKDAY.sub("", pattern)).replace("MMMM", "MMM")
