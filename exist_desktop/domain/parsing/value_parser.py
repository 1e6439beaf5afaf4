"""Parses what people type into values: `8,412`, `1:30`, `1h30`, `90 min`, `23:08`, `11pm`, `42%`, `yes`, `+1`.

A bare number is the day's total, one with a sign is added to it (`+1`, `-2`), and `=` marks a total.
"""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from exist_desktop.domain.parsing.numerals import ENGLISH, MINUS, PLUS, Numerals, number, plain
from exist_desktop.domain.value_types import RANGES, ValueType
from exist_desktop.domain.values import TEXT_LIMIT, InvalidValueError, InvalidValueKind, Value, check

__all__ = ["ENGLISH", "Difference", "Numerals", "Total", "clean_text", "number", "parse", "parse_total"]


class Total(Struct, frozen=True):
    """The day's new value."""

    value: Value


class Difference(Struct, frozen=True):
    """A number to add to the day's value; it may be negative."""

    delta: int | float


def parse(
    text: str, value_type: ValueType, numerals: Numerals = ENGLISH, *, longest: int = TEXT_LIMIT
) -> Total | Difference:
    """Returns a typed total or difference. Raises `InvalidValueError` with what was expected."""
    if value_type is ValueType.TEXT:
        return Total(check(clean_text(text), value_type, longest=longest))
    typed = _typed(text, value_type)
    if typed[0] == "=":
        return Total(parse_total(typed[1:], value_type, numerals))
    if typed[0] in PLUS + MINUS:
        return _difference(typed, value_type, numerals)
    return Total(parse_total(typed, value_type, numerals))


def _difference(typed: str, value_type: ValueType, numerals: Numerals) -> Difference:
    if not value_type.takes_increments:
        raise InvalidValueError(InvalidValueKind.NO_INCREMENTS, value_type)
    size = typed[1:].lstrip()
    if size.startswith(tuple(PLUS + MINUS)):
        raise InvalidValueError(InvalidValueKind.NOT_UNDERSTOOD, value_type, *RANGES[value_type])
    amount = parse_total(size, value_type, numerals)
    assert not isinstance(amount, str)
    return Difference(-amount if typed[0] in MINUS else amount)


def parse_total(text: str, value_type: ValueType, numerals: Numerals = ENGLISH) -> Value:
    """Returns a typed total of any type but text, checked against its range. Raises `InvalidValueError`."""
    typed = _typed(text, value_type)
    value = value_type.rules.parse(typed, numerals)
    if value is None:
        raise _not_understood(value_type)
    return check(value, value_type)


def _typed(text: str, value_type: ValueType) -> str:
    """Returns the text in the digits 0 to 9. Raises `InvalidValueError` if it is empty or mixes digits of scripts."""
    typed = plain(text)
    if typed is None:
        raise _not_understood(value_type)
    if not typed:
        raise InvalidValueError(InvalidValueKind.EMPTY, value_type)
    return typed


def _not_understood(value_type: ValueType) -> InvalidValueError:
    return InvalidValueError(InvalidValueKind.NOT_UNDERSTOOD, value_type, *RANGES.get(value_type, (None, None)))


def clean_text(text: str) -> str:
    """Returns text without control characters but line ends. Raises `InvalidValueError` if it is not valid Unicode."""
    if text.isprintable():  # one line without anything of that, as nearly all are
        return text.strip()
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidValueError(InvalidValueKind.NOT_UNDERSTOOD, ValueType.TEXT)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) != "Cc").strip()
