"""What became of requests to create the attributes that one account wants."""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import creations
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction

_CHANGE = Change(days=None, catalogue=True, outbox=True)


class CreationRepository:
    """The wanted attributes of one account. Everything raises `NotSavedError`, and then nothing of it is written."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def begin(self, wanted: Sequence[PendingAttribute]) -> None:
        """Saves that Exist is asked for these now."""

        def work(tx: Transaction) -> None:
            for pending in wanted:
                creations.begin(tx, pending.name)

        await self._store.write(self._account, work)

    async def not_understood(self, wanted: Sequence[PendingAttribute]) -> None:
        """Saves that the answer about these made no sense."""

        def work(tx: Transaction) -> None:
            for pending in wanted:
                creations.not_understood(tx, pending.name)

        await self._store.write(self._account, work)

    async def made(self, pending: PendingAttribute, attribute: Attribute, now: float) -> None:
        """Saves that Exist has created it, and gives its entries and the unsent log Exist's name for it."""

        def work(tx: Transaction) -> None:
            creations.made(tx, pending.name, attribute, now)

        await self._store.write(self._account, work, _CHANGE)
        await self._store.tidy_copy()

    async def refuse(self, pending: PendingAttribute, reason: Reason, text: str) -> None:
        """Saves that Exist does not create it; its entries are held."""

        def work(tx: Transaction) -> None:
            creations.refuse(tx, pending.name, reason, text)

        await self._store.write(self._account, work, _CHANGE)
