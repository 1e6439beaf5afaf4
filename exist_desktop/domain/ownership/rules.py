"""When the person is asked before this client acquires an attribute, and who else could be meant by a new one."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.parsing.spelling import key

ABOUT_THE_OWNER = frozenset({Reason.OWNER, Reason.OWNER_LOST, Reason.GIVEN_BACK, Reason.INACTIVE})
"""Reasons that a take-over removes."""


class Ownership(Struct, frozen=True):
    """What this computer knows about the owner of an attribute, beyond what Exist last said.

    `was_owned` says that this client has been the owner and did not give it back. The instants are in seconds since
    1970: when a write failed because this client was not the owner, when the attribute was acquired again after that,
    and when it was given back.
    """

    was_owned: bool = False
    denied_at: float | None = None
    reacquired_at: float | None = None
    given_back_at: float | None = None


def asked_first(attribute: Attribute, known: Ownership) -> Reason | None:
    """Returns why the person is asked before this client acquires the attribute, or None if it may do so.

    It may if nobody fills it, it is in use, and it was neither lost nor given back.
    """
    match attribute.owner:
        case Owner.THIS_CLIENT:
            return None
        case Owner.ANOTHER_SERVICE:
            return Reason.OWNER_LOST if known.was_owned else Reason.OWNER
        case Owner.NOBODY if known.given_back_at is not None:
            return Reason.GIVEN_BACK
        case Owner.NOBODY if not attribute.active:
            return Reason.INACTIVE
        case Owner.NOBODY:
            return Reason.OWNER_LOST if known.was_owned else None


def twin(label: str, attributes: Iterable[Attribute]) -> Attribute | None:
    """Returns the attribute that is probably meant by the label of a new one: the same name, label or template.

    A tag that is shown as one with another is a label of that one.
    """
    wanted = key(label)
    for attribute in (one for one in attributes if not one.part_of):
        if wanted in (*map(key, attribute.spellings), key(attribute.name), key(attribute.template or "")):
            return attribute
    return None
