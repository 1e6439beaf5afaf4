"""The transitions of a wish: from which states to which, and what each one clears. Nothing else writes its state."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import TypedDict, Unpack

from exist_desktop.domain.outbox.ops import EntryState, Reason
from exist_desktop.store.outbox.state_table import Rule, change_state
from exist_desktop.store.transaction import Transaction


class WishTransition(Enum):
    """What happens to a take-over, a give-back or a creation."""

    BEGIN = auto()
    """A request for it is about to leave."""
    LOSE_ANSWER = auto()
    """Its request may have been applied, and the next reading says whether."""
    ANSWER = auto()
    """Exist said that it did it, and the next reading says who the owner is now."""
    RESTORE = auto()
    """`manual` was asked for as it was before; the release comes next."""
    RETURN = auto()
    """It was not applied, or may be repeated, and waits again."""
    RELEASE = auto()
    """The reason for holding it is gone."""
    HOLD = auto()
    """It needs the person, or has to wait."""
    FINISH = auto()
    """It is in Exist."""
    OVERTAKE = auto()
    """It has left, and the person has wanted the opposite since."""
    WITHDRAW = auto()
    """It has not left, and the person does not want it any more."""


_WAITING = frozenset({EntryState.WAITING, EntryState.HELD})
_LEFT = frozenset({EntryState.SENDING, EntryState.CHECKING})

WISH_TRANSITIONS: Mapping[WishTransition, Rule[EntryState]] = MappingProxyType(
    {
        WishTransition.BEGIN: Rule(frozenset({EntryState.WAITING}), EntryState.SENDING, "answered = 0"),
        WishTransition.LOSE_ANSWER: Rule(_LEFT, EntryState.CHECKING),
        WishTransition.ANSWER: Rule(_LEFT, EntryState.CHECKING, "answered = 1"),
        WishTransition.RESTORE: Rule(_LEFT, EntryState.WAITING),
        WishTransition.RETURN: Rule(_WAITING | _LEFT, EntryState.WAITING, "reason = NULL"),
        WishTransition.RELEASE: Rule(
            frozenset({EntryState.HELD}),
            EntryState.WAITING,
            "reason = NULL, detail = '', strange = 0, not_before = 0",
        ),
        # What is on its way is held too, where the database may be older than what was sent.
        WishTransition.HOLD: Rule(_WAITING | _LEFT, EntryState.HELD),
        # A reading may show that what waits or is held is as wanted already.
        WishTransition.FINISH: Rule(_WAITING | _LEFT, EntryState.SENT, "reason = NULL"),
        WishTransition.OVERTAKE: Rule(_LEFT, EntryState.UNDONE),
        WishTransition.WITHDRAW: Rule(_WAITING, EntryState.UNDONE, "reason = NULL"),
    }
)


class WishColumns(TypedDict, total=False):
    """The columns that a transition may set beside the state. Instants are seconds since 1970."""

    attribute: str
    reason: Reason
    detail: str
    strange: int
    restored_at: float
    sent_at: float
    not_before: float
    settled_at: float


def move(tx: Transaction, number: int, transition: WishTransition, **columns: Unpack[WishColumns]) -> None:
    """Moves a wish to its next state and sets these columns. Raises `NoSuchTransitionError`."""
    change_state(tx, "owner_entry", number, transition, WISH_TRANSITIONS[transition], columns)
