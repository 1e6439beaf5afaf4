"""What a person can do about an entry, by its state and by the reason that holds it."""

from __future__ import annotations

import math
from enum import Enum, auto

from exist_desktop.domain.outbox.ops import EntryKind, EntryState, OutboxLine, Reason
from exist_desktop.domain.ownership.entries import AnyLine, OwnerKind, OwnerLine
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value


class OutboxAction(Enum):
    """What a person can do about an entry.

    `USE_MINE` sends it as it is, `KEEP_THEIRS` leaves Exist's value, `USE_BOTH` puts its text below Exist's.
    """

    UNDO = auto()
    CORRECT = auto()
    TAKE_OVER = auto()
    USE_MINE = auto()
    KEEP_THEIRS = auto()
    USE_BOTH = auto()
    SIGN_IN = auto()
    DISCARD = auto()
    BRING_BACK = auto()


HELD_ACTIONS: dict[Reason, tuple[OutboxAction, ...]] = {
    Reason.OWNER: (OutboxAction.TAKE_OVER, OutboxAction.DISCARD),
    Reason.OWNER_LOST: (OutboxAction.TAKE_OVER, OutboxAction.DISCARD),
    Reason.GIVEN_BACK: (OutboxAction.TAKE_OVER, OutboxAction.DISCARD),
    Reason.INACTIVE: (OutboxAction.TAKE_OVER, OutboxAction.DISCARD),
    Reason.SCOPE: (OutboxAction.SIGN_IN, OutboxAction.DISCARD),
    Reason.INVALID: (OutboxAction.CORRECT, OutboxAction.DISCARD),
    Reason.REFUSED: (OutboxAction.USE_MINE, OutboxAction.CORRECT, OutboxAction.DISCARD),
    Reason.NOT_FOUND: (OutboxAction.USE_MINE, OutboxAction.DISCARD),
    Reason.TYPE_CHANGED: (OutboxAction.CORRECT, OutboxAction.DISCARD),
    Reason.ENDPOINT: (OutboxAction.USE_MINE, OutboxAction.DISCARD),
    Reason.STRANGE: (OutboxAction.USE_MINE, OutboxAction.DISCARD),
    Reason.CHANGED_ELSEWHERE: (OutboxAction.USE_MINE, OutboxAction.KEEP_THEIRS),
    Reason.THIRD_TOTAL: (OutboxAction.USE_MINE, OutboxAction.KEEP_THEIRS, OutboxAction.CORRECT),
    Reason.MAYBE_TWICE: (OutboxAction.USE_MINE, OutboxAction.KEEP_THEIRS, OutboxAction.CORRECT),
    Reason.CANNOT_READ: (OutboxAction.SIGN_IN, OutboxAction.CORRECT, OutboxAction.KEEP_THEIRS),
    Reason.BELOW_ZERO: (OutboxAction.CORRECT, OutboxAction.KEEP_THEIRS),
    Reason.RESTORED: (OutboxAction.USE_MINE, OutboxAction.DISCARD),
    Reason.TOO_LONG: (OutboxAction.CORRECT, OutboxAction.USE_MINE, OutboxAction.DISCARD),
    Reason.LAST_TEXT: (OutboxAction.CORRECT, OutboxAction.DISCARD),
}
"""The actions for each reason, the likeliest first."""
_OF_LINES: dict[Reason, tuple[OutboxAction, ...]] = {
    Reason.THIRD_TOTAL: (OutboxAction.USE_MINE, OutboxAction.KEEP_THEIRS),
    Reason.CANNOT_READ: (OutboxAction.SIGN_IN, OutboxAction.DISCARD),
}
"""Other actions for words that are appended to a text or taken out of it: there is no total to set."""


def actions(line: AnyLine) -> tuple[OutboxAction, ...]:
    """Returns what the person can do about the entry now, the likeliest first."""
    if isinstance(line, OwnerLine):
        return _owner_actions(line)
    match line.entry.state:
        case EntryState.WAITING | EntryState.SENDING | EntryState.CHECKING:
            return (OutboxAction.UNDO,)
        case EntryState.HELD:
            return _held_actions(line) if line.entry.reason else (OutboxAction.DISCARD,)
        case EntryState.SENT:
            return () if line.back is None else (OutboxAction.UNDO,)
        case EntryState.UNDONE:
            return (OutboxAction.BRING_BACK,) if line.returns else ()


def _owner_actions(line: OwnerLine) -> tuple[OutboxAction, ...]:
    """Returns what the person can do about a take-over, a give-back or a creation. One that holds no more is done."""
    kind, state = line.entry.kind, line.entry.state
    match state:
        case EntryState.HELD if line.entry.reason is Reason.SCOPE:
            return (OutboxAction.SIGN_IN, OutboxAction.DISCARD)
        case EntryState.HELD:
            return (OutboxAction.USE_MINE, OutboxAction.DISCARD)
        case EntryState.SENT:
            holds = line.attribute.owned is not (kind is OwnerKind.GIVE_BACK)
            return (OutboxAction.UNDO,) if holds else ()
        case EntryState.UNDONE:
            return ()
        case EntryState.SENDING | EntryState.CHECKING if kind is OwnerKind.CREATE:
            return ()
        case _:
            return (OutboxAction.UNDO,)


def _held_actions(line: OutboxLine) -> tuple[OutboxAction, ...]:
    """Returns the actions for a held entry. Two versions of a text can also be joined."""
    reason = line.entry.reason
    assert reason is not None
    if line.entry.kind in (EntryKind.APPEND, EntryKind.TAKE_OUT):
        return _OF_LINES.get(reason) or HELD_ACTIONS[reason]
    texts = reason is Reason.CHANGED_ELSEWHERE and isinstance(line.entry.amount, str)
    return (*HELD_ACTIONS[reason], OutboxAction.USE_BOTH) if texts else HELD_ACTIONS[reason]


def theirs(line: OutboxLine) -> Value | None:
    """Returns Exist's value if the person chooses between it and their own, else None. The detail has it as text."""
    kind, detail = line.attribute.value_type, line.entry.detail
    if OutboxAction.KEEP_THEIRS not in actions(line):
        return None
    if kind is ValueType.TEXT:
        return detail
    try:
        number = float(detail)  # written by the worker, so it is not localised
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return number if kind.rules.fractions else int(number)
