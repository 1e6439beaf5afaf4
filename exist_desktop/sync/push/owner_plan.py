"""Decides what to do next about a take-over or a give-back: a pure function, as `plan`.

Both may be sent again without harm, so a lost answer is followed by a reading of `owned/`, which decides. Only the
opposite request has to wait until no earlier one can be on its way: it would be undone by it.
"""

from __future__ import annotations

from exist_desktop.api.batches import Acquire
from exist_desktop.api.oauth.scopes import may_write
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.outbox.ops import EntryState, Reason
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind, OwnerRequest
from exist_desktop.domain.ownership.outcomes import OwnerDone, OwnerHeld, OwnerReturns
from exist_desktop.sync.push.case import (
    FRESH_SECONDS,
    Case,
    Decision,
    Later,
    NeedsOwner,
    NeedsOwnership,
    NeedsRelease,
)
from exist_desktop.sync.push.steps import STRANGE_LIMIT


def decide_wish(wish: OwnerEntry, case: Case) -> Decision:
    """Returns the one thing to do about it now."""
    match wish.state:
        case EntryState.WAITING:
            return _blocked(wish, case) or _decide_waiting(wish, case)
        case EntryState.CHECKING:
            return _decide_unclear(wish, case)
        case EntryState.HELD if 0 < wish.not_before <= case.moment.now:
            return OwnerReturns(wish.id)
        case EntryState.HELD if wish.not_before > 0:
            return Later(wish.not_before)
        case EntryState.HELD if wish.reason is Reason.OWNER and _is_owned(wish, case):
            return OwnerDone(wish.id)  # its request has arrived late
        case _:
            return Later(None)


def _is_owned(wish: OwnerEntry, case: Case) -> bool:
    attribute = case.outbox.attributes.get(wish.attribute)
    return attribute is not None and attribute.owned


def _blocked(wish: OwnerEntry, case: Case) -> Later | None:
    """Returns until when it waits for something else, or None if for nothing."""
    moment, outbox = case.moment, case.outbox
    if moment.rights.read_only or any(one.in_flight and one.attribute == wish.attribute for one in outbox.wishes):
        return Later(None)
    if wish.kind is OwnerKind.GIVE_BACK and wish.attribute in outbox.unsent:
        return Later(None)
    opposite = OwnerRequest.RELEASE if wish.kind is OwnerKind.TAKE_OVER else OwnerRequest.ACQUIRE
    until = max(wish.not_before, outbox.owner_fences.get((wish.attribute, opposite), 0.0))
    return Later(until) if until > moment.now else None


def _decide_waiting(wish: OwnerEntry, case: Case) -> Decision:
    if wish.strange >= STRANGE_LIMIT:
        return OwnerHeld(wish.id, Reason.STRANGE)
    attribute = case.outbox.attributes.get(wish.attribute)
    if attribute is None:  # after the database was lost, nothing is known until the first reading
        return OwnerHeld(wish.id, Reason.NOT_FOUND) if case.outbox.attributes else Later(None)
    manual = attribute.manual or attribute.owned
    if not may_write(case.moment.rights.granted, attribute.group.name, manual=manual):
        return OwnerHeld(wish.id, Reason.SCOPE, attribute.group.label)
    known = case.outbox.ownerships.get(wish.attribute)
    denied_at = (known.denied_at if known else None) or 0.0
    asked_after = max(case.moment.now - FRESH_SECONDS, denied_at, wish.restored_at or 0.0)
    if case.moment.owners_read.get(wish.attribute, 0.0) < asked_after:
        return NeedsOwner(wish.attribute)
    if wish.kind is OwnerKind.TAKE_OVER:
        return _taking_over(wish, attribute, denied=denied_at > 0)
    return _giving_back(wish, attribute)


def _taking_over(wish: OwnerEntry, attribute: Attribute, *, denied: bool) -> Decision:
    as_wanted = wish.manual is None or wish.manual == attribute.manual
    if attribute.owned and as_wanted and not denied:
        return OwnerDone(wish.id)
    manual = wish.manual if wish.manual is not None else True
    return NeedsOwnership(Acquire(name=attribute.name, manual=manual if manual != attribute.manual else None), wish.id)


def _giving_back(wish: OwnerEntry, attribute: Attribute) -> Decision:
    """Restores `manual` first, once, since only the owner can."""
    if not attribute.owned:
        return OwnerDone(wish.id)
    if wish.manual is not None and wish.manual != attribute.manual and wish.restored_at is None:
        return NeedsOwnership(Acquire(name=attribute.name, manual=wish.manual), wish.id)
    return NeedsRelease(attribute.name, wish.id)


def _decide_unclear(wish: OwnerEntry, case: Case) -> Decision:
    """Decides by what `owned/` has said since the request left."""
    assert wish.sent_at is not None
    moment = case.moment
    attribute = case.outbox.attributes.get(wish.attribute)
    if attribute is None:
        return OwnerHeld(wish.id, Reason.NOT_FOUND) if case.outbox.attributes else Later(None)
    if moment.now < wish.not_before:
        return Later(wish.not_before)
    if moment.owners_read.get(wish.attribute, 0.0) < max(wish.sent_at, wish.not_before):
        return NeedsOwner(wish.attribute)
    if attribute.owned == (wish.kind is OwnerKind.TAKE_OVER):
        return OwnerDone(wish.id)
    if wish.answered:  # Exist said that it is done, and its list may be behind: that is read again before a repetition
        return OwnerReturns(wish.id, not_before=moment.now + moment.settling, strange=True)
    return OwnerReturns(wish.id)
