"""The session of one account: the tokens in use, and their renewal.

A renewal makes the old pair invalid before the new one is stored here. So there is one renewal for all requests that
wait, and a cancelled request does not stop it. Its steps have a fixed order: intent on disk, request, keyring, end of
the intent. After a crash in between the old access token is tried, then the old refresh token, then the person signs in
again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from exist_desktop.api.http.transport import Transport
from exist_desktop.api.oauth.token_endpoint import renew
from exist_desktop.api.oauth.tokens import Tokens
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.errors import ErrorObserver, KeyringError, NotSavedError, RequestError, RequestErrorKind

EARLY = 14 * DAY_SECONDS
"""Tokens are renewed when they expire sooner than this."""
EARLY_PAUSE = DAY_SECONDS
"""The least time between a renewal and an early one."""

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class Intent(Protocol):
    """Records on the disk that a renewal has begun, and which refresh token was refused.

    All methods raise `NotSavedError` if the disk refuses.
    """

    async def begin(self) -> None:
        """Records that a renewal has begun. That must be on the disk when this returns."""

    async def clear(self) -> None:
        """Removes the record that a renewal has begun."""

    async def refuse(self, refresh: str) -> None:
        """Records that the server refused this refresh token, for this process and all later ones."""

    async def is_refused(self, refresh: str) -> bool:
        """Whether the server has refused this refresh token before."""


class TokenStore(Protocol):
    """Where an account's tokens are stored."""

    async def load(self) -> Tokens | None:
        """Returns the stored tokens. Raises `KeyringError`."""

    async def save(self, tokens: Tokens) -> None:
        """Stores the tokens and verifies that. Raises `KeyringError`."""


class Session:
    """Gives the account's token to requests and renews it.

    Without `store` and `intent` the tokens live only in this process, like those of the environment. `observer` is
    called when a new pair could not be stored.
    """

    def __init__(
        self,
        transport: Transport,
        tokens: Tokens,
        *,
        store: TokenStore | None = None,
        saved: bool = True,
        intent: Intent | None = None,
        observer: ErrorObserver | None = None,
    ) -> None:
        self.tokens = tokens
        self.saved = saved
        """Whether the tokens in use are stored. If not, `save` may be called again."""
        self._transport = transport
        self._store = store
        self._intent = intent
        self._observer = observer
        self._renewal: asyncio.Task[RequestError | None] | None = None
        self._dead_generation = -1
        self._early_at = float("-inf")

    async def run(self, send: Callable[[str], Awaitable[Answer]]) -> Answer:
        """Returns the answer of `send`, which gets the value of the header. After a 401 it renews and sends once more.

        Raises `RequestError`. SIGNED_OUT means that the person must sign in again.
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
        """Stores the tokens in use, if a renewal could not. Raises `KeyringError`."""
        if self.saved:
            return
        if self._store is not None:
            await self._store.save(self.tokens)
        self.saved = True
        await self._end_intent()

    async def aclose(self, patience: float = 3.0) -> None:
        """Waits up to `patience` seconds for a running renewal, then cancels it; the disk has recorded it."""
        renewal = self._renewal
        if renewal is not None:
            await asyncio.wait([renewal], timeout=patience)
            renewal.cancel()
            await asyncio.wait([renewal])

    async def _has_newer(self, tried: Tokens) -> bool:
        """Renews the tokens that were just refused, unless that is done. Returns whether there are newer ones."""
        if self.tokens.generation == tried.generation:
            if not self._renewable:
                return False
            failure = await self._renewed()
            if failure is not None and failure.kind is not RequestErrorKind.SIGNED_OUT:
                raise failure
        return self.tokens.generation > tried.generation

    async def _renew_early(self) -> None:
        expires_at, now = self.tokens.expires_at, self._transport.clock.wall()
        if expires_at is None or expires_at - now > EARLY or not self._renewable:
            return
        if self._renewal is None and abs(now - self._early_at) < EARLY_PAUSE:
            return
        self._early_at = now
        await self._renewed()  # if it fails, the old token may still be valid

    @property
    def _renewable(self) -> bool:
        return self.tokens.refresh is not None and self.tokens.generation != self._dead_generation

    async def _renewed(self) -> RequestError | None:
        """Runs one renewal for all who wait. Returns its error, since there may be nobody left to catch it."""
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
            fresh = await renew(self._transport, old, self._transport.clock.wall())
        except NotSavedError:
            return RequestError(RequestErrorKind.NOT_SENT)
        except RequestError as failure:
            return await self._not_renewed(old, failure)
        self.tokens = replace(fresh, generation=old.generation + 1)
        self._early_at = self._transport.clock.wall()
        error = await self._keep()
        if error is not None and self._observer is not None:
            self._observer.publish_error(error)
        return None

    async def _not_renewed(self, old: Tokens, failure: RequestError) -> RequestError:
        if failure.kind.invalidates_grant:
            self._dead_generation = old.generation
            await self._remember_refusal(old)
            await self._end_intent()
            return RequestError(RequestErrorKind.SIGNED_OUT, failure.status, text=failure.text)
        if failure.kind.surely_not_applied:  # the refresh token has not been used up
            await self._end_intent()
        if failure.kind.names_its_wait:
            return failure
        # The waiting request was refused with the old token, so nothing of it was applied.
        return failure.changed(kind=RequestErrorKind.NOT_SENT)

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
        """Uses tokens that another process of this program has stored since, by a renewal or a new sign-in."""
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
