"""Sentences: translation, plural forms, and the formats of numbers, times and days.

A sentence is written whole, in English, where it is said; `{placeholders}` are filled after it is translated:

    language.say("Last read {time}.", time=clock)
    language.ngettext("1 entry waits", "{n} entries wait", waiting)
    language.pgettext("mood", "Low")

The arguments are literals, because a program extracts them from the source for the translators. A sentence in a table
or a variable is marked there, and said by `say_marked` or `count_marked`:

    HEADLINES = {Condition.OFFLINE: N_("Offline"), …}
    language.say_marked(HEADLINES[condition])

Sentences are not built from parts. Two whole sentences that follow each other are joined by `sentences`, the items
of a list by `listed`. See "How to write a sentence" in CONTRIBUTING.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from gettext import NullTranslations
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.parsing.numerals import Numerals
from exist_desktop.domain.parsing.typed_words import TypedWords
from exist_desktop.domain.units import METRIC, Units
from exist_desktop.words.directions import is_right_to_left, isolated
from exist_desktop.words.typed.vocabulary import typed_words


class Translations(Protocol):
    """A catalogue of sentences in one language; the standard library's `gettext` classes fit."""

    def gettext(self, message: str, /) -> str:
        """Returns the translation, or the message itself if there is none."""

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        """Returns the translation with the plural form for `n`."""

    def pgettext(self, context: str, message: str, /) -> str:
        """Returns the translation in a context, for words that have several meanings."""

    def npgettext(self, context: str, one: str, many: str, n: int, /) -> str:
        """Returns the translation in a context with the plural form for `n`."""


UNTRANSLATED: Translations = NullTranslations()
"""The sentences as they are in the code, in English."""


class Sentence(Struct, frozen=True):
    """A marked sentence, see `N_` and `NC_`."""

    text: str
    context: str = ""


class Plural(Struct, frozen=True):
    """A marked sentence for one and for several, see `NP_`."""

    one: str
    many: str


def N_(sentence: str) -> Sentence:
    """Marks a sentence for translation; it is translated when `say_marked` says it."""
    return Sentence(sentence)


def NC_(context: str, sentence: str) -> Sentence:
    """Marks a sentence of a context."""
    return Sentence(sentence, context)


def NP_(one: str, many: str) -> Plural:
    """Marks a sentence for one and for several; `{n}` is the number. `count_marked` says it."""
    return Plural(one, many)


class Formats(Protocol):
    """The formats of numbers, times and days in the person's locale."""

    @property
    def plain(self) -> Formats:
        """The formats of no locale, which count as English with 24 hours."""

    @property
    def numerals(self) -> Numerals:
        """The marks for typing numbers and times."""

    def integer(self, number: int) -> str:
        """Returns a whole number with its groups, `8,412`."""

    def decimal(self, number: float) -> str:
        """Returns a number with as many decimals as it needs, two at most, `6.1`."""

    def precise(self, number: float) -> str:
        """Returns a number as `decimal` does, but with two digits where that would be zero, `0.0004`."""

    def percent(self, share: float) -> str:
        """Returns a share from 0 to 1 as a percentage, `42%`."""

    def clock(self, minutes: int) -> str:
        """Returns a time of day from minutes after midnight, `06:52`."""

    def long_day(self, day: date) -> str:
        """Returns a day as a heading, `Sunday, 22 November`."""

    def short_day(self, day: date) -> str:
        """Returns a day in a table, `22 Nov`."""

    def long_date(self, day: date) -> str:
        """Returns a day with its year, `Sunday, 22 November 2026`."""

    def short_date(self, day: date) -> str:
        """Returns a day with its year in a table, `22 Nov 2026`."""

    def year(self, day: date) -> str:
        """Returns the year of a day, `2026`."""

    def weekday(self, day: date) -> str:
        """Returns the name of a day's weekday, `Sunday`."""

    def short_weekday(self, day: date) -> str:
        """Returns the weekday above a column, `Sun`."""

    def short_month(self, day: date) -> str:
        """Returns the month below a column, `Nov`."""

    def month(self, day: date) -> str:
        """Returns the month with its year, `November 2026`."""

    @property
    def first_weekday(self) -> int:
        """The first weekday of a week; Monday is 1."""


def _metric() -> Units:
    return METRIC


class Language(Struct, frozen=True):
    """Says sentences in one language, with its formats and the current units.

    Nothing is stored in the module: two languages can be used side by side. What is inserted into a sentence is
    isolated if it runs in the other direction (`words/directions.py`), unless `isolates` is false.
    """

    translations: Translations
    formats: Formats
    units: Callable[[], Units] = _metric
    isolates: bool = True

    @property
    def typed_words(self) -> TypedWords:
        """The words that are understood when the person types."""
        return typed_words(self.translations)

    @property
    def numerals(self) -> Numerals:
        """How the person types numbers and times: the marks of the locale and the words of the language."""
        return replace(self.formats.numerals, words=self.typed_words)

    @property
    def is_right_to_left(self) -> bool:
        """Whether its lines begin at the right, as one of its own sentences does."""
        return self.translations is not UNTRANSLATED and is_right_to_left(
            self.translations.gettext("Saved on this computer.")
        )

    @property
    def for_programs(self) -> Language:
        """English without marks, which programs read in whatever language the person reads."""
        return Language(UNTRANSLATED, self.formats.plain, self.units, isolates=False)

    def say(self, sentence: str, /, **parts: object) -> str:
        """Returns the translated sentence with its placeholders filled. The sentence is a literal."""
        return self._filled(self.translations.gettext(sentence), parts)

    def pgettext(self, context: str, sentence: str, /, **parts: object) -> str:
        """Returns the translated sentence; the context says to translators which meaning it has. Both are literals."""
        return self._filled(self.translations.pgettext(context, sentence), parts)

    def ngettext(self, one: str, many: str, n: int, /, **parts: object) -> str:
        """Returns the translated sentence for `n`, which replaces `{n}`. Both forms are literals."""
        return self._counted(self.translations.ngettext(one, many, n), n, parts)

    def npgettext(self, context: str, one: str, many: str, n: int, /, **parts: object) -> str:
        """Returns the translated sentence for `n` in a context. All three are literals."""
        return self._counted(self.translations.npgettext(context, one, many, n), n, parts)

    def say_marked(self, sentence: Sentence, /, **parts: object) -> str:
        """Returns the translation of a sentence that `N_` or `NC_` has marked."""
        if sentence.context:
            found = self.translations.pgettext(sentence.context, sentence.text)
        else:
            found = self.translations.gettext(sentence.text)
        return self._filled(found, parts)

    def count_marked(self, sentence: Plural, n: int, /, **parts: object) -> str:
        """Returns the translation of a sentence that `NP_` has marked, for `n`."""
        return self._counted(self.translations.ngettext(sentence.one, sentence.many, n), n, parts)

    def sentences(self, *whole: str) -> str:
        """Joins whole sentences into one text; empty ones are left out."""
        pattern = self.translations.pgettext("two sentences", "{first} {second}")
        return self._joined(pattern, whole)

    def as_sentence(self, title: str) -> str:
        """Returns a title or headline as a whole sentence, with its full stop."""
        return self._filled(self.translations.pgettext("a title as a sentence", "{title}."), {"title": title})

    def measured(self, number: str, unit: str) -> str:
        """Returns a number with its unit, `6.1 km`; alone if it has none."""
        pattern = self.translations.pgettext("a number with its unit", "{number} {unit}")
        return pattern.format(number=number, unit=unit) if unit else number

    def listed(self, items: Iterable[str]) -> str:
        """Joins the items of a list, `Mood, Sleep, Walk`; empty ones are left out."""
        pattern = self.translations.pgettext("two items of a list", "{first}, {second}")
        return self._joined(pattern, items)

    def facts(self, *short: str) -> str:
        """Joins short facts into one line, `Offline · 3 entries wait`; empty ones are left out."""
        pattern = self.translations.pgettext("two short facts", "{first} · {second}")
        return self._joined(pattern, short)

    def _joined(self, pattern: str, parts: Iterable[str]) -> str:
        found = [part for part in parts if part]
        if len(found) == 1:
            return found[0]
        joined = ""
        for part in map(self._inserted, found):
            joined = pattern.format(first=joined, second=part) if joined else part
        return joined

    def _counted(self, pattern: str, n: int, parts: Mapping[str, object]) -> str:
        return self._filled(pattern, {**parts, "n": self.formats.integer(n)})

    def _filled(self, pattern: str, parts: Mapping[str, object]) -> str:
        if "{label}:" in pattern and str(parts["label"]).endswith("."):  # a label may be a sentence: no `asleep.:`
            parts = {**parts, "label": str(parts["label"]).rstrip(".")}
        inserted = {name: self._inserted(part) for name, part in parts.items()}
        for name, part in inserted.items():
            if part.endswith("."):  # the full stop of an abbreviation, `22. Nov.`, ends the sentence too
                pattern = re.sub(rf"\{{{name}\}}\.(?=\s|$)", f"{{{name}}}", pattern)
        return pattern.format(**inserted)

    def _inserted(self, part: object) -> str:
        return isolated(str(part), right_to_left=self.is_right_to_left) if self.isolates else str(part)
