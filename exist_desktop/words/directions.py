"""Names, numbers and sentences of both directions in one text.

A Hebrew label in an English sentence, or an English one in a Hebrew sentence, would pull marks and numbers beside it to
its other side. Between a first-strong isolate and its end (U+2068, U+2069) a text is laid out by itself. Only what
needs it is isolated, so that a text of one direction has no marks at all; see Unicode's annex 9.
"""

from __future__ import annotations

import re
import unicodedata

BEGIN, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_MARKS = re.compile(f"[{BEGIN}{END}]")
_BEGINS = frozenset((BEGIN, "\N{LEFT-TO-RIGHT ISOLATE}", "\N{RIGHT-TO-LEFT ISOLATE}"))
_OTHERS_IN_LEFT_TO_RIGHT = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))
_OTHERS_IN_RIGHT_TO_LEFT = frozenset(("L", "EN", "LRE", "LRO", "LRI"))
"""By Unicode's bidirectional classes. A number is written from the left everywhere; its sign would change sides."""


def is_right_to_left(text: str) -> bool:
    """Whether a text runs from right to left, by its first letter."""
    classes = (unicodedata.bidirectional(character) for character in text)
    return next((found for found in classes if found in ("L", "R", "AL")), "L") != "L"


def isolated(text: str, *, right_to_left: bool) -> str:
    """Returns a text as it is inserted into a sentence of that direction."""
    if text.isascii() and not right_to_left:
        return text
    others = _OTHERS_IN_RIGHT_TO_LEFT if right_to_left else _OTHERS_IN_LEFT_TO_RIGHT
    within, isolates = 0, False
    for character in text:
        if character in _BEGINS:
            within += 1
        elif character == END:
            within = max(within - 1, 0)
        elif not within and unicodedata.bidirectional(character) in others:
            isolates = True
    whole = _balanced(text)
    return f"{BEGIN}{whole}{END}" if isolates else whole


def without_marks(text: str) -> str:
    """Returns a text without isolates: a name for drivers, a value for programs, what is copied or searched."""
    return _MARKS.sub("", text)


def _balanced(text: str) -> str:
    """Returns a text that ends each isolate that it begins, and no other."""
    if END not in text and not any(mark in text for mark in _BEGINS):
        return text
    kept, within = list[str](), 0
    for character in text:
        if character == END:
            if not within:
                continue
            within -= 1
        elif character in _BEGINS:
            within += 1
        kept.append(character)
    return "".join(kept) + END * within
