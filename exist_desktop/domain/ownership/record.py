"""Who filled an attribute, from when to when, and why that changed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, StrEnum, auto

from msgspec import Struct

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, Owner, Service
from exist_desktop.domain.ownership.entries import OwnerKind


class Filler(Struct, frozen=True):
    """Who fills an attribute: nobody, this client, or another service, which is named."""

    owner: Owner
    service: Service | None = None

    @classmethod
    def of(cls, attribute: Attribute | None) -> Filler:
        """Returns who fills the attribute, as last read."""
        return NOBODY if attribute is None else cls(attribute.owner, attribute.service)


NOBODY = Filler(Owner.NOBODY)


class Why(StrEnum):
    """Why the owner changed. `ELSEWHERE` is a change between other services, or to this client on another computer."""

    TAKEN_OVER = "taken_over"
    GIVEN_BACK = "given_back"
    CREATED = "created"
    LOST = "lost"
    ELSEWHERE = "elsewhere"


class OwnerChange(Struct, frozen=True):
    """One change of an owner. `at` is when this computer learned of it, in seconds since 1970.

    `manual` and `active` are what the attribute was before. `seen` is whether a loss was shown to the person.
    """

    id: int
    attribute: str
    at: float
    before: Filler
    after: Filler
    why: Why
    manual: bool | None = None
    active: bool = True
    seen: bool = False

    @property
    def undone_by(self) -> OwnerKind | None:
        """What takes the change back, or None if it was not this client's."""
        if self.before.owner is self.after.owner:
            return None
        if self.after.owner is Owner.THIS_CLIENT:
            return OwnerKind.GIVE_BACK
        return OwnerKind.TAKE_OVER if self.before.owner is Owner.THIS_CLIENT else None


class Outlook(Enum):
    """What becomes of an attribute that is given back."""

    NAMED = auto()
    """One other service can fill it and gets it."""
    ONE_OF_SEVERAL = auto()
    """Exist chooses among several."""
    HIDDEN = auto()
    """Nobody else can: it becomes inactive and is hidden in Exist."""
    NOT_KNOWN = auto()
    """Exist has not said who else could fill it."""


class Successor(Struct, frozen=True):
    """To whom an attribute goes when it is given back.

    `delicate` is whether it is mood or its note: which service gets them is not known for certain.
    """

    outlook: Outlook
    services: tuple[Service, ...] = ()
    delicate: bool = False


def successor(attribute: Attribute, available: Sequence[Service] | None, ours: frozenset[str]) -> Successor:
    """Returns to whom an attribute goes. `available` are the services that can fill it, `ours` names of this client."""
    delicate = attribute.name in (MOOD, MOOD_NOTE)
    if available is None:
        return Successor(Outlook.NOT_KNOWN, (), delicate)
    others = tuple(service for service in available if service.name not in ours)
    if not others:
        return Successor(Outlook.HIDDEN, (), delicate)
    return Successor(Outlook.NAMED if len(others) == 1 else Outlook.ONE_OF_SEVERAL, others, delicate)
