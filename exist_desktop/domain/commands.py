"""The commands of a person, and the key that each is about.

`SetValue` replaces a value. `Increment` for numbers and `Append` for texts add to a value that others may change in the
meantime. `TakeOut` undoes an `Append` that is in Exist.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from exist_desktop.domain.values import Number, Value


class Key(Struct, frozen=True, order=True):
    """One value at Exist: an attribute, by name, on a day."""

    attribute: str
    day: date


class SetValue(Struct, frozen=True):
    """Sets the day's value, whatever it was."""

    key: Key
    value: Value


class Increment(Struct, frozen=True):
    """Adds `delta` to the day's value; it may be negative."""

    key: Key
    delta: Number


class Append(Struct, frozen=True):
    """Appends `words` to the day's text as a new line.

    `at` is the time of day at which they were saved, `HH:MM` in the zone of the day; 24 hours, ASCII digits.
    """

    key: Key
    words: str
    at: str

    @property
    def line(self) -> str:
        """The words with their time, as they are added below other lines; the words may have several lines."""
        return f"{self.at} {self.words}"


class TakeOut(Struct, frozen=True):
    """Removes `line`, which an `Append` has added, from the day's text."""

    key: Key
    line: str


LineChange = Append | TakeOut


class Lines(Struct, frozen=True):
    """Lines that are added to a day's text or removed from it, in this order."""

    key: Key
    changes: tuple[LineChange, ...]


Command = SetValue | Increment | Append | TakeOut
"""One command of a person."""
Fold = SetValue | Increment | Lines
"""The sum of several commands for one key."""
