"""What the worker reads of one account's outbox, and what an earlier run has left of it."""

from __future__ import annotations

from exist_desktop.domain.account import Account
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.store import meta
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import clock_correction, ops, sending, slots
from exist_desktop.store.outbox.clock_correction import Uptime
from exist_desktop.store.outbox.ops import Outbox, Place
from exist_desktop.store.ownership import entries as owner_entries
from exist_desktop.store.reading.outbox_list import read_counts
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction

_IN_VIEW = (
    f"SELECT id, state, sent_at, checked_at, not_before FROM op WHERE account = ? AND {slots.UNFINISHED} ORDER BY id",
    (
        "SELECT id, state, sent_at, restored_at, not_before FROM owner_entry "
        "WHERE account = ? AND state NOT IN ('sent', 'undone') ORDER BY id"
    ),
    "SELECT attribute, day, until FROM fence WHERE account = ? ORDER BY attribute, day",
)
"""What pages say of what waits, as far as recovering may change it."""


class OutboxRepository:
    """The outbox of one account. `Store.begin` and `Store.settle` write what is sent."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def part(self, after: Place | None) -> Outbox:
        """Returns the first part of the outbox, or the one after a place."""

        def work(tx: Transaction) -> Outbox:
            return ops.outbox(tx, after)

        return await self._store.read(self._account, work)

    async def counts_and_last_sync(self) -> tuple[Counts, float | None]:
        """Returns what waits, and when everything was last read, in seconds since 1970."""

        def work(tx: Transaction) -> tuple[Counts, float | None]:
            return read_counts(tx), meta.instant(tx, meta.LAST_SYNC)

        return await self._store.read(self._account, work)

    async def recover(self, now: float, uptime: Uptime | None, settling: float) -> None:
        """Treats requests that an earlier run did not finish as unanswered. Raises `NotSavedError`.

        This comes before anything else that the worker does, so views are notified only if there was something:
        one that reads again may want a day read, and with that the worker is back here.
        """

        def work(tx: Transaction) -> bool:
            former = _in_view(tx)
            clock_correction.follow_clock(tx, now, uptime)
            clock_correction.put_right(tx, now, settling)
            sending.recover(tx, now + settling, now)
            owner_entries.recover(tx)
            sending.drop_old_fences(tx, now)
            return _in_view(tx) != former

        if await self._store.write(self._account, work):
            self._store.publish(Change(days=None, outbox=True))

    async def put_state(self, pacing: str, condition: str) -> None:
        """Saves how many requests were made, and the condition of the sync. Raises `NotSavedError`."""

        def work(tx: Transaction) -> None:
            meta.put(tx, meta.PACING, pacing)
            meta.put(tx, meta.CONDITION, condition)

        await self._store.write(self._account, work)


def _in_view(tx: Transaction) -> list[tuple[object, ...]]:
    return [tuple(row) for statement in _IN_VIEW for row in tx.execute(statement, (tx.account.id,))]
