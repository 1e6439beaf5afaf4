"""Parses numbers as a person's language writes them; a text is understood whole or not at all.

A group mark groups only in full groups behind a first one that does not begin with 0. If it cannot group, a single
mark is the decimal mark. If both could be meant, the language decides. A space groups only if the language groups with
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from exist_desktop.domain.parsing.digits import UNSEEN, in_ascii
from exist_desktop.domain.parsing.typed_words import ENGLISH_WORDS, TypedWords


class Numerals(Struct, frozen=True):
    """How the person's language writes numbers and times of day.

    `group_size` is how many digits follow the last group mark, `higher_group_size` how many are between two: 2 in
    India, where `12,34,567` is written. `morning` and `afternoon` are the words for the halves of the day, `between`
    is the mark between hour and minute, `beside` has other words beside a time of day; each is empty if the language
    writes nothing unusual. `short_minutes` is whether it shows `6:05` as `6:5`. `words` are typed beside numbers.
    """

    decimal: str = "."
    group: str = ","
    group_size: int = 3
    higher_group_size: int = 3
    morning: str = ""
    afternoon: str = ""
    between: str = ""
    beside: tuple[str, ...] = ()
    short_minutes: bool = False
    words: TypedWords = ENGLISH_WORDS


ENGLISH = Numerals()
PLUS = "+\N{SMALL PLUS SIGN}"
MINUS = "-\N{MINUS SIGN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{SMALL HYPHEN-MINUS}"
"""The forms of a minus that keyboards and word processors write. An em dash means no value and is not one."""
_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}"
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
_ARABIC_DECIMAL, _ARABIC_GROUP = "\N{ARABIC DECIMAL SEPARATOR}", "\N{ARABIC THOUSANDS SEPARATOR}"
_EDGE = rf"[\s{UNSEEN}]*"
_SIGNED = rf"(?P<sign>[{re.escape(PLUS + MINUS)}])?{_EDGE}(?P<size>.*)"
_MAY_GROUP = r"[1-9][0-9]{0,2},[0-9]{3}"


_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def plain(text: str) -> str | None:
    """Returns the text in the digits 0 to 9, without invisible marks at its ends; None if scripts are mixed.

    Isolates of direction are left out wherever they are: a value that this program has shown may be typed again.
    """
    inner = re.fullmatch(rf"{_EDGE}(.*?){_EDGE}", text.translate(_ISOLATES), re.DOTALL)
    return in_ascii(inner[1]) if inner else None


def number(text: str, numerals: Numerals = ENGLISH) -> float | None:
    """Returns a number as people write it, with or without a sign and marks between groups; None if it is not one."""
    found = re.fullmatch(_SIGNED, plain(text) or "", re.DOTALL)
    size = unsigned(found["size"], numerals) if found else None
    if found is None or size is None:
        return None
    return 0.0 - size if found["sign"] and found["sign"] in MINUS else size


def unsigned(text: str, numerals: Numerals = ENGLISH) -> float | None:
    """Returns a number without a sign, from the digits 0 to 9; None if it is not one."""
    for whole in (*_grouped(numerals), "[0-9]*"):
        found = re.fullmatch(rf"(?P<whole>{whole})(?:(?P<mark>[^0-9])(?P<part>[0-9]*))?", text)
        if found and (found["whole"] or found["part"]) and _is_decimal(found["mark"], found["whole"], text, numerals):
            return float(f"{re.sub('[^0-9]', '', found['whole']) or 0}.{found['part'] or 0}")
    return None


def _grouped(numerals: Numerals) -> Iterator[str]:
    """Yields patterns for a number with marks between its groups, the same mark throughout."""
    marks = {re.escape(mark) for mark in (_ARABIC_GROUP, numerals.group) if mark}
    marks |= {f"[{alike}]" for alike in (_SPACES, _APOSTROPHES) if numerals.group and numerals.group in alike}
    for mark in sorted(marks):
        for higher, last in sorted({(3, 3), (numerals.higher_group_size, numerals.group_size)}):
            yield rf"[1-9][0-9]{{0,{higher - 1}}}(?:{mark}[0-9]{{{higher}}})*{mark}[0-9]{{{last}}}"


def _is_decimal(mark: str | None, whole: str, text: str, numerals: Numerals) -> bool:
    """Whether the mark after the whole part is the decimal mark, or there is none."""
    if mark is None:
        return True
    groups = whole != "" and not whole.isdigit()
    if mark not in (numerals.decimal, ".", ",", _ARABIC_DECIMAL) or (groups and mark == numerals.group):
        return False
    # Where neither comma nor point is written, `8,412` could be either: with Latin digits both are in use there.
    return numerals.group != _ARABIC_GROUP or not re.fullmatch(_MAY_GROUP, text)
