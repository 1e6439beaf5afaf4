"""Decimal digits of every script as the digits 0 to 9: one function for what is typed, for keys and for chips.

A digit is what Unicode calls a decimal digit (category Nd). Superscripts, fractions and circled numbers look like
digits but are not: `10³` is not 103.
"""

from __future__ import annotations

import unicodedata

UNSEEN = "\u00ad\u061c\u200b-\u200f\u2060\u202a-\u202c\u2066-\u2069\ufeff"
"""Invisible marks without a visible effect, for a character class. The overrides of direction are not among them,
since after one of those `12` is seen as `21`."""
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""The wide forms of East Asian keyboards, and the ASCII character for each."""


def digit(character: str) -> int | None:
    """Returns the value of a decimal digit, 0 to 9; None for anything else."""
    return unicodedata.decimal(character, None) if len(character) == 1 else None


def in_ascii(text: str) -> str | None:
    """Returns the text with its digits as 0 to 9 and wide forms as ASCII, one character for each.

    Returns None if digits of several scripts are mixed, since no number is written in two.
    """
    values = [digit(character) for character in text]
    zeros = {ord(character) - value for character, value in zip(text, values, strict=True) if value is not None}
    if len(zeros) > 1:
        return None
    return "".join(
        character.translate(_WIDE) if value is None else str(value)
        for character, value in zip(text, values, strict=True)
    )
