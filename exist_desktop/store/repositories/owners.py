"""Who fills the attributes of one account, and what became of requests about that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerRequest
from exist_desktop.domain.ownership.outcomes import OwnerOutcome
from exist_desktop.store import catalogue
from exist_desktop.store.catalogue import Owned
from exist_desktop.store.changes import Change
from exist_desktop.store.ownership import entries, owners
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction

_OF_OWNERS = Change(days=None, catalogue=True)
_OF_ENTRIES = Change(outbox=True)
_OF_BOTH = Change(days=None, catalogue=True, outbox=True)


class OwnerRepository:
    """The owners of one account's attributes. What writes raises `NotSavedError`, and then nothing of it is written."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def attribute(self, name: str) -> Attribute | None:
        """Returns an attribute as Exist last said it, or None."""

        def work(tx: Transaction) -> Attribute | None:
            return catalogue.attribute(tx, name)

        return await self._store.read(self._account, work)

    async def entry(self, number: int) -> OwnerEntry:
        """Returns a take-over, give-back or creation."""

        def work(tx: Transaction) -> OwnerEntry:
            return entries.get(tx, number)

        return await self._store.read(self._account, work)

    async def put(self, read: Sequence[Attribute], owned: Owned, gone: Sequence[str], now: float) -> None:
        """Saves attributes that were just read, which of them this client owns, and those that Exist does not list."""

        def work(tx: Transaction) -> None:
            catalogue.put_some(tx, read, catalogue.names_of(tx, owned), now)
            owners.are_gone(tx, gone, now)

        await self._store.write(self._account, work, _OF_OWNERS)

    async def begin(
        self, request: OwnerRequest, names: Sequence[str], wishes: Mapping[str, int], now: float, until: float
    ) -> frozenset[int]:
        """Saves, before anything leaves, what is on its way. Returns the entries of `wishes` that may leave.

        The request may be applied `until` that instant.
        """

        def work(tx: Transaction) -> frozenset[int]:
            begun = entries.begin(tx, wishes.values(), now)
            leaving = [name for name in names if name not in wishes or wishes[name] in begun]
            owners.begin_request(tx, request, leaving, until)
            return begun

        return await self._store.depart(self._account, work)

    async def settle(self, found: Sequence[OwnerOutcome], now: float) -> None:
        """Saves what became of entries."""

        def work(tx: Transaction) -> None:
            entries.settle(tx, found, now)

        await self._store.write(self._account, work, _OF_BOTH)
        await self._store.tidy_copy()

    async def answered(self, request: OwnerRequest, names: Sequence[str]) -> None:
        """Saves that Exist has answered for these attributes."""

        def work(tx: Transaction) -> None:
            owners.was_answered(tx, request, names)

        await self._store.write(self._account, work)

    async def settle_released(self, answered: Sequence[str], found: Sequence[OwnerOutcome], now: float) -> None:
        """Saves what became of give-backs, and for which attributes Exist has answered."""

        def work(tx: Transaction) -> None:
            entries.settle(tx, found, now)
            owners.was_answered(tx, OwnerRequest.RELEASE, answered)

        await self._store.write(self._account, work, _OF_BOTH)
        await self._store.tidy_copy()

    async def settle_failed(
        self, request: OwnerRequest, answered: Sequence[str], found: Sequence[OwnerOutcome], now: float
    ) -> None:
        """Saves what a failed request means for its entries, and for which attributes it was surely not applied."""

        def work(tx: Transaction) -> None:
            entries.settle(tx, found, now)
            owners.was_answered(tx, request, answered)

        await self._store.write(self._account, work, _OF_ENTRIES)

    async def acquired(self, name: str, attribute: Attribute | None, now: float) -> None:
        """Saves that this client owns an attribute now; `attribute` is what the answer says of it."""

        def work(tx: Transaction) -> None:
            owners.acquired(tx, name, attribute, now)

        await self._store.write(self._account, work, _OF_OWNERS)

    async def denied(self, names: Sequence[str], now: float) -> None:
        """Saves that Exist refused writes because this client is not the owner."""

        def work(tx: Transaction) -> None:
            for name in names:
                owners.denied(tx, name, now)

        await self._store.write(self._account, work, _OF_OWNERS)
