"""What a person wants of an attribute's owner: to take it over, to give it back, or to create it.

These entries have no day and no value. They wait, are sent, checked and undone like all others, and are numbered
together with them, so that a number means one line of the Outbox.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.outbox.ops import Entry, EntryState, OutboxLine, Reason


class OwnerKind(StrEnum):
    """What is wanted. A take-over acquires, a give-back releases."""

    TAKE_OVER = "take-over"
    GIVE_BACK = "give-back"
    CREATE = "create"

    @property
    def opposite(self) -> OwnerKind:
        """What undoes it once it is in Exist. What was created can only be given back."""
        return OwnerKind.TAKE_OVER if self is OwnerKind.GIVE_BACK else OwnerKind.GIVE_BACK


class OwnerRequest(StrEnum):
    """The two requests that change an owner."""

    ACQUIRE = "acquire"
    RELEASE = "release"


class OwnerEntry(Struct, frozen=True):
    """One wish about the owner of an attribute. All instants are in seconds since 1970.

    `manual` is what a give-back restores before it releases, None for nothing, and `restored_at` when that was asked
    for; a take-over of what is half given back has in `manual` what it puts back. `sent_at` is when the last request
    left, `answered` whether Exist said that it did it. `strange` counts answers that made no sense.
    """

    id: int
    uid: str
    kind: OwnerKind
    attribute: str
    at: float
    state: EntryState
    manual: bool | None = None
    restored_at: float | None = None
    sent_at: float | None = None
    answered: bool = False
    not_before: float = 0.0
    strange: int = 0
    reason: Reason | None = None
    detail: str = ""
    settled_at: float | None = None

    @property
    def in_flight(self) -> bool:
        """Whether its request may have been applied, and that is not known yet."""
        return self.state in (EntryState.SENDING, EntryState.CHECKING)

    @property
    def open(self) -> bool:
        """Whether it is not in Exist yet, and not undone."""
        return self.state not in (EntryState.SENT, EntryState.UNDONE)


class OwnerLine(Struct, frozen=True):
    """A wish as the Outbox lists it, with its attribute.

    `unsent` counts the entries of the attribute that are sent before it is given back, `undecided` those of them that
    need the person first.
    """

    entry: OwnerEntry
    attribute: Attribute
    unsent: int = 0
    undecided: int = 0


AnyLine = OutboxLine | OwnerLine
"""A line of the Outbox: of a value, or of an owner."""
AnyEntry = Entry | OwnerEntry
"""What a person has saved: a value, or what they want of an owner. Their numbers are of one count."""
