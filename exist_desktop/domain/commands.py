"""What a person can ask for, as imperatives, and the key that each is about.

`SetValue` replaces whatever a value was. `Increment` is for numbers what `Append` is for texts: it adds to a value that
others may change in the meantime. `TakeOut` takes back what an `Append` has brought into Exist.
"""

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


@dataclass(frozen=True)
class Append:
    """The day's text is to get `words` below what is there, whatever that is.

    `at` is the time of day at which they were saved, `HH:MM` in the zone of the day; 24 hours, ASCII digits.
    """

    key: Key
    words: str
    at: str

    @property
    def line(self) -> str:
        """The words with their time, as they stand below others; words of several lines make several lines."""
        return f"{self.at} {self.words}"


@dataclass(frozen=True)
class TakeOut:
    """The day's text is to lose `line`, which an `Append` has brought there; all else in it stays."""

    key: Key
    line: str


LineChange = Append | TakeOut


@dataclass(frozen=True)
class Lines:
    """Lines that come into a day's text or go from it, one after the other."""

    key: Key
    changes: tuple[LineChange, ...]


Command = SetValue | Increment | Append | TakeOut
"""What one act of a person asks for."""
Fold = SetValue | Increment | Lines
"""What several acts on one key come to."""
