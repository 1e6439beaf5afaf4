"""What people type, turned into values: `8,412`, `1:30`, `1h30`, `90 min`, `23:08`, `11pm`, `42%`, `yes`, `+1`.

A bare number is the day's total; a sign in front changes it (`+1`, `-2`); `=` says outright that a total is meant.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from exist_desktop.domain.values import (
    RANGES,
    TEXT_LIMIT,
    Problem,
    Value,
    ValueProblem,
    ValueType,
    check,
    from_clock_minutes,
)


@dataclass(frozen=True)
class Numerals:
    """How the person's language writes numbers."""

    decimal: str = "."
    group: str = ","


@dataclass(frozen=True)
class Total:
    """The day's value is to be this."""

    value: Value


@dataclass(frozen=True)
class Difference:
    """The day's value is to grow by this; negative to shrink."""

    delta: int | float


ENGLISH = Numerals()
_YES = frozenset({"1", "yes", "y", "on", "true", "done", "✓", "✔"})
_NO = frozenset({"0", "no", "n", "off", "false"})
_SIGNS = {"+": 1, "-": -1, "−": -1}
_PERCENT_SIGNS = "%٪"
_CLOCK = re.compile(r"(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2}))?\s*(?:(?P<half>[ap])\.?(?:m\.?)?)?", re.IGNORECASE)
_HOURS = re.compile(
    r"(?:(?P<h>\d{1,9}(?:[.,]\d{1,9})?)\s*(?:h|hr|hrs|hour|hours)\.?)?"
    r"\s*(?:(?P<m>\d{1,9})\s*(?:m|min|mins|minute|minutes|['′])?\.?)?",
    re.IGNORECASE,
)


def parse(
    text: str, value_type: ValueType, numerals: Numerals = ENGLISH, *, longest: int = TEXT_LIMIT
) -> Total | Difference:
    """A typed total or difference. Raises `ValueProblem` with what was expected."""
    if value_type is ValueType.TEXT:
        return Total(check(clean_text(text), value_type, longest=longest))
    typed = _plain(text)
    if not typed:
        raise ValueProblem(Problem.EMPTY, value_type)
    if typed[0] == "=":
        return Total(parse_total(typed[1:], value_type, numerals))
    if typed[0] in _SIGNS:
        return _difference(typed, value_type, numerals)
    return Total(parse_total(typed, value_type, numerals))


def _difference(typed: str, value_type: ValueType, numerals: Numerals) -> Difference:
    if not value_type.takes_increments:
        raise ValueProblem(Problem.NO_INCREMENTS, value_type)
    amount = parse_total(typed[1:], value_type, numerals)
    assert not isinstance(amount, str)
    return Difference(_SIGNS[typed[0]] * amount)


def parse_total(text: str, value_type: ValueType, numerals: Numerals = ENGLISH) -> Value:
    """A typed total of any type but text, checked against its range. Raises `ValueProblem`."""
    typed = _plain(text)
    if not typed:
        raise ValueProblem(Problem.EMPTY, value_type)
    match value_type:
        case ValueType.DURATION:
            value: Value | None = _duration(typed)
        case ValueType.TIME_OF_DAY | ValueType.TIME_FROM_MIDDAY:
            value = _time_of_day(typed, value_type)
        case ValueType.PERCENTAGE:
            value = _percentage(typed, numerals)
        case ValueType.BOOLEAN:
            value = _yes_or_no(typed)
        case _:
            value = _number(typed, value_type, numerals)
    if value is None:
        raise ValueProblem(Problem.NOT_UNDERSTOOD, value_type, *RANGES.get(value_type, (None, None)))
    return check(value, value_type)


def _plain(text: str) -> str:
    """The text with one form for each digit and sign, and without marks that cannot be seen."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf").strip()


def clean_text(text: str) -> str:
    """Text without control characters other than line ends; raises `ValueProblem` where it is no valid Unicode."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueProblem(Problem.NOT_UNDERSTOOD, ValueType.TEXT)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) != "Cc").strip()


def number(text: str, numerals: Numerals = ENGLISH) -> float | None:
    """A number as people write it, with or without marks between thousands; None where it is none."""
    typed = re.sub(r"[\s'’_]", "", _plain(text)).replace("−", "-")
    grouped = re.escape(numerals.group)
    if numerals.group.strip() and re.fullmatch(
        rf"-?\d{{1,3}}(?:{grouped}\d{{2,3}})*{grouped}\d{{3}}(?:{re.escape(numerals.decimal)}\d+)?", typed
    ):
        typed = typed.replace(numerals.group, "")
    typed = typed.replace(",", ".").replace("٫", ".")
    return float(typed) if re.fullmatch(r"-?(?:\d+\.?\d*|\.\d+)", typed) else None


def _number(typed: str, value_type: ValueType, numerals: Numerals) -> float | None:
    if value_type is not ValueType.DECIMAL and re.fullmatch(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}", typed):
        typed = re.sub(r"[.,]", "", typed)  # a whole number has no decimals, so either mark separates thousands
    return number(typed, numerals)


def _duration(typed: str) -> int | None:
    if colon := re.fullmatch(r"(\d{1,9}):([0-5]\d)", typed):
        return int(colon[1]) * 60 + int(colon[2])
    found = _HOURS.fullmatch(typed)
    if not found or (found["h"] is None and found["m"] is None):
        return None
    hours = float((found["h"] or "0").replace(",", "."))
    minutes = hours * 60 + int(found["m"] or 0)
    if found["h"] and found["m"] and (int(found["m"]) > 59 or hours != int(hours)):
        return None
    return round(minutes)


def _time_of_day(typed: str, value_type: ValueType) -> int | None:
    word = {"midnight": 0, "noon": 720, "midday": 720}.get(typed.lower())
    if word is not None:
        return from_clock_minutes(word, value_type)
    if re.fullmatch(r"\d{3,4}", typed):
        typed = f"{typed[:-2]}:{typed[-2:]}"
    found = _CLOCK.fullmatch(typed)
    if not found:
        return None
    hour, minute = int(found["h"]), int(found["m"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return from_clock_minutes(hour * 60 + minute, value_type)


def _percentage(typed: str, numerals: Numerals) -> float | None:
    bare = typed.rstrip(_PERCENT_SIGNS).rstrip()
    found = number(bare, numerals)
    if found is None:
        return None
    is_fraction = bare == typed and not bare.isdigit() and 0 <= found <= 1
    return found if is_fraction else found / 100


def _yes_or_no(typed: str) -> int | None:
    word = typed.casefold()
    if word in _YES:
        return 1
    return 0 if word in _NO else None
