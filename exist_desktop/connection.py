"""Connects a signed-in account to Exist: its tokens, its client, and the worker with its schedule.

The engine loads this with the first look for a token, when a window is painted: seeing a day and saving an entry do not
need it.
"""

from __future__ import annotations

import hashlib
from random import Random

from msgspec import Struct

from exist_desktop.api.client import ExistClient
from exist_desktop.api.http.transport import Transport
from exist_desktop.api.oauth.credential_store import StoredTokens
from exist_desktop.api.oauth.session import Session, TokenStore
from exist_desktop.api.oauth.tokens import Tokens
from exist_desktop.domain.account import Account
from exist_desktop.store import meta
from exist_desktop.store.file.process_lock import ProcessLock
from exist_desktop.store.store import Store
from exist_desktop.sync.back_off import RateLimiter
from exist_desktop.sync.clock import Clock
from exist_desktop.sync.history.background_copy import HistoryCopy
from exist_desktop.sync.intervals import Intervals
from exist_desktop.sync.schedule import Schedule
from exist_desktop.sync.status import SyncObserver
from exist_desktop.sync.worker import SyncWorker


class AccountConnection(Struct, frozen=True):
    """A signed-in account with its tokens, its client, and the worker with its schedule."""

    account: Account
    session: Session
    client: ExistClient
    worker: SyncWorker
    schedule: Schedule


class ConnectionParts(Struct, frozen=True):
    """What all connections of one data folder share, whoever is signed in. `random` spreads retries; new if None."""

    store: Store
    transport: Transport
    clock: Clock
    random: Random | None
    settling: float
    observer: SyncObserver


def _mark(token: str) -> str:
    """Returns a hash that distinguishes tokens. A token is too long to be guessed from it."""
    return hashlib.sha256(f"refused {token}".encode()).hexdigest()[:32]


class _Intent:
    """Records on the disk that a renewal has begun, and which refresh token was refused."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def begin(self) -> None:
        await self._set("begun")

    async def clear(self) -> None:
        await self._set(None)

    async def refuse(self, refresh: str) -> None:
        mark = _mark(refresh)
        await self._store.set_meta(self._account, meta.REFUSED, mark)

    async def is_refused(self, refresh: str) -> bool:
        kept = await self._store.meta(self._account, meta.REFUSED)
        return kept == _mark(refresh)

    async def _set(self, value: str | None) -> None:
        await self._store.set_meta(self._account, meta.REFRESHING, value)


def link(
    parts: ConnectionParts, account: Account, tokens: Tokens, item: StoredTokens | None, intervals: Intervals
) -> AccountConnection:
    """Connects an account with these tokens. Renewed tokens are stored in `item`, if there is one."""
    store, clock = parts.store, parts.clock
    kept: TokenStore | None = item
    session = Session(
        parts.transport,
        tokens,
        store=kept,
        intent=_Intent(store, account) if item else None,
        observer=parts.observer,
    )
    gate = RateLimiter(clock)
    client = ExistClient(parts.transport, session, gate=gate)
    worker = SyncWorker(
        store,
        account,
        client,
        gate=gate,
        clock=clock,
        random=parts.random or Random(),  # noqa: S311 - it keeps no secret
        settling=parts.settling,
        observer=parts.observer,
    )
    copy = HistoryCopy(client, store, account, gate, clock, worker)
    schedule = Schedule(
        worker,
        store,
        account,
        ProcessLock(store.folder),
        copy,
        gate=gate,
        clock=clock,
        intervals=intervals,
        observer=parts.observer,
    )
    return AccountConnection(account, session, client, worker, schedule)
