from __future__ import annotations

from datetime import date

import pytest

from exist_desktop.domain.parsing.value_parser import ENGLISH, Numerals
from exist_desktop.words.language import UNTRANSLATED, Language


class EnglishFormats:
    @property
    def plain(self) -> EnglishFormats:
        return self

    @property
    def numerals(self) -> Numerals:
        return ENGLISH

    def integer(self, number: int) -> str:
        return f"{number:,}"

    def decimal(self, number: float) -> str:
        return f"{number:,.2f}".rstrip("0").rstrip(".")

    def precise(self, number: float) -> str:
        return self.decimal(number)

    def percent(self, share: float) -> str:
        return f"{share:.0%}"

    def clock(self, minutes: int) -> str:
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    def long_day(self, day: date) -> str:
        return f"{day:%A}, {day.day} {day:%B}"

    def short_day(self, day: date) -> str:
        return f"{day.day} {day:%b}"

    def long_date(self, day: date) -> str:
        return f"{self.long_day(day)} {day.year}"

    def short_date(self, day: date) -> str:
        return f"{self.short_day(day)} {day.year}"

    def year(self, day: date) -> str:
        return str(day.year)

    def short_weekday(self, day: date) -> str:
        return f"{day:%a}"

    def short_month(self, day: date) -> str:
        return f"{day:%b}"

    def month(self, day: date) -> str:
        return f"{day:%B %Y}"

    @property
    def first_weekday(self) -> int:
        return 1

    def weekday(self, day: date) -> str:
        return f"{day:%A}"


@pytest.fixture
def english() -> Language:
    return Language(UNTRANSLATED, EnglishFormats())
