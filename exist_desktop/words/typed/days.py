"""The days that a typed text may mean: `yesterday`, `Saturday`, `2026-11-21`, `21 Nov`, and so in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from exist_desktop.domain.parsing.day_parser import leading_day, named_days
from exist_desktop.domain.parsing.written_dates import month_words, written_dates
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language

A_WEEK = range(1, 8)
"""One day for each weekday, so that their names are not taken for months."""


@dataclass(frozen=True)
class TypedDays:
    """Reads days that people type on the day `today`."""

    language: Language
    today: date

    def meant(self, text: str) -> tuple[date, ...]:
        """Returns the days up to today that a text may mean, if it is a day and nothing else."""
        days = DayWords(self.language, self.today)
        return tuple(day for day in self._meant(text, days.named(text), self.today) if day <= self.today)

    def meant_near(self, text: str, latest: date) -> tuple[date, ...]:
        """Returns the days that a text may mean, also later ones; without a year, the last such day up to `latest`."""
        return self._meant(text, named_days(self.today, DayWords(self.language, self.today).weekdays()), latest)

    def _meant(self, text: str, named: Mapping[str, date], latest: date) -> tuple[date, ...]:
        typed = text.strip()
        if not typed:
            return ()
        found = leading_day(typed, named)
        return (found[0],) if found and not found[1] else written_dates(typed, latest, self._months)

    @cached_property
    def _months(self) -> Mapping[str, int]:
        """The numbers of the months by name in this language, in all forms in which a day is shown."""
        formats = self.language.formats
        shown = (formats.long_date, formats.short_date, formats.long_day, formats.short_day, formats.month)
        days = [date(2024, month, day) for month in range(1, 13) for day in A_WEEK]
        return month_words((day.month, form(day)) for day in days for form in shown)
