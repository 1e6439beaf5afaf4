"""Everything that can go wrong here, what it can go wrong with, and the table of what has met what.

A cell of the table is a fault and an operation. Cells that cannot be are listed with the reason; a test fails where a
possible one was never hit.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum


class Fault(StrEnum):
    """What can go wrong; the first ones with a request, then with the disk, then with the computer around it."""

    NO_ROUTE = "no route"
    DNS = "no such host"
    TLS = "certificate"
    LOST_BEFORE = "lost before"
    LOST_AFTER = "lost after"
    PART = "part applied"
    LATE = "late"
    CUT = "cut"
    SLOW = "slow"
    EXPIRED = "401"
    FORBIDDEN = "403"
    PAUSE = "429"
    PAUSE_TOLD = "429 told"
    SERVER = "5xx"
    SERVER_APPLIED = "5xx applied"
    MIXED = "202 mixed"
    UNLISTED = "left out"
    SHAPE = "wrong shape"
    HUGE = "huge"
    STALE = "stale read"
    OWNER_LOST = "owner lost"
    ELSEWHERE = "edited elsewhere"
    CRASH = "crash"
    POWER_CUT = "power cut"
    DISK = "disk refuses"
    CLOCK = "clock set"
    ZONE = "zone changed"
    KEYRING = "keyring locked"
    UNSENT_LOG = "second copy"


class Operation(StrEnum):
    """What a fault can meet: the requests, the commits, and the program as a whole."""

    PROFILE = "profile"
    OWNERS = "read owners"
    TEMPLATES = "templates"
    VALUES = "read values"
    SINGLE = "read one value"
    AVERAGES = "averages"
    ACQUIRE = "acquire"
    RELEASE = "release"
    MAKE = "make"
    UPDATE = "update"
    INCREMENT = "increment"
    REFRESH = "refresh"
    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    DECISION = "decision"
    READING = "keep readings"
    BOOKKEEPING = "bookkeeping"
    START = "start"
    RUN = "run"


REQUESTS = (
    Operation.PROFILE,
    Operation.OWNERS,
    Operation.TEMPLATES,
    Operation.VALUES,
    Operation.SINGLE,
    Operation.AVERAGES,
    Operation.ACQUIRE,
    Operation.MAKE,
    Operation.UPDATE,
    Operation.INCREMENT,
    Operation.REFRESH,
)
READS = REQUESTS[:6]
BATCHES = (Operation.ACQUIRE, Operation.MAKE, Operation.UPDATE, Operation.INCREMENT)
COMMITS = (
    Operation.T1,
    Operation.T2,
    Operation.T3,
    Operation.DECISION,
    Operation.READING,
    Operation.BOOKKEEPING,
)
ON_THE_WIRE = frozenset(
    {
        *(Fault.NO_ROUTE, Fault.DNS, Fault.TLS, Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.LATE, Fault.CUT, Fault.SLOW),
        *(Fault.FORBIDDEN, Fault.PAUSE, Fault.PAUSE_TOLD, Fault.SERVER, Fault.SERVER_APPLIED, Fault.SHAPE, Fault.HUGE),
    }
)
DRAWN: dict[Fault, tuple[Operation, ...]] = {
    **dict.fromkeys(sorted(ON_THE_WIRE), REQUESTS),
    Fault.PART: BATCHES,
    Fault.MIXED: BATCHES,
    Fault.UNLISTED: BATCHES,
    Fault.EXPIRED: REQUESTS,
    Fault.STALE: (Operation.VALUES, Operation.SINGLE, Operation.OWNERS),
    Fault.OWNER_LOST: (Operation.UPDATE, Operation.INCREMENT),
    Fault.ELSEWHERE: (Operation.VALUES, Operation.UPDATE, Operation.INCREMENT),
    Fault.CRASH: (*REQUESTS, *COMMITS, Operation.RUN),
    Fault.POWER_CUT: (*REQUESTS, *COMMITS, Operation.RUN),
    Fault.DISK: COMMITS,
    Fault.CLOCK: (Operation.RUN,),
    Fault.ZONE: (Operation.RUN,),
    Fault.KEYRING: (Operation.START, Operation.REFRESH),
    Fault.UNSENT_LOG: (Operation.RUN,),
}
"""The operations that each fault can meet in any episode."""
MET_BY = {fault: (*met, Operation.RELEASE) if Operation.ACQUIRE in met else met for fault, met in DRAWN.items()}
"""The same with what only episodes about owners ask for. All others are impossible, as `IMPOSSIBLE` says."""

IMPOSSIBLE: dict[Fault, str] = {
    **dict.fromkeys(sorted(ON_THE_WIRE), "it happens to requests, and a commit is none"),
    Fault.PART: "only a call with several items can be applied in part",
    Fault.MIXED: "only a call with several items is answered item by item",
    Fault.UNLISTED: "only a call with several items is answered item by item",
    Fault.EXPIRED: "it is an answer to a request",
    Fault.STALE: "only values and owners change while the program runs",
    Fault.OWNER_LOST: "only a write needs the ownership",
    Fault.ELSEWHERE: "only a value can be edited",
    Fault.CRASH: "nothing is under way at a start",
    Fault.POWER_CUT: "nothing is under way at a start",
    Fault.DISK: "only a commit needs the disk",
    Fault.CLOCK: "the clock is set between two steps, whatever they are",
    Fault.ZONE: "the profile says it whenever it is read",
    Fault.KEYRING: "the keyring is asked at the start and at a renewal alone",
    Fault.UNSENT_LOG: "it is started beside the first, whatever that one does",
}

Table = Counter[tuple[Fault, Operation]]


def never_hit(table: Table) -> list[tuple[Fault, Operation]]:
    """The possible cells that stayed empty."""
    return [(fault, operation) for fault, met in MET_BY.items() for operation in met if not table[fault, operation]]


def printed(table: Table) -> str:
    """The table as text: a row for each fault, a column for each operation, a dot where it cannot be."""
    names = [operation.value for operation in Operation]
    width = max(map(len, Fault))
    lines = [" " * width + "  " + " ".join(f"{name[:7]:>7}" for name in names)]
    for fault in Fault:
        cells = (str(table[fault, o]) if o in MET_BY[fault] else "·" for o in Operation)
        lines.append(f"{fault.value:<{width}}  " + " ".join(f"{cell:>7}" for cell in cells))
    return "\n".join(lines)
