"""Sending lines: to which text they are added or from which they are taken, and how many of them have room."""

from __future__ import annotations

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, text_limit
from exist_desktop.domain.commands import Key, LineChange, Lines
from exist_desktop.domain.outbox.op_outcome import Arrived, FoundThere, WasHeld
from exist_desktop.domain.outbox.ops import Op, Outcome, Phase, Reason
from exist_desktop.domain.text.append import applied, done_already, fitting, holds
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NotRead, Value, same
from exist_desktop.store.history import Reading
from exist_desktop.store.outbox.ops import Dispatch, Outbox
from exist_desktop.sync.push.case import Case, Decision, Later, NeedsValue, Ready
from exist_desktop.sync.push.readiness import may_lag


def readiness_of_lines(op: Op, lines: Lines, case: Case) -> Decision:
    """Decides about lines. They change the text as it is now, so it is read after the last of them was entered."""
    moment = case.moment
    if op.key.attribute in moment.unreadable:
        return WasHeld(op.id, Reason.CANNOT_READ)
    reading = case.fresh(op.key)
    if reading is None or reading.at < op.since <= moment.now:
        return NeedsValue(op.key)
    there = _text(reading)
    if not _shows_what_was_written(op.key, there, reading.written, case.outbox) and may_lag(reading, moment.settling):
        certain_at = reading.written_at + moment.settling
        return Later(certain_at) if moment.now < certain_at else NeedsValue(op.key)
    if op.phase is Phase.LOST:
        return FoundThere(op.id, lines, done_already(lines.changes, there))
    return _dispatch(op, lines.changes, there, _longest(op.key, case.outbox))


def _text(reading: Reading) -> str:
    """Returns the text, empty if there is none. A number becomes its digits, so that it is not lost."""
    assert not isinstance(reading.value, NotRead)
    return "" if reading.value is None else str(reading.value)


def _dispatch(op: Op, changes: tuple[LineChange, ...], base: str, longest: int | None) -> Decision:
    """Sends as many lines as the text has room for, from the first. A missing line cannot be taken out."""
    room = len(changes) if longest is None else fitting(base, changes, longest)
    leaving = changes[:room]
    total = applied(base, leaving)
    if same(total, base, ValueType.TEXT):
        nothing = Arrived(op.id, Outcome.CANCELLED_OUT, of=op.command)
        return nothing if room == len(changes) else WasHeld(op.id, Reason.TOO_LONG, base)
    return Ready(Dispatch(op.id, op.command, base, total, room if room < len(changes) else None))


def _shows_what_was_written(key: Key, there: str, written: Value | None, outbox: Outbox) -> bool:
    """Whether a text is as this client left it, or still has everything that this client added."""
    return holds(there, written) if key in outbox.only_added else same(there, written, ValueType.TEXT)


def _longest(key: Key, outbox: Outbox) -> int | None:
    """Returns how many characters the note may have. The limit of other texts is not known here."""
    if key.attribute != MOOD_NOTE:
        return None
    mood = outbox.attributes.get(MOOD)
    return text_limit(MOOD_NOTE, mood.value_type if mood else ValueType.QUANTITY)


def has_room(op: Op, outbox: Outbox) -> bool:
    """Whether the text has become shorter, so that there is room for another line."""
    reading, longest = outbox.readings.get(op.key), _longest(op.key, outbox)
    known = reading is not None and not isinstance(reading.value, NotRead)
    if reading is None or not known or longest is None or not isinstance(op.command, Lines):
        return False
    on_its_way = any(one.key == op.key and one.id != op.id for one in outbox.ops)
    return not on_its_way and fitting(_text(reading), op.command.changes, longest) > 0
