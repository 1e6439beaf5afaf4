"""What was done about a database that had lost something, for the person to be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Loss(Enum):
    """What was wrong with the database when it was opened."""

    DAMAGED = auto()
    """It could not be read, or its entries were not as they were written: another one took its place."""
    GONE = auto()
    """There was none although there had been one."""
    BEHIND = auto()
    """It is whole, but does not agree with the second copy: one of the two has lost what was written last."""


@dataclass(frozen=True)
class Rescue:
    """What was done, and how many entries are not in Exist now that it is done.

    `folder` is where a damaged database was moved to, the data folder where none was moved. `waiting` entries are
    sent as if nothing had happened; `doubtful` ones may be in Exist already, and ask the person.
    """

    loss: Loss
    folder: str
    from_backup: bool
    waiting: int
    doubtful: int
