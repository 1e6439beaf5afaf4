"""Decides what a lost answer to an increment, or to lines of a text, means from what is read afterwards.

An increment has no idempotency key: sent twice, it counts twice. So its base is stored, and a lost answer is settled by
evidence alone. One case cannot be detected: another writer who changes the same value by exactly the same difference
between the reading of the base and the reading back. Lines are looked for in the text itself, so that they can join a
text that others have changed in the meantime.
"""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct

from exist_desktop.domain.commands import Increment, Lines
from exist_desktop.domain.outbox.ops import Op, Phase
from exist_desktop.domain.text.append import Found, look_for
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value, same, total

SETTLING_SECONDS = 330.0
"""Longer than any request lives at the server; after a lost answer its key takes no request for this long."""
SECOND_READ_SHARE = 0.1
"""The second read of an unchanged base comes this share of the settling time after the first."""


class Verdict(Enum):
    """What to do with an increment, or with lines, whose answer was lost.

    JOIN_ANEW is for lines that have not arrived, in a text that has changed since.
    """

    ARRIVED = auto()
    WAIT = auto()
    LOOK_AGAIN = auto()
    SEND_AGAIN = auto()
    JOIN_ANEW = auto()
    THIRD_TOTAL = auto()
    MAYBE_TWICE = auto()


class Finding(Struct, frozen=True):
    """A verdict, and the instant of the next look; 0 if there is none."""

    verdict: Verdict
    not_before: float = 0.0


def judge(op: Op, read: Value | None, value_type: ValueType, now: float, settling: float = SETTLING_SECONDS) -> Finding:
    """Returns what `read`, the value that Exist has at `now`, says about the lost increment `op`."""
    assert isinstance(op.command, Increment)
    assert op.sent_at is not None
    assert op.phase is not None
    resent = op.phase.resent
    if same(read, total(op.before, op.command.delta), value_type):
        return Finding(Verdict.ARRIVED)
    if not same(read, op.before, value_type):
        return Finding(Verdict.MAYBE_TWICE if resent else Verdict.THIRD_TOTAL)
    settled_at = op.sent_at + settling
    if now < settled_at:
        return Finding(Verdict.WAIT, settled_at)
    if op.phase is Phase.ANSWERED:
        return Finding(Verdict.ARRIVED)  # it was counted; someone else has restored the former value since
    second_read_at = (op.checked_at or now) + settling * SECOND_READ_SHARE
    if not op.phase.seen_base:
        return Finding(Verdict.LOOK_AGAIN, now + settling * SECOND_READ_SHARE)
    if now < second_read_at:
        return Finding(Verdict.WAIT, second_read_at)
    return Finding(Verdict.SEND_AGAIN)


def judge_lines(op: Op, read: Value | None, now: float, settling: float = SETTLING_SECONDS) -> Finding:
    """Returns what `read`, the text that Exist has at `now`, says about the lost lines `op`."""
    assert isinstance(op.command, Lines)
    assert op.sent_at is not None
    assert op.phase is not None
    found = look_for(op.command.changes, op.base, read)
    if found is Found.ALL:
        return Finding(Verdict.ARRIVED)
    settled_at = op.sent_at + settling
    if now < settled_at:
        return Finding(Verdict.WAIT, settled_at)
    if found is Found.UNCLEAR:
        return Finding(Verdict.THIRD_TOTAL)
    if not op.phase.seen_base:
        return Finding(Verdict.LOOK_AGAIN, now + settling * SECOND_READ_SHARE)
    second_read_at = (op.checked_at or now) + settling * SECOND_READ_SHARE
    if now < second_read_at:
        return Finding(Verdict.WAIT, second_read_at)
    unchanged = same(read, op.base, ValueType.TEXT)
    return Finding(Verdict.SEND_AGAIN if unchanged else Verdict.JOIN_ANEW)
