"""Shows every letter of a name, so that two different names also look different."""

from __future__ import annotations

import re
import unicodedata

_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")


def visible(name: str) -> str:
    """Returns the name with the code points of its invisible letters, `josh[U+200B]`.

    These are format characters (soft hyphens, zero-width spaces, tags), blank letters, marks that only choose
    between two pictures of one letter, and every space but the usual one.
    """
    return "".join(letter if _is_seen(letter) else f"[U+{ord(letter):04X}]" for letter in name)


def _is_seen(letter: str) -> bool:
    if letter == " ":
        return True
    return unicodedata.category(letter) not in ("Cf", "Zs", "Cn", "Co", "Cs") and not _BLANK.match(letter)
