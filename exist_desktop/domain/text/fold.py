"""The form in which texts are searched: lower case without marks, and the places of its letters in the text.

Texts of all scripts are searched the same way: `cafe` finds `Café`, `strasse` finds `Straße`, `公園` is found within a
sentence, `مدرسة` with and without its vowel marks. An index, a query and what is highlighted must agree on this.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    "ʼ": "'",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "ـ": "",  # the stroke that only lengthens an Arabic word
}
"""Letters and signs that Unicode does not decompose, or that keyboards write in another way."""
_OTHER_LETTERS = (8, 9)
"""Combining classes of marks that make a different letter: Japanese voicing, and the sign for an omitted vowel."""
_VARIATIONS = range(0xFE00, 0xFE10)
_SPACES = re.compile(" {2,}")


def fold(text: str) -> str:
    """Returns the text in the form that is searched. A run of spaces and ends of lines is one space there."""
    folded = text.translate(_ASCII) if text.isascii() else "".join(map(_folded, text))
    return _SPACES.sub(" ", folded) if "  " in folded else folded


def spans(text: str, terms: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Returns the places of folded terms in a text, as start and end in characters, in order and without overlaps."""
    letters, places = list[str](), list[int]()
    for index, character in enumerate(text):
        for letter in _folded(character):
            if letter != " " or letters[-1:] != [" "]:
                letters.append(letter)
                places.append(index)
    folded = "".join(letters)
    found: list[tuple[int, int]] = []
    for term in filter(None, terms):
        at = folded.find(term)
        while at >= 0:
            found.append((places[at], _with_marks(text, places[at + len(term) - 1] + 1)))
            at = folded.find(term, at + len(term))
    return _joined(found)


def _with_marks(text: str, end: int) -> int:
    """Returns the end of a hit including the marks of its last letter."""
    while end < len(text) and unicodedata.category(text[end]).startswith("M") and not _folded(text[end]):
        end += 1
    return end


def _joined(found: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return tuple(joined)


@lru_cache(maxsize=8_192)
def _folded(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Cs":
        return "\N{REPLACEMENT CHARACTER}"  # half of a character, or a byte that was no text: no database takes it
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(_LETTERS.get(letter, letter) for letter in apart if not _is_mark(letter))


def _is_mark(letter: str) -> bool:
    """Whether a character only marks the letter before it, or is invisible."""
    if unicodedata.category(letter) in ("Cf", "Cc") or ord(letter) in _VARIATIONS:
        return True
    return unicodedata.combining(letter) not in (0, *_OTHER_LETTERS)


_ASCII = {number: _folded(chr(number)) for number in range(128)}
"""Most texts have only these characters and are folded without looking at each one."""
