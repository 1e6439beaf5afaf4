"""Checks values by their type and the range of the type, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable

from exist_desktop.demo.people.catalogue import Value, ValueType
from exist_desktop.demo.people.people import Attribute

_LAST_MINUTE = 1439


class InvalidValueError(Exception):
    """The value is not one of the attribute's type; the message is the API's text."""


def checked(attribute: Attribute, value: object) -> Value:
    """Returns the value if the attribute can have it. Raises `InvalidValueError` otherwise."""
    meets, sentence = _RULES[attribute.value_type]
    if value is None or not meets(value):
        raise InvalidValueError(sentence)
    assert isinstance(value, int | float | str)
    if isinstance(value, str) and attribute.longest is not None and len(value) > attribute.longest:
        raise InvalidValueError(f"Value must be at most {attribute.longest} characters")
    return value


def can_increment(attribute: Attribute) -> bool:
    """Whether the attribute can be incremented: strings, scales and times of day have no meaningful difference."""
    return attribute.value_type not in {
        ValueType.STRING,
        ValueType.SCALE,
        ValueType.TIME_OF_DAY,
        ValueType.TIME_FROM_MIDDAY,
    }


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _within(value: object, low: int, high: int) -> bool:
    return isinstance(value, int | float) and low <= value <= high


def _minute(value: object) -> bool:
    return _whole(value) and _within(value, 0, _LAST_MINUTE)


_RULES: dict[ValueType, tuple[Callable[[object], bool], str]] = {
    ValueType.QUANTITY: (_whole, "Value must be an integer"),
    ValueType.DECIMAL: (_number, "Value must be a float"),
    ValueType.STRING: (lambda value: isinstance(value, str), "Value must be a string"),
    ValueType.DURATION: (_whole, "Value must be an integer"),
    ValueType.TIME_OF_DAY: (_minute, "Value must be an integer between 0 and 1439"),
    ValueType.PERCENTAGE: (
        lambda value: _number(value) and _within(value, 0, 1),
        "Value must be a float between 0 and 1",
    ),
    ValueType.TIME_FROM_MIDDAY: (_minute, "Value must be an integer between 0 and 1439"),
    ValueType.BOOLEAN: (lambda value: _whole(value) and _within(value, 0, 1), "Value must be 0 or 1"),
    ValueType.SCALE: (lambda value: _whole(value) and _within(value, 1, 9), "Value must be an integer between 1 and 9"),
}
