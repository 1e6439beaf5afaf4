"""Times of day and lengths of time as people type them, and as any language shows them: `23:08`, `11pm`, `1h30`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from exist_desktop.domain.parsing.digits import UNSEEN
from exist_desktop.domain.parsing.numerals import ENGLISH, Numerals, unsigned
from exist_desktop.domain.parsing.spelling import key

_HALVES = {"a": 0, "am": 0, "p": 12, "pm": 12}
"""The halves of the day as they are understood in every language, and the hour that each begins at."""
_BETWEEN = frozenset({":", ".", "h"})
"""The marks between hour and minute that are understood in every language."""
_CLOCK = re.compile(
    r"(?P<before>[^0-9]*)(?P<hour>[0-9]{1,2})(?:\s*h|(?P<between>[^0-9]+)(?P<minute>[0-9]{1,2}))?(?P<behind>[^0-9]*)",
    re.IGNORECASE,
)
_UNHEARD = re.compile(rf"[\s.{UNSEEN}\N{{SYRIAC ABBREVIATION MARK}}]")
_NUMBER = r"[0-9.,\u066b][^a-z'′:]*?"


class _Lengths(Struct, frozen=True):
    """The patterns of a length of time: `7:30`, and `7 h 30 min` in any of its parts."""

    colon: re.Pattern[str]
    parts: re.Pattern[str]


@lru_cache(maxsize=8)
def _lengths(hours: frozenset[str], minutes: frozenset[str]) -> _Lengths:
    hour, minute = (rf"(?:{'|'.join(map(re.escape, sorted(words, reverse=True)))})\.?" for words in (hours, minutes))
    return _Lengths(
        re.compile(rf"(?P<h>[0-9]{{1,9}}):(?P<m>[0-5][0-9])\s*(?:{hour})?"),
        re.compile(rf"(?:(?P<h>{_NUMBER})\s*{hour})?\s*(?:(?P<m>{_NUMBER})\s*(?:{minute})?)?"),
    )


def duration(typed: str, numerals: Numerals = ENGLISH) -> int | None:
    """Returns a length of time in minutes, from the digits 0 to 9; None if it is not one. A bare number is minutes."""
    lengths, folded = (
        _lengths(numerals.words.hours, numerals.words.minutes),
        unicodedata.normalize("NFC", typed.casefold()),
    )
    if colon := lengths.colon.fullmatch(folded):
        return int(colon["h"]) * 60 + int(colon["m"])
    found = lengths.parts.fullmatch(folded)
    if found is None or (found["h"] is None and found["m"] is None):
        return None
    hours, minutes = (0.0 if found[part] is None else unsigned(found[part], numerals) for part in ("h", "m"))
    if hours is None or minutes is None or not minutes.is_integer() or hours == float("inf"):
        return None
    if found["h"] and found["m"] and (minutes > 59 or not hours.is_integer()):
        return None
    return round(hours * 60 + minutes)


def time_of_day(typed: str, numerals: Numerals = ENGLISH) -> int | None:
    """Returns a time of day in minutes from midnight, from text in the digits 0 to 9; None if it is not one."""
    if (named := numerals.words.times.get(key(typed))) is not None:
        return named
    if re.fullmatch("[0-9]{3,4}", typed):
        typed = f"{typed[:-2]}:{typed[-2:]}"
    found = _CLOCK.fullmatch(typed)
    if found is None or not _are_apart(found["between"], found["minute"], numerals):
        return None
    beside = _beside(numerals)
    said = [_said(found[side]) for side in ("before", "behind")]
    halves = [beside[word] for word in said if beside.get(word) is not None]
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if not all(word in beside for word in said) or len(halves) > 1 or hour > 23 or minute > 59:
        return None
    if not halves:
        return hour * 60 + minute
    begins = halves[0] or 0
    return (hour % 12 + begins) * 60 + minute if 1 <= hour <= 12 else None


def _are_apart(between: str | None, minute: str | None, numerals: Numerals) -> bool:
    """Whether hour and minute are separated correctly; a minute has two digits unless the language writes one."""
    if between is None or minute is None:
        return True
    if len(minute) == 1 and not numerals.short_minutes:
        return False
    return between.strip().casefold() in _BETWEEN | {numerals.between.strip().casefold()} - {""}


def _beside(numerals: Numerals) -> dict[str, int | None]:
    """Returns the words that may be beside a time, with the hour at which their half of the day begins, or None."""
    halves = dict[str, int | None](_HALVES)
    halves |= {_said(word): begins for word, begins in ((numerals.morning, 0), (numerals.afternoon, 12)) if word}
    found: dict[str, int | None] = {"": None, **halves}
    for word in filter(None, map(_said, numerals.beside)):
        found[word] = None
        for half, begins in halves.items():
            found |= {word + half: begins, half + word: begins}
    return found


def _said(words: str) -> str:
    """Returns words in the form in which they are compared: `a.\N{NO-BREAK SPACE}m.` is `am`."""
    return _UNHEARD.sub("", unicodedata.normalize("NFKC", words)).casefold()
