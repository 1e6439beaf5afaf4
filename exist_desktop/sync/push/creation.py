"""Creates the attributes that a person wants. One whose request got no answer is looked for before the next request."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from exist_desktop.api.batches import Accepted, Create, ItemResult, Rejected
from exist_desktop.api.client import ExistClient
from exist_desktop.api.paging import Listing
from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.creation import PendingAttribute, made_already
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import creations
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.sync.push.answers import REASONS, reason_of_refusal
from exist_desktop.sync.push.steps import STRANGE_LIMIT

_CHANGE = Change(days=None, catalogue=True, outbox=True)


async def create(client: ExistClient, store: Store, account: Account, wanted: Sequence[PendingAttribute]) -> None:
    """Creates attributes. One whose request got no answer before is looked for first. Raises `RequestError`."""
    looked_for = [pending for pending in wanted if pending.tries]
    if looked_for:
        wanted = await _look_for(client, store, account, wanted)
    if not wanted:
        return
    await _note(store, account, wanted, creations.begin)
    try:
        fates = await client.create([_create(pending) for pending in wanted])
    except RequestError as error:
        if error.kind is RequestErrorKind.STRANGE:
            await _note(store, account, wanted, creations.not_understood)
        if not await _refused_as_a_whole(store, account, wanted, error):
            raise
        return
    for pending, fate in zip(wanted, fates, strict=True):
        await _settle(client, store, account, pending, fate)


async def _note(
    store: Store, account: Account, wanted: Sequence[PendingAttribute], what: Callable[[Transaction, str], None]
) -> None:
    def work(tx: Transaction) -> None:
        for pending in wanted:
            what(tx, pending.name)

    await store.write(account, work, Change())


def _create(pending: PendingAttribute) -> Create:
    return Create(label=pending.label, group=pending.group.name, value_type=pending.value_type, manual=True)


async def _look_for(
    client: ExistClient, store: Store, account: Account, wanted: Sequence[PendingAttribute]
) -> Sequence[PendingAttribute]:
    """Saves what an unanswered request has created after all. Returns what is still to be created."""
    there = _whole(await client.attributes(include_inactive=True, include_low_priority=True, owned=True))
    left = []
    for pending in wanted:
        found = made_already(pending, there)
        if found is not None:
            await _made(store, account, pending, found)
        elif pending.tries > STRANGE_LIMIT:
            await _refuse(store, account, pending, Reason.STRANGE, "")
        else:
            left.append(pending)
    return left


async def _settle(
    client: ExistClient, store: Store, account: Account, pending: PendingAttribute, fate: ItemResult
) -> None:
    match fate:
        case Accepted(attribute=attribute) if attribute is not None:
            await _made(store, account, pending, attribute)
        case Rejected(code=code, text=text):
            found = await _there_after_all(client, pending)
            if found is not None:
                await _made(store, account, pending, found)
            else:
                await _refuse(store, account, pending, REASONS.get(code, Reason.REFUSED), text or code)
        case _:
            await _note(store, account, [pending], creations.not_understood)  # the next step looks for it


async def _there_after_all(client: ExistClient, pending: PendingAttribute) -> Attribute | None:
    """Looks once more: an earlier create request may have been applied after the first look.

    Returns one like it that this client owns, or that no service fills.
    """
    own = _whole(await client.attributes(include_inactive=True, include_low_priority=True, owned=True))
    if (found := made_already(pending, own)) is not None:
        return found
    every = _whole(await client.attributes(include_inactive=True, include_low_priority=True))
    found = made_already(pending, every)
    return found if found is not None and found.service is None else None


def _whole(found: Listing[Attribute]) -> Listing[Attribute]:
    """Returns a list if every row made sense. Raises `RequestError` otherwise: the row may be what is looked for."""
    if found.strange:
        raise RequestError(RequestErrorKind.STRANGE, reason="some rows make no sense")
    return found


async def _refused_as_a_whole(
    store: Store, account: Account, wanted: Sequence[PendingAttribute], error: RequestError
) -> bool:
    """Refuses all attributes of a call that Exist refused as a whole. Returns whether it did."""
    if not error.kind.refused_whole:
        return False
    for pending in wanted:
        await _refuse(store, account, pending, reason_of_refusal(error), error.text)
    return True


async def _made(store: Store, account: Account, pending: PendingAttribute, attribute: Attribute) -> None:
    """Saves Exist's name for the attribute. The rest is what the person wanted, since the answer may be short."""
    known = replace(pending.attribute, name=attribute.name, owned=True)
    await store.write(account, lambda tx: creations.made(tx, pending.name, known), _CHANGE)
    await store.tidy_copy()  # the unsent log takes the new name


async def _refuse(store: Store, account: Account, pending: PendingAttribute, reason: Reason, text: str) -> None:
    await store.write(account, lambda tx: creations.refuse(tx, pending.name, reason, text), _CHANGE)
