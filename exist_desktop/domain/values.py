"""Values as they are sent: their checks, their comparison, and their sums.

Exist validates values only by their type, so this client checks the ranges.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto

from exist_desktop.domain.value_types import MINUTES_PER_DAY, RANGES, ValueType
from exist_desktop.errors import AppError

Number = int | float
Value = Number | str
"""A value as Exist has it: an integer, a number, or text. A missing value is `None` and never a `Value`."""


class NotRead(Enum):
    """The state of a value that is not known: it was not read yet, or Exist sent something that is not a value."""

    NOT_READ = auto()

    def __bool__(self) -> bool:
        """Raises `TypeError`: check whether the value was read before checking whether there is one."""
        raise TypeError("what was not read is neither there nor missing")


NOT_READ = NotRead.NOT_READ
Seen = Value | None | NotRead
"""What is known of an attribute on a day: its value, None if it has none, or NOT_READ."""

TEXT_LIMIT = 1000
"""The most characters of a text that Exist stores; a mood note may have fewer, see `attributes.text_limit`."""


class InvalidValueKind(Enum):
    """What is wrong with a value that someone typed."""

    EMPTY = auto()
    NOT_UNDERSTOOD = auto()
    NOT_WHOLE = auto()
    OUT_OF_RANGE = auto()
    TOO_LONG = auto()
    NO_INCREMENTS = auto()
    BELOW_ZERO = auto()
    UNKNOWN_TYPE = auto()
    TOO_LONG_AGO = auto()
    NO_PLACE = auto()


class InvalidValueError(AppError):
    """A typed value that cannot be saved: what is wrong, the type that was expected, and the range or limit."""

    kind: InvalidValueKind
    value_type: ValueType
    low: float | None = None
    high: float | None = None


class WouldLowerError(AppError):
    """A bare number is less than the present count. Probably an addition was meant."""

    label: str
    before: int | float | str
    after: int | float | str


def check(value: Value, value_type: ValueType, *, longest: int = TEXT_LIMIT) -> Value:
    """Returns the value in the form that is sent.

    Raises `InvalidValueError` if it has the wrong type, is outside the range, or has more than `longest` characters.
    """
    if value_type is ValueType.UNKNOWN:
        raise InvalidValueError(InvalidValueKind.UNKNOWN_TYPE, value_type)
    if value_type is ValueType.TEXT:
        return _check_text(value, longest)
    if isinstance(value, str) or (isinstance(value, float) and not math.isfinite(value)):
        raise InvalidValueError(InvalidValueKind.NOT_UNDERSTOOD, value_type)
    low, high = RANGES[value_type]
    if not low <= value <= high:
        raise InvalidValueError(InvalidValueKind.OUT_OF_RANGE, value_type, low, high)
    if value_type.rules.fractions:
        return round(float(value), 6) + 0.0  # adding zero takes the sign off a zero
    if value != int(value):
        raise InvalidValueError(InvalidValueKind.NOT_WHOLE, value_type)
    return int(value)


def _check_text(value: Value, longest: int) -> str:
    if not isinstance(value, str):
        raise InvalidValueError(InvalidValueKind.NOT_UNDERSTOOD, ValueType.TEXT)
    if len(value) > longest:
        raise InvalidValueError(InvalidValueKind.TOO_LONG, ValueType.TEXT, high=longest)
    return value


def same(left: Value | None, right: Value | None, value_type: ValueType) -> bool:
    """Whether two values of one attribute are the same; for counts, nothing and zero are the same."""
    if value_type.takes_increments and not isinstance(left, str) and not isinstance(right, str):
        return round(left or 0, 6) == round(right or 0, 6)
    if value_type is ValueType.TEXT or (isinstance(left, str) and isinstance(right, str)):
        return one_form(left) == one_form(right)
    return left == right


def one_form(text: Value | None) -> str:
    """Returns a text without what services change by themselves: line ends, spaces at line ends, encoding of accents.

    None is an empty text.
    """
    lines = (
        unicodedata.normalize("NFC", "" if text is None else str(text))
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .split("\n")
    )
    return "\n".join(line.rstrip() for line in lines).strip()


def total(base: Number | None, delta: Number) -> Number:
    """Returns `base` plus `delta`, without binary rounding errors; no value counts as zero."""
    result = round((base or 0) + delta, 6)
    return int(result) if result == int(result) and isinstance(delta, int) and not isinstance(base, float) else result


def sum_of(seen: Seen, delta: Number) -> Number | NotRead:
    """Returns the total after adding to what was seen; NOT_READ if that is not known."""
    base = number(seen)
    return base if isinstance(base, NotRead) else total(base, delta)


def number(seen: Seen) -> Number | NotRead | None:
    """Returns the number that an addition adds to; a text in place of a number counts as not read."""
    return NOT_READ if isinstance(seen, str) else seen


def together(values: Iterable[Seen]) -> Seen:
    """Returns what a day has of tags that are shown as one: on if any is on, not read if any may be on."""
    found = tuple(values)
    if any(map(is_on, found)):
        return 1
    if any(isinstance(value, NotRead) for value in found):
        return NOT_READ
    return next((value for value in found if value is not None), None)


def is_on(seen: Seen) -> bool:
    """Whether a yes/no value is known to be yes."""
    return isinstance(seen, int | float) and seen != 0


def clock_minutes(value: int, value_type: ValueType) -> int:
    """Returns the minutes from midnight of a time of day, given as sent."""
    return (value + value_type.rules.midnight) % MINUTES_PER_DAY
