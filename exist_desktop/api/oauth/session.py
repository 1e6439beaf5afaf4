"""The session of one account: the tokens in use, and their renewal.

A renewal makes the old pair invalid before the new one is safe here. So it happens once for all who wait, no waiter's
cancellation stops it, and its steps stand in an order that a crash anywhere in between can be told from: intent on
disk, the request, the keyring, the intent's end. After such a crash the old access token is tried, then the old refresh
token, then the person signs in again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from exist_desktop.api.http.transport import Transport
from exist_desktop.api.oauth.token_endpoint import renew
from exist_desktop.api.oauth.tokens import Tokens
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.errors import KeyringError, NotSavedError, RequestError, RequestErrorKind

EARLY = 14 * DAY_SECONDS
"""Tokens are renewed when less than this is left of them."""
EARLY_PAUSE = DAY_SECONDS
"""Between any renewal and an early one."""

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class Intent(Protocol):
    """What the disk keeps of renewals: that one has begun, and what was refused.

    All raise `NotSavedError` where the disk refuses.
    """

    async def begin(self) -> None:
        """Set the mark; it must be on the disk when this returns."""

    async def clear(self) -> None:
        """Take the mark away."""

    async def refuse(self, refresh: str) -> None:
        """Remember that the server refused this refresh token, for this process and all later ones."""

    async def is_refused(self, refresh: str) -> bool:
        """Whether the server has refused this refresh token before."""


class TokenStore(Protocol):
    """Where an account's tokens are kept."""

    async def load(self) -> Tokens | None:
        """The kept tokens; raises `KeyringError`."""

    async def save(self, tokens: Tokens) -> None:
        """Keep the tokens and make sure of it; raises `KeyringError`."""


class Session:
    """Lends the account's token to requests and renews it.

    Without `store` and `intent` the tokens live in this process alone, as those from the environment do.
    `on_renewed` hears of every new pair, and of what kept it from being stored.
    """

    def __init__(
        self,
        transport: Transport,
        tokens: Tokens,
        *,
        store: TokenStore | None = None,
        saved: bool = True,
        intent: Intent | None = None,
        on_renewed: Callable[[Tokens, KeyringError | None], None] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.tokens = tokens
        self.saved = saved
        """Whether the store has the tokens in use; while it has not, `save` may be called again."""
        self._transport = transport
        self._store = store
        self._intent = intent
        self._on_renewed = on_renewed
        self._clock = clock
        self._renewal: asyncio.Task[RequestError | None] | None = None
        self._dead_generation = -1
        self._early_at = float("-inf")

    async def run(self, send: Callable[[str], Awaitable[Answer]]) -> Answer:
        """The answer of `send`, which gets the header's value; after a 401 once more with a renewed token.

        Raises `RequestError`; SIGNED_OUT means that the person must sign in again.
        """
        await self._renew_early()
        tried = self.tokens
        try:
            return await send(tried.header)
        except RequestError as failure:
            if failure.kind is not RequestErrorKind.SIGNED_OUT or not await self._has_newer(tried):
                raise
        return await send(self.tokens.header)

    async def save(self) -> None:
        """Store the tokens in use, where a renewal could not; raises `KeyringError`."""
        if self.saved:
            return
        if self._store is not None:
            await self._store.save(self.tokens)
        self.saved = True
        await self._end_intent()

    async def aclose(self, patience: float = 3.0) -> None:
        """Let a renewal that has begun come to its end, within reason; the mark on the disk tells of the rest."""
        renewal = self._renewal
        if renewal is not None:
            await asyncio.wait([renewal], timeout=patience)
            renewal.cancel()
            await asyncio.wait([renewal])

    async def _has_newer(self, tried: Tokens) -> bool:
        """Whether there are newer tokens than those just refused, renewing them if need be."""
        if self.tokens.generation == tried.generation:
            if not self._renewable:
                return False
            failure = await self._renewed()
            if failure is not None and failure.kind is not RequestErrorKind.SIGNED_OUT:
                raise failure
        return self.tokens.generation > tried.generation

    async def _renew_early(self) -> None:
        expires_at, now = self.tokens.expires_at, self._clock()
        if expires_at is None or expires_at - now > EARLY or not self._renewable:
            return
        if self._renewal is None and abs(now - self._early_at) < EARLY_PAUSE:
            return
        self._early_at = now
        await self._renewed()  # where it fails, the old token may still do

    @property
    def _renewable(self) -> bool:
        return self.tokens.refresh is not None and self.tokens.generation != self._dead_generation

    async def _renewed(self) -> RequestError | None:
        """One renewal for all who wait. It gives its failure back, for nobody may be left to catch it."""
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._renew(), name="renewal of tokens")
            self._renewal.add_done_callback(self._on_renewal_done)
        return await asyncio.shield(self._renewal)

    def _on_renewal_done(self, _task: asyncio.Task[RequestError | None]) -> None:
        self._renewal = None

    async def _renew(self) -> RequestError | None:
        if await self._take_newer():
            return None
        old = self.tokens
        try:
            if await self._was_refused(old):
                self._dead_generation = old.generation
                return RequestError(RequestErrorKind.SIGNED_OUT)
            if self._intent is not None:
                await self._intent.begin()
            fresh = await renew(self._transport, old, self._clock())
        except NotSavedError as refused:
            return RequestError(RequestErrorKind.NOT_SENT, reason=refused.kind.name)
        except RequestError as failure:
            return await self._not_renewed(old, failure)
        self.tokens = replace(fresh, generation=old.generation + 1)
        self._early_at = self._clock()
        error = await self._keep()
        if self._on_renewed is not None:
            self._on_renewed(self.tokens, error)
        return None

    async def _not_renewed(self, old: Tokens, failure: RequestError) -> RequestError:
        if failure.kind.invalidates_grant:
            self._dead_generation = old.generation
            await self._remember_refusal(old)
            await self._end_intent()
            return RequestError(RequestErrorKind.SIGNED_OUT, failure.status, text=failure.text)
        if failure.kind.surely_not_applied:  # the refresh token has not been used up
            await self._end_intent()
        if failure.kind in (RequestErrorKind.NOT_PRIVATE, RequestErrorKind.PAUSE):
            return failure
        # To the waiting request it is all one: it was refused with the old token, so nothing of it was applied.
        return replace(failure, kind=RequestErrorKind.NOT_SENT)

    async def _was_refused(self, tokens: Tokens) -> bool:
        return self._intent is not None and tokens.refresh is not None and await self._intent.is_refused(tokens.refresh)

    async def _remember_refusal(self, tokens: Tokens) -> None:
        if self._intent is None or tokens.refresh is None:
            return
        try:
            await self._intent.refuse(tokens.refresh)
        except NotSavedError as error:
            log.info("the refusal is not remembered: %s", error.kind.name)

    async def _take_newer(self) -> bool:
        """Take over what another process of this program has kept since: it renewed, or the person signed in anew."""
        if self._store is None or not self.saved:
            return False
        try:
            kept = await self._store.load()
        except KeyringError:
            return False
        if kept is None or kept.access == self.tokens.access:
            return False
        self.tokens = replace(kept, generation=max(kept.generation, self.tokens.generation + 1))
        return True

    async def _keep(self) -> KeyringError | None:
        self.saved = False
        try:
            await self.save()
        except KeyringError as error:
            log.info("the renewed tokens are in memory only: %s", error.kind.name)
            return error
        return None

    async def _end_intent(self) -> None:
        if self._intent is None:
            return
        try:
            await self._intent.clear()
        except NotSavedError as error:
            log.info("the mark of a renewal stays: %s", error.kind.name)
