"""What a state of the small world is, how far it goes, and what can happen in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

REQUEST_LIFE = 300
"""Seconds that a request may live on its way; shorter than the settling time."""
STALEST_READ = 60
"""By how many seconds a reading may lag. With the life of a request it comes to less than the second look waits for."""
SLEEP = 1000
"""Seconds that the computer sleeps: longer than any age that the plan looks at, save those of a day."""


class Tracked(StrEnum):
    """What the one key is: a count, or a note that words join."""

    COUNT = "coffees"
    NOTE = "mood_note"


class Act(StrEnum):
    """What the person does: with a count, 2 as its total or 2 more; with a note, a whole one or words more."""

    SET = "sets it"
    ADD = "adds to it"
    UNDO = "takes the last act back"


class Fate(StrEnum):
    """What becomes of a request."""

    ANSWERED = "is answered"
    NO_ROUTE = "finds no route"
    LOST_BEFORE = "is lost before the service"
    LOST_AFTER = "is done, and its answer is lost"
    LATE = "is given up, and still on its way"
    SERVER = "gets a 500 and is not done"
    SERVER_AFTER = "is done, and gets a 502"
    PAUSE = "gets a 429"
    REFUSED = "gets a 202 with a reason"
    ODD = "gets a 202 with a reason that nobody knows"
    STRANGE = "gets an answer without sense and is not done"
    STRANGE_AFTER = "is done, and gets an answer without sense"
    STALE = "gets a value that was"


WRITE_FATES = tuple(fate for fate in Fate if fate is not Fate.STALE)
READ_FATES = (Fate.ANSWERED, Fate.LOST_BEFORE, Fate.STRANGE)
APPLIED = frozenset({Fate.ANSWERED, Fate.LOST_AFTER, Fate.SERVER_AFTER, Fate.STRANGE_AFTER})
UNREASONABLE = frozenset({Fate.REFUSED, Fate.ODD, Fate.STRANGE, Fate.STRANGE_AFTER, Fate.STALE})
"""Fates after which the person may be asked something."""


class End(Enum):
    """How a process ends while a request is on its way."""

    NOT_LEFT = "before it leaves"
    APPLIED = "after it was done"
    LATE = "and it is still on its way"


@dataclass(frozen=True)
class Bounds:
    """How far the world goes: the acts of the person, the crashes, all faults together, and what is tracked in it."""

    acts: int = 3
    crashes: int = 2
    faults: int = 4
    fates: tuple[Fate, ...] = tuple(Fate)
    tracked: Tracked = Tracked.COUNT


@dataclass(frozen=True)
class Late:
    """A write that is still on its way to the service, from the op of that number."""

    op: int
    path: str
    body: bytes
    left_at: float


Rows = tuple[tuple[tuple[Any, ...], ...], ...]
"""What stands in each of the tables that matter, see `tables`."""


@dataclass(frozen=True)
class State:
    """A moment in which the program does nothing: what is in the database and its second copy, at the service, and on
    its way, and what may come.

    `applied` counts what the service has done, by op. `uids` are the entries that were called saved, `taken_back` those
    that the person has withdrawn. `asking` tells whether the person may be asked something by now.
    """

    rows: Rows
    copy: bytes
    now: float
    values: tuple[tuple[float, Any], ...]
    air: tuple[Late, ...]
    applied: tuple[tuple[int, int], ...]
    uids: tuple[str, ...]
    taken_back: frozenset[str]
    asking: bool
    acts: int
    crashes: int
    faults: int
    fates: tuple[Fate, ...]
