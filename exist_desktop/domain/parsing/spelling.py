"""When two names are the same to a person, however Unicode writes them: composed or not, in small or capital letters,
with spaces of any kind, with marks that are not seen, with a `#` in front.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from exist_desktop.domain.parsing.digits import digit

_DOTTED = {"i\N{COMBINING DOT ABOVE}": "i", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
"""What becomes of Turkish letters in other languages' small ones."""
_VARIATIONS = range(0xFE00, 0xFE10)


@lru_cache(maxsize=32_768)
def key(name: str) -> str:
    """The form by which names are compared; empty where nothing of the name can be seen."""
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
    """A digit as 0 to 9; nothing for what is not seen."""
    if (value := digit(character)) is not None:
        return str(value)
    unseen = unicodedata.category(character) == "Cf" or ord(character) in _VARIATIONS
    return "" if unseen else character
