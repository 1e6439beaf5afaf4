"""Faults on demand: a queue, in which each fault waits for its call."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class FaultKind(StrEnum):
    """The kinds of faults. Each says whether the request is applied."""

    LOST_BEFORE = "lost_before"  # closed without an answer, not applied
    LOST_AFTER = "lost_after"  # applied, then closed without an answer
    STATUS = "status"  # answered with `status`; applied only if the fault says so
    SLOW = "slow"  # applied at once, answered after `seconds`
    LATE = "late"  # applied and answered after `seconds`, even when the client has gone
    CUT = "cut"  # applied, the answer ends after `bytes` of its body
    GARBAGE = "garbage"  # applied, answered with 200 and something that is not JSON
    HUGE = "huge"  # applied, answered with JSON of 3 MiB
    BOMB = "bomb"  # applied, answered with JSON of 16 MiB, packed to a thousandth of that
    DEEP = "deep"  # applied, answered with JSON of 100,000 lists in each other
    SHAPE = "shape"  # applied, answered with JSON of another `shape`
    CELL = "cell"  # applied, `said` replaces the `member` of the first of each list of values, as it is
    STALE = "stale"  # answered as `seconds` ago; values only
    REDIRECT = "redirect"  # sent elsewhere, not applied
    OMIT = "omit"  # applied, one item is in neither list of the answer
    REFUSE = "refuse"  # 202 with every item failed with `error_code`, not applied
    MIX = "mix"  # 202, all but the first `items` (by default half) failed with `error_code`, not applied
    DIE_BEFORE = "die_before"  # the process ends, not applied
    DIE_AFTER = "die_after"  # applied and saved, then the process ends


class Shape(StrEnum):
    """Forms of an answer that is JSON but not of the API."""

    NOTHING = "nothing"  # no body at all
    NULL = "null"
    TEXT = "text"
    NUMBER = "number"
    LIST = "list"
    OBJECT = "object"  # empty
    HOLLOW = "hollow"  # every member is null
    SWAPPED = "swapped"  # numbers for text, text for anything else
    NAN = "nan"  # every value is `NaN`


class Fault(Struct, frozen=True):
    """A fault for the next `times` requests of a call, after `skip` of them have passed without one.

    `call` is the last part of the path, such as `increment`, `with-values` or `access_token`; `*` is any of them.
    With `items` only so many objects of a batch are applied, as if the server broke down halfway.
    """

    call: str
    fault: FaultKind
    status: int = 500
    applied: bool = False
    retry_after: str | None = None
    seconds: float = 1.0
    bytes: int | None = None
    items: int | None = None
    shape: Shape = Shape.OBJECT
    member: str = "value"
    said: str = "NaN"
    error_code: str = "strange"
    error: str = "Something strange happened"
    times: int = 1
    skip: int = 0


class Faults:
    """The faults that wait. For each request the oldest matching one decides, and only that one."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, fault: Fault) -> None:
        """Queues a fault."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Removes all faults that have not happened yet."""
        self._waiting.clear()

    def take(self, call: str) -> Fault | None:
        """Returns the fault for a request that has just arrived, or None."""
        for index, fault in enumerate(self._waiting):
            if fault.call in {call, "*"}:
                if fault.skip:
                    self._waiting[index] = replace(fault, skip=fault.skip - 1)
                    return None
                if fault.times > 1:
                    self._waiting[index] = replace(fault, times=fault.times - 1)
                else:
                    del self._waiting[index]
                return fault
        return None
