"""Compares names as a person does, however Unicode writes them: composed or not, in small or capital letters,
with spaces of any kind, with invisible marks, with a `#` in front.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from exist_desktop.domain.parsing.digits import digit

_DOTTED = {"i\N{COMBINING DOT ABOVE}": "i", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
"""Turkish letters, and the small letter that other languages have for them."""
_VARIATIONS = range(0xFE00, 0xFE10)


@lru_cache(maxsize=32_768)
def key(name: str) -> str:
    """Returns the form by which names are compared; empty if nothing of the name is visible."""
    seen = "".join(map(_seen, unicodedata.normalize("NFKC", name)))
    folded = unicodedata.normalize("NFKC", seen.casefold())
    for letter, plain in _DOTTED.items():
        folded = folded.replace(letter, plain)
    one_line = " ".join(folded.split())
    return one_line.lstrip("# ") or one_line


def begins_as_tag(line: str) -> bool:
    """Whether the line names a tag, with a `#` in front."""
    return line.strip().startswith(("#", "\N{FULLWIDTH NUMBER SIGN}"))


def _seen(character: str) -> str:
    """Returns a digit as 0 to 9, and nothing for what is invisible."""
    if (value := digit(character)) is not None:
        return str(value)
    unseen = unicodedata.category(character) == "Cf" or ord(character) in _VARIATIONS
    return "" if unseen else character
