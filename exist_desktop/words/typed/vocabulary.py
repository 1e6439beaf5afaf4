"""The words that people type, from the catalogue of their language.

They are in the catalogue, not in modules, because whoever translates knows them, and because a language then needs no
code of its own. A message is a list of words that mean the same, with commas between. A translation may have more words
or fewer. The English ones are understood in every language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol, TypeVar

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE
from exist_desktop.domain.parsing.typed_words import TypedWords, keys

Meant = TypeVar("Meant")


class Catalogue(Protocol):
    """The part of a catalogue that is read here."""

    def pgettext(self, context: str, message: str, /) -> str:
        """Returns the translation in a context."""


def typed_words(catalogue: Catalogue) -> TypedWords:
    """Returns the words of the catalogue's language and the English ones."""
    days = {
        0: catalogue.pgettext("typed, commas between", "today"),
        -1: catalogue.pgettext("typed, commas between", "yesterday"),
        -2: catalogue.pgettext("typed, commas between", "the day before yesterday, day before yesterday"),
        1: catalogue.pgettext("typed, commas between", "tomorrow"),
    }
    times = {
        0: catalogue.pgettext("typed, commas between", "midnight"),
        720: catalogue.pgettext("typed, commas between", "noon, midday"),
    }
    own = TypedWords(
        days=_by_word(days),
        times=_by_word(times),
        hours=_words(catalogue.pgettext("typed, commas between", "hours, hour, hrs, hr, h")),
        minutes=_words(catalogue.pgettext("typed, commas between", "minutes, minute, mins, min, m")),
        yes=_words(catalogue.pgettext("typed, commas between", "yes, y, on, true, done")),
        no=_words(catalogue.pgettext("typed, commas between", "no, n, off, false")),
        names=_by_word(_names(catalogue)),
        units=_units(catalogue),
    )
    return own.and_english()


def _names(catalogue: Catalogue) -> dict[str, str]:
    """Returns words for attributes by their names at Exist, whose labels are in English."""
    return {
        MOOD: catalogue.pgettext("typed, commas between", "mood"),
        MOOD_NOTE: catalogue.pgettext("typed, commas between", "note"),
        "sleep": catalogue.pgettext("typed, commas between", "sleep, slept"),
        "sleep_end": catalogue.pgettext("typed, commas between", "woke"),
        "coffees": catalogue.pgettext("typed, commas between", "coffees, coffee"),
        "water": catalogue.pgettext("typed, commas between", "water"),
        "weight": catalogue.pgettext("typed, commas between", "weight"),
    }


def _units(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    return {
        "km": _words(catalogue.pgettext("typed, commas between", "km")),
        "mi": _words(catalogue.pgettext("typed, commas between", "mi, miles, mile")),
        "kg": _words(catalogue.pgettext("typed, commas between", "kg, kilos, kilo")),
        "lb": _words(catalogue.pgettext("typed, commas between, 0.45 kg each", "lb, lbs, pounds, pound")),
        "kJ": _words(catalogue.pgettext("typed, commas between", "kJ")),
        "kcal": _words(catalogue.pgettext("typed, commas between", "kcal, cal")),
        "ml": _words(catalogue.pgettext("typed, commas between", "ml")),
        "fl oz": _words(catalogue.pgettext("typed, commas between", "fl oz, oz")),
    }


def _words(listed: str) -> frozenset[str]:
    """Returns the words of a list, whichever comma the language has."""
    return keys(word.strip().removesuffix(".") for word in re.split("[,،、，;]", listed))


def _by_word(lists: Mapping[Meant, str]) -> dict[str, Meant]:
    return {word: meant for meant, listed in lists.items() for word in _words(listed)}
