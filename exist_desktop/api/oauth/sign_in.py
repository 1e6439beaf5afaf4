"""Signs in: through the browser with the person's own client, or with a pasted token."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from msgspec import Struct

from exist_desktop.api.client import ExistClient
from exist_desktop.api.http.transport import Transport
from exist_desktop.api.oauth.redirect import Callback, parse_callback, parse_pasted, parse_redirect
from exist_desktop.api.oauth.result_page import PageWords, Reply
from exist_desktop.api.oauth.scopes import DEFAULT
from exist_desktop.api.oauth.session import Session
from exist_desktop.api.oauth.token_endpoint import ClientCredentials, exchange
from exist_desktop.api.oauth.tokens import TokenKind, Tokens, is_token, pasted
from exist_desktop.domain.account import Profile
from exist_desktop.errors import RequestError, RequestErrorKind, SignInError, SignInErrorKind

if TYPE_CHECKING:
    from exist_desktop.api.oauth.listener import Listener

AUTHORIZE_PATH = "/oauth2/authorize"
PATIENCE = 300.0


class SignedIn(Struct, frozen=True):
    """Tokens that work, and whose they are. They are not used before the person confirms that."""

    tokens: Tokens
    profile: Profile


class SignIn:
    """One sign-in through the browser: `start`, then `finish`. `stop` ends it at any time.

    The answer's address can also be pasted. It must be if the redirect address is not on this computer.
    """

    def __init__(
        self,
        transport: Transport,
        client: ClientCredentials,
        scopes: Sequence[str] = DEFAULT,
        *,
        words: PageWords,
    ) -> None:
        self._transport = transport
        self._client = client
        self._scopes = scopes
        self._redirect = parse_redirect(client.redirect_uri)
        self._state = secrets.token_urlsafe(32)
        self._verifier = secrets.token_urlsafe(64)
        self._arrived: asyncio.Future[str | SignInError] = asyncio.get_running_loop().create_future()
        self._listener: Listener | None = None
        if self._redirect.addresses:
            from exist_desktop.api.oauth.listener import Listener

            self._listener = Listener(self._redirect, self, words)

    @property
    def listens(self) -> bool:
        """Whether the browser's answer arrives by itself. Otherwise its address must be pasted."""
        return self._listener is not None

    async def start(self) -> str:
        """Listens, then returns the address to open in the browser. Raises `SignInError`."""
        if self._listener is not None:
            await self._listener.start()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self._verifier.encode()).digest()).rstrip(b"=")
        asked = {
            "response_type": "code",
            "client_id": self._client.client_id,
            "redirect_uri": self._client.redirect_uri,
            "scope": " ".join(self._scopes),
            "state": self._state,
            "code_challenge": challenge.decode(),
            "code_challenge_method": "S256",
        }
        return f"{self._transport.server}{AUTHORIZE_PATH}?{urlencode(asked)}"

    def paste(self, address: str) -> None:
        """Takes the answer from the browser's address bar. Raises `SignInError`, and then another one can be pasted.

        An answer without a state is only accepted here, since the person has pasted it.
        """
        callback = parse_pasted(address, self._redirect)
        if callback.state is not None and not callback.has_state(self._state):
            raise SignInError(SignInErrorKind.NOT_FOR_THIS_SIGN_IN)
        self._take(callback)

    async def finish(self, patience: float = PATIENCE) -> SignedIn:
        """Waits for the answer and redeems it at once. Raises `SignInError` or `RequestError`."""
        try:
            async with asyncio.timeout(patience):
                arrived = await self._arrived
            if isinstance(arrived, SignInError):
                raise arrived
            return await self._redeem(arrived)
        except TimeoutError:
            raise SignInError(SignInErrorKind.TIMED_OUT) from None
        finally:
            await self.stop()

    async def stop(self) -> None:
        """Closes the listener. A waiting `finish` ends as cancelled."""
        self._end(SignInError(SignInErrorKind.CANCELLED))
        if self._listener is not None:
            await self._listener.stop()

    def hear(self, query: str) -> Reply:
        """Takes the answer that the browser brought, if it is for this sign-in."""
        callback = parse_callback(query)
        if callback is None or self._arrived.done() or not callback.has_state(self._state):
            return Reply.NOT_OURS
        self._take(callback)
        return Reply.ARRIVED if callback.code else Reply.DENIED

    def _take(self, callback: Callback) -> None:
        if callback.code is not None:
            self._end(callback.code)
        elif callback.error == "access_denied":
            self._end(SignInError(SignInErrorKind.DENIED))
        else:
            self._end(SignInError(SignInErrorKind.REFUSED, callback.text))

    def give_up(self) -> None:
        """Ends this sign-in, since something sends one wrong request after the other."""
        self._end(SignInError(SignInErrorKind.TOO_MANY_BAD_REQUESTS))

    def _end(self, result: str | SignInError) -> None:
        if not self._arrived.done():
            self._arrived.set_result(result)

    async def _redeem(self, code: str) -> SignedIn:
        try:
            tokens = await exchange(self._transport, self._client, code, self._verifier, self._transport.clock.wall())
            return await _signed_in(self._transport, tokens)
        except RequestError as error:
            if error.kind.denies_tokens:
                raise SignInError(SignInErrorKind.REFUSED, error.text) from error
            raise


async def try_token(transport: Transport, text: str) -> SignedIn:
    """Signs in with a token of the service's developer page, or else with a simple one, which can only read.

    Raises `SignInError` (BAD_TOKEN) if neither is accepted, and `RequestError`.
    """
    token = pasted(text)
    if not is_token(token):
        raise SignInError(SignInErrorKind.BAD_TOKEN)
    for kind in (TokenKind.BEARER, TokenKind.SIMPLE):
        try:
            return await _signed_in(transport, Tokens(kind, token))
        except RequestError as error:
            if error.kind is not RequestErrorKind.SIGNED_OUT:
                raise
    raise SignInError(SignInErrorKind.BAD_TOKEN)


async def _signed_in(transport: Transport, tokens: Tokens) -> SignedIn:
    probe = Session(transport, replace(tokens, refresh=None))  # a pair that is not stored yet must not be renewed
    return SignedIn(tokens, await ExistClient(transport, probe).profile())
