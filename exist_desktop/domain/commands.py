"""What a person can ask for, as imperatives: set a value, add to it, and the key that both are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exist_desktop.domain.values import Number, Value


@dataclass(frozen=True, order=True)
class Key:
    """One value at Exist: an attribute, by name, on a day."""

    attribute: str
    day: date


@dataclass(frozen=True)
class SetValue:
    """The day's value is to be `value`, whatever it was."""

    key: Key
    value: Value


@dataclass(frozen=True)
class Increment:
    """The day's value is to grow by `delta`, which may be negative."""

    key: Key
    delta: Number


Command = SetValue | Increment
