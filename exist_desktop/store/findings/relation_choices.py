"""What the person has decided about relations, and what was listed at earlier looks: two small facts of an account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from exist_desktop.domain.account import Account
from exist_desktop.domain.findings.listing import Pair, Place
from exist_desktop.domain.findings.remembered import Decided, Decision, Seen, looked
from exist_desktop.store import meta
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction


def decided(tx: Transaction) -> Decided:
    """Returns what was decided; nothing if it cannot be read."""
    try:
        return msgspec.json.decode(meta.get(tx, meta.RELATIONS_DECIDED) or "{}", type=Decided)
    except msgspec.MsgspecError:
        return Decided()


def decide(tx: Transaction, pair: Pair, decision: Decision | None) -> Decided:
    """Saves what becomes of a pair, None for nothing special, and returns all that is decided then."""
    before = decided(tx)
    after = replace(
        before,
        kept=before.kept - {pair} | ({pair} if decision is Decision.KEPT else set()),
        hidden=before.hidden - {pair} | ({pair} if decision is Decision.HIDDEN else set()),
    )
    meta.put(tx, meta.RELATIONS_DECIDED, msgspec.json.encode(after, order="sorted").decode())
    return after


def look(tx: Transaction, question: str, found: Mapping[Place, float], today: date) -> Mapping[Place, float] | None:
    """Remembers what a question lists now, and returns what it listed before; None at the first look."""
    name = meta.RELATIONS_SEEN + question
    try:
        before = msgspec.json.decode(meta.get(tx, name) or "null", type=Seen | None)
    except msgspec.MsgspecError:
        before = None
    after = looked(before, found, today)
    if after != before:
        meta.put(tx, name, msgspec.json.encode(after).decode())
    return after.former.by_place if after.former is not None else None


class RelationChoices:
    """The decisions of one account. Raises as `Store.read` and `Store.write` do."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def decided(self) -> Decided:
        """Returns what was decided."""
        return await self._store.read(self._account, decided)

    async def decide(self, pair: Pair, decision: Decision | None) -> Decided:
        """Saves what becomes of a pair, and returns all that is decided then."""
        return await self._store.write(self._account, lambda tx: decide(tx, pair, decision))

    async def look(self, question: str, found: Mapping[Place, float], today: date) -> Mapping[Place, float] | None:
        """Remembers what a question lists now, and returns what it listed before; None at the first look."""
        return await self._store.write(self._account, lambda tx: look(tx, question, found, today))
