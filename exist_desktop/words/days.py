"""Days and instants as people read them, and the forms in which people may type a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta, tzinfo

from msgspec import Struct

from exist_desktop.domain.day import local
from exist_desktop.domain.parsing.day_parser import named_days, near_days
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.words.language import Language

_MONDAY = date(2024, 1, 1)


class DayWords(Struct, frozen=True):
    """Puts days into words. The year of `today` is not shown."""

    language: Language
    today: date

    def short(self, day: date) -> str:
        """Returns a short form of a day, `Saturday 21 Nov`."""
        weekday = self.language.formats.weekday(day)
        return self.language.say("{weekday} {day}", weekday=weekday, day=self.brief(day))

    def brief(self, day: date) -> str:
        """Returns a day in a table, `21 Nov`."""
        formats = self.language.formats
        return formats.short_day(day) if day.year == self.today.year else formats.short_date(day)

    def long(self, day: date) -> str:
        """Returns a day in a sentence, `Sunday, 22 November`."""
        formats = self.language.formats
        return formats.long_day(day) if day.year == self.today.year else formats.long_date(day)

    def weekdays(self) -> Sequence[str]:
        """Returns the names of the weekdays, Monday first."""
        return [weekday(self.language, number) for number in range(7)]

    def named(self, line: str) -> dict[str, date]:
        """Returns the days that the line may start with, by name; dates only if their number is in the line."""
        numbers = set(map(int, re.findall("(?<![0-9])[0-9]{1,2}(?![0-9])", key(line))))
        meant = [day for day in near_days(self.today) if day.day in numbers]
        forms = ((form, day) for day in meant for form in self.forms(day))
        return named_days(self.today, self.weekdays(), forms, self.language.typed_words)

    def forms(self, day: date) -> tuple[str, ...]:
        """Returns the forms in which a day is shown."""
        return self.short(day), self.language.formats.short_day(day), self.long(day)


def weekday(language: Language, number: int) -> str:
    """Returns the name of a weekday; 0 is Monday."""
    return language.formats.weekday(_MONDAY + timedelta(days=number))


def short_weekday(language: Language, number: int) -> str:
    """Returns the short name of a weekday, `Mon`; 0 is Monday."""
    return language.formats.short_weekday(_MONDAY + timedelta(days=number))


def moment(language: Language, instant: float, now: float, zone: tzinfo) -> str:
    """Returns an instant in the zone, `21:40`, or `19 Nov, 21:40` if it is not on the day of `now`.

    One of another year has its year.
    """
    there, today = local(instant, zone), local(now, zone).date()
    clock = language.formats.clock(there.hour * 60 + there.minute)
    if there.date() == today:
        return clock
    return language.say("{day}, {clock}", day=DayWords(language, today).brief(there.date()), clock=clock)
