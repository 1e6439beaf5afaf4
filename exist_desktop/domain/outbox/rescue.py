"""What was done about a database that had lost something."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct


class Loss(Enum):
    """What was wrong with the database when it was opened."""

    DAMAGED = auto()
    """It could not be read, or its entries had changed: it was replaced."""
    GONE = auto()
    """There was none, although there had been one."""
    BEHIND = auto()
    """It is whole, but it and the unsent log differ: one of the two has lost what was written last."""

    RESTORED = auto()
    """Nothing: the person has put a backup in its place."""


class Rescue(Struct, frozen=True):
    """What was done, and how many entries are not in Exist now that it is done.

    `folder` is where a damaged database was moved to, else the data folder. `waiting` entries are sent as usual;
    `doubtful` ones may be in Exist already, and the person decides.
    """

    loss: Loss
    folder: str
    from_backup: bool
    waiting: int
    doubtful: int
