"""Making the attributes that a person wants: asked for once, and looked for before they are asked for again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from exist_desktop.api.batches import Accepted, Create, Fate, Rejected
from exist_desktop.api.client import ExistClient
from exist_desktop.api.paging import Listing
from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.making import Making, made_already
from exist_desktop.domain.outbox import Reason
from exist_desktop.errors import Failure, WireFailure
from exist_desktop.store import makings
from exist_desktop.store.changes import Change
from exist_desktop.store.database import Connection
from exist_desktop.store.store import Store
from exist_desktop.sync.answers import REASONS

STRANGE_LIMIT = 3
"""Answers without sense after which the person is asked."""
_CHANGE = Change(days=None, catalogue=True, outbox=True)


async def make(client: ExistClient, store: Store, account: Account, wanted: Sequence[Making]) -> None:
    """Makes attributes. One whose request went unanswered before is looked for first. Raises `WireFailure`."""
    looked_for = [making for making in wanted if making.tries]
    if looked_for:
        wanted = await _look_for(client, store, account, wanted)
    if not wanted:
        return
    await _note(store, account, wanted, makings.begin)
    try:
        fates = await client.create([_create(making) for making in wanted])
    except WireFailure as failure:
        if failure.failure is Failure.STRANGE:
            await _note(store, account, wanted, makings.not_understood)
        if not await _refused_as_a_whole(store, account, wanted, failure):
            raise
        return
    for making, fate in zip(wanted, fates, strict=True):
        await _settle(client, store, account, making, fate)


async def _note(
    store: Store, account: Account, wanted: Sequence[Making], what: Callable[[Connection, Account, str], None]
) -> None:
    def work(connection: Connection) -> None:
        for making in wanted:
            what(connection, account, making.name)

    await store.write(work, Change())


def _create(making: Making) -> Create:
    return Create(label=making.label, group=making.group.name, value_type=making.value_type, manual=True)


async def _look_for(client: ExistClient, store: Store, account: Account, wanted: Sequence[Making]) -> Sequence[Making]:
    """Takes over what an unanswered request has made after all; what is still to be made."""
    there = _whole(await client.attributes(include_inactive=True, include_low_priority=True, owned=True))
    left = []
    for making in wanted:
        found = made_already(making, there)
        if found is not None:
            await _made(store, account, making, found)
        elif making.tries > STRANGE_LIMIT:
            await _refuse(store, account, making, Reason.STRANGE, "")
        else:
            left.append(making)
    return left


async def _settle(client: ExistClient, store: Store, account: Account, making: Making, fate: Fate) -> None:
    match fate:
        case Accepted(attribute=attribute) if attribute is not None:
            await _made(store, account, making, attribute)
        case Rejected(code=code, text=text):
            found = await _there_after_all(client, making)
            if found is not None:
                await _made(store, account, making, found)
            else:
                await _refuse(store, account, making, REASONS.get(code, Reason.REFUSED), text or code)
        case _:
            await _note(store, account, [making], makings.not_understood)  # the next step looks for it


async def _there_after_all(client: ExistClient, making: Making) -> Attribute | None:
    """One like it that nobody fills, or this client: an earlier request may have come later than it was looked for."""
    own = _whole(await client.attributes(include_inactive=True, include_low_priority=True, owned=True))
    if (found := made_already(making, own)) is not None:
        return found
    every = _whole(await client.attributes(include_inactive=True, include_low_priority=True))
    found = made_already(making, every)
    return found if found is not None and found.service is None else None


def _whole(found: Listing[Attribute]) -> Listing[Attribute]:
    """A list in which something can be looked for. Raises `WireFailure` where it could be a row that made no sense."""
    if found.strange:
        raise WireFailure(Failure.STRANGE, reason="some rows make no sense")
    return found


async def _refused_as_a_whole(store: Store, account: Account, wanted: Sequence[Making], failure: WireFailure) -> bool:
    """A call that Exist refuses, or does not know, is not tried again by itself; whether it was such a one."""
    if failure.failure not in (Failure.REFUSED, Failure.FORBIDDEN, Failure.NOT_OFFERED, Failure.TOO_LARGE):
        return False
    reason = Reason.SCOPE if failure.failure is Failure.FORBIDDEN else Reason.REFUSED
    for making in wanted:
        await _refuse(store, account, making, reason, failure.text)
    return True


async def _made(store: Store, account: Account, making: Making, attribute: Attribute) -> None:
    """Exist's name for it is what its answer is for; the rest is known here better than a short answer tells it."""
    known = replace(making.attribute, name=attribute.name, owned=True)
    await store.write(lambda connection: makings.made(connection, account, making.name, known), _CHANGE)
    await store.tidy_copy()  # it learns the new name


async def _refuse(store: Store, account: Account, making: Making, reason: Reason, text: str) -> None:
    await store.write(lambda connection: makings.refuse(connection, account, making.name, reason, text), _CHANGE)
