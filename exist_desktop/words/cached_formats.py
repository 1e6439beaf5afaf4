"""Formats as data: what Qt knows of one locale, so that a shell that has it need not load Qt.

`ui/format.py` fills it in, and compares what it writes with what Qt writes; a locale that comes out otherwise has none.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from exist_desktop.domain.parsing.numerals import Numerals
from exist_desktop.words.rounding import precision, rounded

_IN_A_DATE = re.compile(r"'([^']*)'|d{1,4}|M{1,4}|yyyy|yy")
_IN_A_TIME = re.compile(r"'([^']*)'|HH?|hh?|mm?|AP|ap|Ap|aP")
_ASCII_DIGITS = "0123456789"


class CachedNumbers(Struct, frozen=True):
    """How a locale writes numbers. A number with fewer digits than `least_grouped` has no groups."""

    decimal: str
    group: str
    group_size: int
    higher_group_size: int
    least_grouped: int
    digits: str
    minus: str
    percent: str


class CachedDates(Struct, frozen=True):
    """How a locale writes days, in the patterns of Qt: `date` is long, `day` the same without its year.

    `month` is the pattern of a month with its year, in which `MMMM` stands for a name of `standalone_months`.
    Names of days begin with Monday.
    """

    date: str
    day: str
    short_date: str
    short_day: str
    month: str
    days: tuple[str, ...]
    short_days: tuple[str, ...]
    standalone_short_days: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    standalone_months: tuple[str, ...]
    standalone_short_months: tuple[str, ...]
    first_weekday: int


class CachedClock(Struct, frozen=True):
    """How a locale writes times of day: a pattern of Qt, and what it has for the halves of the day."""

    pattern: str
    morning: str
    afternoon: str


class CachedNumerals(Struct, frozen=True):
    """The fields of `Numerals` that belong to a locale, without the words of a language."""

    decimal: str
    group: str
    group_size: int
    higher_group_size: int
    morning: str
    afternoon: str
    between: str
    beside: tuple[str, ...]
    short_minutes: bool


class CachedFormats(Struct, frozen=True):
    """The formats of a locale. `percentage` puts a number and the sign together, as the language does.

    `plain_ones` are those of C and POSIX, which have none themselves.
    """

    numbers: CachedNumbers
    dates: CachedDates
    times: CachedClock
    typed: CachedNumerals
    percentage: str = "{number}{sign}"
    plain_ones: CachedFormats | None = None

    @property
    def plain(self) -> CachedFormats:
        """The formats of C and POSIX."""
        return self.plain_ones or self

    @property
    def numerals(self) -> Numerals:
        """The marks for typing numbers and times."""
        typed = self.typed
        return Numerals(
            *(typed.decimal, typed.group, typed.group_size, typed.higher_group_size, typed.morning, typed.afternoon),
            *(typed.between, typed.beside, typed.short_minutes),
        )

    def integer(self, number: int) -> str:
        """Returns a whole number with its groups, `8,412`."""
        return self._written(str(number))

    def decimal(self, number: float) -> str:
        """Returns a number with as many decimals as it needs, two at most, `6.1`."""
        return self._rounded(number, 2)

    def precise(self, number: float) -> str:
        """Returns a number as `decimal` does, but with two digits where that would be zero, `0.0004`."""
        return self._rounded(number, precision(number))

    def percent(self, share: float) -> str:
        """Returns a share from 0 to 1 as a percentage, `42%`."""
        return self.percentage.format(number=self.decimal(round(share * 100, 1)), sign=self.numbers.percent)

    def clock(self, minutes: int) -> str:
        """Returns a time of day from minutes after midnight, `06:52`."""
        hour, minute = minutes // 60 % 24, minutes % 60
        is_halved = any(found[0].lower() == "ap" for found in _IN_A_TIME.finditer(self.times.pattern))

        def part(found: re.Match[str]) -> str:
            match found[0]:
                case "H" | "HH" | "h" | "hh":
                    shown = (hour % 12 or 12) if is_halved and found[0][0] == "h" else hour
                    return self._padded(shown, len(found[0]))
                case "m" | "mm":
                    return self._padded(minute, len(found[0]))
                case mark if mark.lower() == "ap":
                    return self.times.morning if hour < 12 else self.times.afternoon
                case _:
                    return found[1] or "'"

        return _IN_A_TIME.sub(part, self.times.pattern)

    def long_day(self, day: date) -> str:
        """Returns a day as a heading, `Sunday, 22 November`."""
        return _capitalized(self._dated(self.dates.day, day))

    def long_date(self, day: date) -> str:
        """Returns a day with its year, `Sunday, 22 November 2026`."""
        return _capitalized(self._dated(self.dates.date, day))

    def short_day(self, day: date) -> str:
        """Returns a day in a table, `22 Nov`."""
        return self._dated(self.dates.short_day, day)

    def short_date(self, day: date) -> str:
        """Returns a day with its year in a table, `22 Nov 2026`."""
        return self._dated(self.dates.short_date, day)

    def year(self, day: date) -> str:
        """Returns the year of a day, `2026`."""
        return self._dated("yyyy", day)

    def weekday(self, day: date) -> str:
        """Returns the name of a day's weekday, `Sunday`."""
        return self.dates.days[day.weekday()]

    def short_weekday(self, day: date) -> str:
        """Returns the weekday above a column, `Sun`."""
        return self.dates.standalone_short_days[day.weekday()]

    def short_month(self, day: date) -> str:
        """Returns the month below a column, `Nov`."""
        return self.dates.standalone_short_months[day.month - 1]

    def month(self, day: date) -> str:
        """Returns the month with its year, in the order of the locale: `November 2026`, `2026年11月`."""
        return self._dated(self.dates.month, day, self.dates.standalone_months)

    @property
    def first_weekday(self) -> int:
        """The first weekday of a week; Monday is 1."""
        return self.dates.first_weekday

    def _rounded(self, number: float, most: int) -> str:
        return self._written(rounded(number, most))

    def _written(self, number: str) -> str:
        """Returns a number in the digits 0 to 9, such as `-8412.5`, as the locale writes it."""
        sign, size = ("-", number[1:]) if number.startswith("-") else ("", number)
        whole, point, behind = size.partition(".")
        numbers = self.numbers
        if len(whole) >= numbers.least_grouped:
            whole = self._grouped(whole)
        written = self._in_digits(whole) + (numbers.decimal if point else "") + self._in_digits(behind)
        return (numbers.minus if sign else "") + written

    def _grouped(self, whole: str) -> str:
        last = self.numbers.group_size
        head, groups = whole[:-last], [whole[-last:]]
        while head:
            groups.append(head[-self.numbers.higher_group_size :])
            head = head[: -self.numbers.higher_group_size]
        return self.numbers.group.join(reversed(groups))

    def _dated(self, pattern: str, day: date, months: tuple[str, ...] = ()) -> str:
        dates = self.dates
        names = {
            "d": self._padded(day.day, 1),
            "dd": self._padded(day.day, 2),
            "ddd": dates.short_days[day.weekday()],
            "dddd": dates.days[day.weekday()],
            "M": self._padded(day.month, 1),
            "MM": self._padded(day.month, 2),
            "MMM": dates.short_months[day.month - 1],
            "MMMM": (months or dates.months)[day.month - 1],
            "yy": self._padded(day.year % 100, 2),
            "yyyy": self._padded(day.year, 4),
        }
        return _IN_A_DATE.sub(lambda found: names[found[0]] if found[1] is None else found[1] or "'", pattern)

    def _padded(self, number: int, width: int) -> str:
        return self._in_digits(f"{number:0{width}}")

    def _in_digits(self, text: str) -> str:
        return text.translate(str.maketrans(_ASCII_DIGITS, self.numbers.digits))


def _capitalized(heading: str) -> str:
    return heading[:1].upper() + heading[1:]
