"""The transitions of an op: from which states to which, and what each one clears. Nothing else writes an op's state."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import TypedDict, Unpack

from exist_desktop.domain.outbox.ops import OpState, Outcome, Phase, Reason
from exist_desktop.domain.values import Value
from exist_desktop.store.outbox.state_table import Rule, change_state
from exist_desktop.store.transaction import Transaction


class Transition(Enum):
    """What happens to an op."""

    BEGIN = auto()
    """A request with it is about to leave."""
    LOSE_ANSWER = auto()
    """Its request may have been applied, and the answer was lost."""
    GO_ON_CHECKING = auto()
    """It was looked for, and has to be looked for again."""
    LOOK_AGAIN = auto()
    """The reason for the doubt may be gone, so it is looked for again."""
    RETURN = auto()
    """It surely was not applied, and waits again."""
    RELEASE = auto()
    """The reason for holding it is gone."""
    HOLD = auto()
    """It surely was not applied, and needs the person."""
    DOUBT = auto()
    """It may have been applied, and only the person can decide."""
    FINISH = auto()
    """It is in Exist, or need not go there any more."""
    DROP = auto()
    """It has no entries left, or another op has them now."""


_WAITING = frozenset({OpState.PENDING, OpState.HELD})
_IN_FLIGHT = frozenset({OpState.SENDING, OpState.UNKNOWN, OpState.DOUBT})
_LEFT = frozenset({OpState.SENDING, OpState.UNKNOWN})

TRANSITIONS: Mapping[Transition, Rule[OpState]] = MappingProxyType(
    {
        Transition.BEGIN: Rule(
            frozenset({OpState.PENDING, OpState.UNKNOWN}),
            OpState.SENDING,
            "checked_at = NULL, not_before = 0, attempts = attempts + 1",
        ),
        Transition.LOSE_ANSWER: Rule(_LEFT, OpState.UNKNOWN, "not_before = 0"),
        Transition.GO_ON_CHECKING: Rule(_LEFT, OpState.UNKNOWN),
        Transition.LOOK_AGAIN: Rule(
            frozenset({OpState.DOUBT}), OpState.UNKNOWN, "reason = NULL, detail = '', not_before = 0"
        ),
        Transition.RETURN: Rule(
            _WAITING | _IN_FLIGHT,
            OpState.PENDING,
            "base = NULL, total = NULL, checked_at = NULL, reason = NULL, detail = ''",
        ),
        Transition.RELEASE: Rule(
            frozenset({OpState.HELD}), OpState.PENDING, "reason = NULL, detail = '', strange = 0, not_before = 0"
        ),
        Transition.HOLD: Rule(_WAITING, OpState.HELD),
        # Another process that found the database behind the unsent log may have held it while its answer was coming.
        Transition.DOUBT: Rule(_IN_FLIGHT | {OpState.HELD}, OpState.DOUBT),
        Transition.FINISH: Rule(_WAITING | _IN_FLIGHT, OpState.DONE, "reason = NULL"),
        Transition.DROP: Rule(_WAITING | _IN_FLIGHT, OpState.DROPPED, "reason = NULL"),
    }
)


class Columns(TypedDict, total=False):
    """The columns that a transition may set beside the state. Instants are seconds since 1970."""

    base: Value | None
    total: Value | None
    phase: Phase | None
    reason: Reason
    detail: str
    outcome: Outcome
    strange: int
    sent_at: float
    checked_at: float
    not_before: float
    settled_at: float


def move(tx: Transaction, op_id: int, transition: Transition, **columns: Unpack[Columns]) -> None:
    """Moves an op to its next state and sets these columns. Raises `NoSuchTransitionError`."""
    change_state(tx, "op", op_id, transition, TRANSITIONS[transition], columns)
