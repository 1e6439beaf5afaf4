"""What the copy of one account's history saves beside values: its requests, and what Exist does not give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from exist_desktop.domain.account import Account
from exist_desktop.store import history_copy, search_index
from exist_desktop.store.changes import Change
from exist_desktop.store.history_copy import Beginning
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction


class CopyRepository:
    """The copy of one account's history. Everything raises `NotSavedError`, and then nothing of it is written."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def count_request(self, pacing: str) -> None:
        """Saves that a request was made, and how many there were in the last hour."""

        def work(tx: Transaction) -> None:
            history_copy.count_request(tx, pacing)

        await self._store.write(self._account, work)

    async def put_beginning(self, learned: Beginning, pacing: str) -> None:
        """Saves what a request has said about the beginning of the history."""

        def work(tx: Transaction) -> None:
            history_copy.count_request(tx, pacing)
            history_copy.set_beginning(tx, learned)

        await self._store.write(self._account, work)

    async def ask_again(self, before: float) -> None:
        """Asks again for what Exist did not give before an instant."""

        def work(tx: Transaction) -> None:
            history_copy.ask_again(tx, before)

        await self._store.write(self._account, work)

    async def note_withheld(self, names: Sequence[str], window: int, now: float) -> None:
        """Saves that Exist does not give a window of these attributes."""

        def work(tx: Transaction) -> None:
            history_copy.note_withheld(tx, names, window, now)

        await self._store.write(self._account, work)

    async def note_unlisted(self, names: Sequence[str]) -> None:
        """Saves that Exist does not show these attributes in the list of all."""

        def work(tx: Transaction) -> None:
            for name in names:
                history_copy.note_extent(tx, name, listed=False)

        await self._store.write(self._account, work)

    async def note_refused(self, name: str, now: float) -> None:
        """Saves that Exist does not give the days of an attribute by itself."""

        def work(tx: Transaction) -> None:
            history_copy.note_extent(tx, name, refused_at=now)

        await self._store.write(self._account, work)

    async def remove(self, today: date) -> None:
        """Deletes the values of all days but the last ones before `today`."""

        def work(tx: Transaction) -> None:
            history_copy.remove(tx, today)
            search_index.take_up(tx)

        await self._store.write(self._account, work, Change(days=None))
