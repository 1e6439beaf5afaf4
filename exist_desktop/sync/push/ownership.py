"""Who may write an attribute: asks Exist for its owner, and says what the answers to acquiring it mean.

The worker sends the request and commits the outcomes.
"""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.api.batches import Accepted, Acquire, ItemResult, Rejected
from exist_desktop.api.client import ExistClient
from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.outbox.op_outcome import OpOutcome
from exist_desktop.domain.outbox.ops import Op, OpState
from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.store import catalogue
from exist_desktop.store.changes import Change
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.sync.clock import Clock
from exist_desktop.sync.pull import mine
from exist_desktop.sync.push import answers
from exist_desktop.sync.push.steps import STRANGE_LIMIT


class Ownership:
    """The owners of one account's attributes, as far as this run has asked.

    `read_at` has the instant of the last answer by the attribute's name. An answer is as old as its question.
    """

    def __init__(self, store: Store, account: Account, client: ExistClient, clock: Clock) -> None:
        self.read_at: dict[str, float] = {}
        self._store = store
        self._account = account
        self._client = client
        self._clock = clock
        self._strange: dict[str, int] = {}

    async def read(self, names: Sequence[str]) -> None:
        """Reads who owns these attributes now. Raises `RequestError`."""
        now = self._clock.now()
        found = await self._client.attributes(attributes=names, include_inactive=True, include_low_priority=True)
        owned = await self._client.owned(attributes=names, include_inactive=True, include_low_priority=True)
        asked = [attribute for attribute in found if attribute.name in names]

        def work(tx: Transaction) -> None:
            catalogue.put_some(tx, asked, mine(tx, owned))

        await self._store.write(self._account, work, Change(days=None, catalogue=True))
        self.read_at.update(dict.fromkeys(names, now))

    def failed(self, items: Sequence[Acquire], ops: Sequence[Op], error: RequestError) -> list[OpOutcome]:
        """Returns what becomes of the ops of attributes when the request to acquire them failed.

        It may have been applied, so their owner is read before the next try.
        """
        names = [_name(item) for item in items]
        for name in names:
            self.read_at.pop(name, None)
        if error.kind.refused_whole:
            if error.kind.one_item_may_be_why and len(names) > 1:
                return []
            now = self._clock.now()
            pending = [op for name in names for op in _pending(ops, name)]
            return [held for op in pending for held in answers.of_error([op], error, now, 0)]
        if error.kind is RequestErrorKind.STRANGE:
            return [held for name in names for held in self._not_understood(name, ops)]
        return []

    async def answered(self, item: Acquire, ops: Sequence[Op], result: ItemResult) -> list[OpOutcome]:
        """Saves what an answer says of an attribute's owner. Returns what becomes of its ops. Raises `RequestError`."""
        name, now = _name(item), self._clock.now()
        match result:
            case Accepted(attribute=attribute):
                await self._save_acquired(name, attribute, now)
                if not await self._is_owned(name):
                    return self._not_understood(name, ops)
                self._strange.pop(name, None)
                return []
            case Rejected():
                return answers.of_rejected_ownership(_pending(ops, name), result)
            case _:
                self.read_at.pop(name, None)
                return self._not_understood(name, ops)

    async def _save_acquired(self, name: str, attribute: Attribute | None, now: float) -> None:
        def work(tx: Transaction) -> None:
            if attribute is not None and attribute.name == name:
                catalogue.put_acquired(tx, attribute)
            catalogue.mark_acquired(tx, name, now)

        await self._store.write(self._account, work, Change(days=None, catalogue=True))
        if attribute is None:
            await self.read([name])

    async def _is_owned(self, name: str) -> bool:
        attribute = await self._store.read(self._account, lambda tx: catalogue.attribute(tx, name))
        return attribute is not None and attribute.owned

    def _not_understood(self, name: str, ops: Sequence[Op]) -> list[OpOutcome]:
        """Holds the ops of an attribute after some answers in a row that made no sense."""
        self._strange[name] = self._strange.get(name, 0) + 1
        if self._strange[name] < STRANGE_LIMIT:
            return []
        del self._strange[name]
        return answers.of_rejected_ownership(_pending(ops, name), Rejected("", ""))


def _name(item: Acquire) -> str:
    return item.name or item.template or ""


def _pending(ops: Sequence[Op], name: str) -> list[Op]:
    return [op for op in ops if op.key.attribute == name and op.state is OpState.PENDING]
