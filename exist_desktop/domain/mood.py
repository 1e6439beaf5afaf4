"""Mood: five steps for people, five or nine on the wire.

An account whose `mood` has value type 0 keeps 1–5 as they are. One whose `mood` has value type 8 keeps 1–9: the five
steps stand for 1, 3, 5, 7, 9 there, and a stored even value lies between two steps.
"""

from __future__ import annotations

from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind, Seen

STEPS = (1, 2, 3, 4, 5)


def to_wire(step: int, value_type: ValueType) -> int:
    """The value that Exist keeps for a step from 1 to 5. Raises `InvalidValueError` outside that range."""
    if step not in STEPS:
        raise InvalidValueError(InvalidValueKind.OUT_OF_RANGE, ValueType.QUANTITY, STEPS[0], STEPS[-1])
    return step * 2 - 1 if value_type is ValueType.SCALE else step


def from_wire(value: Seen, value_type: ValueType) -> float | None:
    """The step of a kept value; a half where it lies between two faces, None where none is known or it is no mood."""
    if not isinstance(value, int | float):
        return None
    step = (value + 1) / 2 if value_type is ValueType.SCALE else value
    return step if STEPS[0] <= step <= STEPS[-1] else None
