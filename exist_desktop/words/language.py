"""What sentences are made with: a translation, plural forms, and the formats of numbers, times and days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from exist_desktop.domain.parsing.value_parser import Numerals
from exist_desktop.domain.units import METRIC, Units

Translate = Callable[[str], str]
"""Gives a sentence in the person's language, its `{placeholders}` kept."""


class Formats(Protocol):
    """How the person's locale writes numbers, times and days."""

    @property
    def numerals(self) -> Numerals:
        """The marks that numbers are typed with."""

    def integer(self, number: int) -> str:
        """A whole number with its groups, `8,412`."""

    def decimal(self, number: float) -> str:
        """A number with as many decimals as it needs, two at most, `6.1`."""

    def percent(self, share: float) -> str:
        """A share from 0 to 1 as a percentage, `42%`."""

    def clock(self, minutes: int) -> str:
        """A time of day from minutes after midnight, `06:52`."""

    def long_day(self, day: date) -> str:
        """A day as a heading, `Sunday, 22 November`."""

    def short_day(self, day: date) -> str:
        """A day in a table, `22 Nov`."""

    def weekday(self, day: date) -> str:
        """The name of a day's weekday, `Sunday`."""

    def short_weekday(self, day: date) -> str:
        """The name of a day's weekday above a column, `Sun`."""

    def month(self, day: date) -> str:
        """The month of a day with its year, `November 2026`."""

    @property
    def first_weekday(self) -> int:
        """The weekday that a week begins with; Monday is 1."""


def _metric() -> Units:
    return METRIC


@dataclass(frozen=True)
class Language:
    """A translation, a set of formats, and the units of the moment; every sentence is made with one."""

    tr: Translate
    formats: Formats
    units: Callable[[], Units] = _metric

    def say(self, sentence: str, **parts: object) -> str:
        """The sentence in the person's language with its placeholders filled."""
        return self.tr(sentence).format(**parts)

    def count(self, number: int, one: str, many: str, **parts: object) -> str:
        """The sentence that fits the number; `{n}` stands for it, in the person's format."""
        return self.say(one if number == 1 else many, n=self.formats.integer(number), **parts)
