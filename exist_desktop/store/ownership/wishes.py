"""The commands of a person about owners: take over, give back, undo.

The opposite of what still waits withdraws that. The opposite of what is on its way waits behind it.
"""

from __future__ import annotations

from typing import Protocol

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind, OwnerRequest
from exist_desktop.errors import NotPossibleError, NotPossibleKind, UnknownAttributeError
from exist_desktop.store import catalogue
from exist_desktop.store.outbox import consent, creations
from exist_desktop.store.ownership import entries, owners, record
from exist_desktop.store.transaction import Transaction


class OwnerCommand(Protocol):
    """Take over, or give back."""

    def __call__(self, tx: Transaction, name: str, uid: str, now: float) -> OwnerEntry | None:
        """Saves it for an attribute. Returns what is to be sent for it, None for nothing."""


def take_over(tx: Transaction, name: str, uid: str, now: float) -> OwnerEntry | None:
    """Saves that this client shall fill the attribute. Entries that were held for that wait for it.

    Returns None if nothing is left to do, since giving it back was only withdrawn. Raises `UnknownAttributeError`, and
    `NotPossibleError` if this client fills it already.
    """
    attribute = _known(tx, name)
    waiting, flying = _open(tx, name)
    if waiting is not None and waiting.kind is OwnerKind.TAKE_OVER:
        entries.retry(tx, waiting.id)
        return entries.get(tx, waiting.id)
    if waiting is not None:
        entries.withdraw(tx, waiting.id, now)
    if flying is not None and flying.kind is OwnerKind.TAKE_OVER:
        return flying
    halfway = _half_given_back(waiting, flying)
    if flying is None and halfway is None and attribute.owned and not _may_be_released(tx, name, now):
        if waiting is None and catalogue.ownerships(tx)[name].denied_at is None:
            raise NotPossibleError(NotPossibleKind.OURS_ALREADY, attribute.label)
        if waiting is not None:
            return None
    wanted = entries.add(tx, OwnerKind.TAKE_OVER, name, uid, now, manual=halfway)
    consent.free_for_owner(tx, name)
    return wanted


def give_back(tx: Transaction, name: str, uid: str, now: float) -> OwnerEntry | None:
    """Saves that this client shall not fill the attribute any more. What waits for it is sent before.

    Returns None if nothing is left to do, since taking it over was only withdrawn. Raises `UnknownAttributeError`, and
    `NotPossibleError` if this client does not fill it.
    """
    attribute = _known(tx, name)
    waiting, flying = _open(tx, name)
    if waiting is not None and waiting.kind is OwnerKind.GIVE_BACK:
        entries.retry(tx, waiting.id)
        return entries.get(tx, waiting.id)
    if waiting is not None:
        entries.withdraw(tx, waiting.id, now)
    if flying is not None and flying.kind is OwnerKind.GIVE_BACK:
        return flying
    if flying is None and not attribute.owned and not _may_be_acquired(tx, name, now):
        if waiting is None:
            raise NotPossibleError(NotPossibleKind.NOT_OURS, attribute.label)
        return None
    return entries.add(tx, OwnerKind.GIVE_BACK, name, uid, now, manual=record.manual_before(tx, name))


def undo(tx: Transaction, wanted: OwnerEntry, uid: str, now: float) -> OwnerEntry | None:
    """Withdraws what has not left. For what has, saves the opposite and returns it.

    Raises `NotPossibleError` if it was undone before, or cannot be undone.
    """
    match wanted.state, wanted.kind:
        case EntryState.UNDONE, _:
            raise NotPossibleError(NotPossibleKind.ALREADY_UNDONE)
        case EntryState.SENDING | EntryState.CHECKING, OwnerKind.CREATE:
            raise NotPossibleError(NotPossibleKind.ALREADY_SENDING)
        case EntryState.WAITING | EntryState.HELD, OwnerKind.CREATE:
            entries.withdraw(tx, wanted.id, now)
            creations.withdraw(tx, wanted.attribute, now)
            return None
        case EntryState.WAITING | EntryState.HELD, OwnerKind.TAKE_OVER:
            entries.withdraw(tx, wanted.id, now)
            if not _may_be_acquired(tx, wanted.attribute, now):
                return None
        case EntryState.WAITING | EntryState.HELD, OwnerKind.GIVE_BACK:
            halfway = wanted.restored_at is not None and _known(tx, wanted.attribute).owned
            if not halfway and not _may_be_released(tx, wanted.attribute, now):
                entries.withdraw(tx, wanted.id, now)
                return None
    return _command(wanted.kind.opposite)(tx, wanted.attribute, uid, now)


def _command(kind: OwnerKind) -> OwnerCommand:
    return take_over if kind is OwnerKind.TAKE_OVER else give_back


def _known(tx: Transaction, name: str) -> Attribute:
    attribute = catalogue.attribute(tx, name)
    if attribute is None:
        raise UnknownAttributeError(name)
    return attribute


def _open(tx: Transaction, name: str) -> tuple[OwnerEntry | None, OwnerEntry | None]:
    """Returns what waits for the attribute, and what is on its way."""
    found = entries.unsettled(tx, name)
    waiting = next((one for one in found if not one.in_flight), None)
    return waiting, next((one for one in found if one.in_flight), None)


def _half_given_back(waiting: OwnerEntry | None, flying: OwnerEntry | None) -> bool | None:
    """Returns the `manual` to put back, where a give-back may have changed it already and has not released it."""
    for one in (waiting, flying):
        if one is not None and one.kind is OwnerKind.GIVE_BACK and one.manual is not None:
            return not one.manual if one.in_flight or one.restored_at is not None else None
    return None


def _may_be_acquired(tx: Transaction, name: str, now: float) -> bool:
    """Whether an acquire that got no answer may still be applied."""
    return owners.fences(tx).get((name, OwnerRequest.ACQUIRE), 0.0) > now


def _may_be_released(tx: Transaction, name: str, now: float) -> bool:
    """Whether a release that got no answer may still be applied."""
    return owners.fences(tx).get((name, OwnerRequest.RELEASE), 0.0) > now
