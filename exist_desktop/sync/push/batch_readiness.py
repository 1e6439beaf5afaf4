"""Decides whether an op of a batch may be sent: what Exist has is looked at first, and the person has said what counts.

Nobody sits there to be asked about each of some thousand values. So Exist's value stays, or is replaced, as was decided
once for all of its kind; what is there already is not sent.
"""

from __future__ import annotations

from exist_desktop.domain.commands import SetValue
from exist_desktop.domain.outbox.batches import Differing
from exist_desktop.domain.outbox.op_outcome import Arrived, GaveWay, WasHeld
from exist_desktop.domain.outbox.ops import Op, Outcome, Phase, Reason
from exist_desktop.domain.value_types import EmptyDay, ValueType
from exist_desktop.domain.values import NotRead, Value, same
from exist_desktop.store.outbox.ops import Dispatch
from exist_desktop.sync.push.case import Case, Decision, NeedsValue, Ready
from exist_desktop.sync.push.readiness import unless_certain


def decided_before(op: Op) -> bool:
    """Whether it was decided when the batch was entered what becomes of another value in Exist."""
    return op.differing in (Differing.KEEP, Differing.REPLACE) and isinstance(op.command, SetValue)


def readiness_in_batch(op: Op, command: SetValue, value_type: ValueType, case: Case) -> Decision:
    """Decides about a total of a batch by a fresh reading of its key."""
    replaces = op.differing is Differing.REPLACE
    if op.key.attribute in case.moment.unreadable:
        return Ready(Dispatch(op.id, command)) if replaces else WasHeld(op.id, Reason.CANNOT_READ)
    reading = case.fresh(op.key)
    if reading is None:
        return NeedsValue(op.key)
    assert not isinstance(reading.value, NotRead)
    if same(reading.value, command.value, value_type):
        lost = op.phase is Phase.LOST
        return Arrived(op.id, Outcome.COMPARED, command.value) if lost else GaveWay(op.id, command)
    if replaces or _is_nothing(reading.value, value_type) or _was_shown(op, reading.value, value_type):
        return Ready(Dispatch(op.id, command, reading.value))
    return unless_certain(op, reading, case) or GaveWay(op.id, command)


def _is_nothing(theirs: Value | None, value_type: ValueType) -> bool:
    """Whether Exist has no value there. It has 0 on the empty days of quantities and tags."""
    if isinstance(theirs, str):
        return not theirs.strip()
    return theirs is None or (theirs == 0 and value_type.rules.empty_day is EmptyDay.ZERO)


def _was_shown(op: Op, theirs: Value | None, value_type: ValueType) -> bool:
    """Whether it is what the person saw when the batch was entered, or what a batch takes back."""
    return not isinstance(op.shown, NotRead) and same(theirs, op.shown, value_type)
