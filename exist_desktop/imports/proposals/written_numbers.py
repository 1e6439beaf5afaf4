"""Numbers as files have them: with which decimal mark, and what stands between their groups."""

from __future__ import annotations

import re
from collections import Counter

from exist_desktop.domain.transfer.mapping import Decimal

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})*", re.ASCII)
_BY_SPACES = re.compile(r"([+-]?\d{1,3})(?:([ \u00a0\u2009\u202f'\u2019])\d{3})(?:\2\d{3})*(?:[.,]\d*)?", re.ASCII)
_MAY_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_MARK = re.compile(r"[.,]")
_SPACES = re.compile(r"[ \u00a0\u2009\u202f'\u2019]")


def without_spaces(text: str) -> str:
    """Returns a number without the spaces or apostrophes between its groups; any other text as it is."""
    return _SPACES.sub("", text) if _BY_SPACES.fullmatch(text) else text


class WrittenNumbers:
    """The numbers of a file, and what they tell of its decimal mark."""

    def __init__(self) -> None:
        self._decimals: Counter[Decimal] = Counter()

    def add(self, text: str) -> float | None:
        """Returns the number that a text is, as far as that is known of one alone; None if it is none."""
        plain = without_spaces(text)
        if not _NUMBER.fullmatch(plain):
            return None
        marks = _MARK.findall(plain)
        if not marks:
            return float(plain)
        is_repeated = len(marks) > 1 and marks[-1] == marks[0]
        last: Decimal = "," if marks[-1] == "," else "."
        decimal = _other(last) if is_repeated else last
        if not _MAY_GROUP.fullmatch(plain):  # `1.234` may be either
            self._decimals[decimal] += 1
        return float(plain.replace(_other(decimal), "").replace(decimal, "."))

    @property
    def decimal(self) -> Decimal | None:
        """The mark that most of them have; None if none of them tells."""
        return max(self._decimals, key=self._decimals.__getitem__, default=None)


def _other(mark: Decimal) -> Decimal:
    return "." if mark == "," else ","
