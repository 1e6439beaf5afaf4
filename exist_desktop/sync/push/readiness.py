"""Decides whether an op may be sent: its value was just read, and nothing newer is overwritten without asking.

An addition needs its base. A total that could lower a number or replace a text is compared with what Exist has. Other
totals are compared only if they waited long. A total whose answers made no sense is looked for before it is held.
"""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute, Template, is_compared
from exist_desktop.domain.commands import Increment, SetValue
from exist_desktop.domain.outbox.op_outcome import Arrived, WasHeld
from exist_desktop.domain.outbox.ops import Op, Outcome, Phase, Reason
from exist_desktop.domain.value_types import RANGES, ValueType
from exist_desktop.domain.values import NOT_READ, NotRead, Value, number, same, total
from exist_desktop.store.history import Reading
from exist_desktop.store.outbox.ops import Dispatch, Outbox
from exist_desktop.sync.push.case import Case, Decision, Later, NeedsValue, Ready
from exist_desktop.sync.push.steps import STRANGE_LIMIT

OLD_TOTAL_SECONDS = 15 * 60.0
"""Other totals that waited longer than this are compared with what was on screen when they were typed."""


def readiness(op: Op, command: SetValue | Increment, known: Attribute | Template, case: Case) -> Decision:
    """Decides whether what an op depends on has been read, and does not change what the person meant."""
    if isinstance(command, Increment):
        return _addition(op, command, known.value_type, case)
    if is_compared(known.name, known.value_type):
        return _compared(op, command, known.value_type, case)
    waited_long = abs(case.moment.now - op.since) > OLD_TOTAL_SECONDS  # a clock that was set says nothing
    if not waited_long or op.key.attribute in case.moment.unreadable or NOT_READ in case.outbox.seen.get(op.id, ()):
        return Ready(Dispatch(op.id, command))
    reading = case.fresh(op.key)
    if reading is None:
        return NeedsValue(op.key)
    if not _expected(op, command, reading, known.value_type, case.outbox):
        return WasHeld(op.id, Reason.CHANGED_ELSEWHERE, told(reading.value))
    return Ready(Dispatch(op.id, command))


def after_strange_answers(op: Op, case: Case) -> Decision | None:
    """Holds an op after some answers in a row that made no sense, unless it is a total that Exist has by now."""
    moment, held = case.moment, WasHeld(op.id, Reason.STRANGE)
    if op.strange < STRANGE_LIMIT:
        return None
    value_type = case.outbox.type_of(op.key.attribute)
    if not isinstance(op.command, SetValue) or op.phase is not Phase.LOST or _was_shown(op, op.command, value_type):
        return held
    if moment.blind or op.key.attribute in moment.unreadable or op.strange > STRANGE_LIMIT:
        return held  # it cannot be looked for, or what was found made no sense either
    reading = case.fresh(op.key, op.sent_at or 0.0)
    if reading is None:
        return NeedsValue(op.key)
    assert not isinstance(reading.value, NotRead)
    there = same(reading.value, op.command.value, value_type)
    return Arrived(op.id, Outcome.COMPARED, op.command.value) if there else held


def _was_shown(op: Op, command: SetValue, value_type: ValueType) -> bool:
    """Whether Exist had the total before: then finding it there says nothing."""
    return not isinstance(op.shown, NotRead) and same(op.shown, command.value, value_type)


def _addition(op: Op, command: Increment, value_type: ValueType, case: Case) -> Decision:
    if op.key.attribute in case.moment.unreadable:
        return WasHeld(op.id, Reason.CANNOT_READ)
    reading = case.fresh(op.key)
    if reading is None:
        return NeedsValue(op.key)
    base = number(reading.value)
    if isinstance(base, NotRead):
        return WasHeld(op.id, Reason.STRANGE)
    if not same(base, reading.written, value_type) and (later := unless_certain(op, reading, case)) is not None:
        return later
    if total(base, command.delta) < RANGES[value_type][0]:
        return WasHeld(op.id, Reason.BELOW_ZERO, told(base))
    return Ready(Dispatch(op.id, command, base or 0))


def _compared(op: Op, command: SetValue, value_type: ValueType, case: Case) -> Decision:
    """Sends a total that could overwrite something newer only after this run has read its key."""
    if op.key.attribute in case.moment.unreadable:
        unseen = value_type is ValueType.TEXT
        return WasHeld(op.id, Reason.CANNOT_READ) if unseen else Ready(Dispatch(op.id, command))
    reading = case.fresh(op.key, case.moment.began)
    if reading is None:
        return NeedsValue(op.key)
    assert not isinstance(reading.value, NotRead)
    harmless = not _takes_away(reading.value, command.value)
    if harmless or _expected(op, command, reading, value_type, case.outbox):
        return Ready(Dispatch(op.id, command, reading.value))
    if (later := unless_certain(op, reading, case)) is not None:
        return later
    return WasHeld(op.id, Reason.CHANGED_ELSEWHERE, told(reading.value))


def _takes_away(theirs: Value | None, mine: Value) -> bool:
    """Whether a total would replace a text, or lower a number."""
    if isinstance(theirs, str):
        return bool(theirs.strip())
    return theirs is not None and not isinstance(mine, str) and theirs > mine


def _expected(op: Op, command: SetValue, reading: Reading, value_type: ValueType, outbox: Outbox) -> bool:
    """Whether the person saw the value that Exist has, or it is the new total, or this program sent it."""
    if isinstance(reading.value, NotRead):
        return False
    sent = () if reading.written is None else (reading.written,)
    agreed = () if op.accepted is None else (op.accepted,)
    known = (op.shown, command.value, *sent, *agreed, *outbox.seen.get(op.id, ()))
    return any(same(reading.value, value, value_type) for value in known if not isinstance(value, NotRead))


def unless_certain(op: Op, reading: Reading, case: Case) -> Decision | None:
    """Returns that it waits and is read again, if a reading so soon after a write may show the value before it."""
    if not may_lag(reading, case.moment.settling):
        return None
    certain_at = reading.written_at + case.moment.settling
    return Later(certain_at) if case.moment.now < certain_at else NeedsValue(op.key)


def told(value: Value | NotRead | None) -> str:
    """Returns a value as text, for the reason why an op is held."""
    return "" if value is None or isinstance(value, NotRead) else str(value)


def may_lag(reading: Reading, settling: float) -> bool:
    """Whether a reading may show the value before this client's write: a server can read from an older copy."""
    return reading.at < reading.written_at + settling
