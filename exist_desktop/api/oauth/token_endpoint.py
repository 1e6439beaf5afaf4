"""The requests that return tokens: for a code, for a refresh token, for a password."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from exist_desktop.api.decoding import decode
from exist_desktop.api.http.transport import API, TOKEN_PATH, Transport
from exist_desktop.api.models import SimpleTokenModel, TokenModel
from exist_desktop.api.oauth import scopes
from exist_desktop.api.oauth.tokens import TokenKind, Tokens, is_token
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.errors import RequestError, RequestErrorKind

SIMPLE_TOKEN_PATH = API + "auth/simple-token/"
LONGEST_LIFE = 10 * 366 * DAY_SECONDS
"""The longest life of a token in seconds. A longer one is cut to it, and one below zero is zero."""
DEFAULT_REDIRECT = "http://localhost:8000/"


@dataclass(frozen=True)
class ClientCredentials:
    """The person's own client at the service, as its developer page shows it."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str = DEFAULT_REDIRECT


async def exchange(transport: Transport, client: ClientCredentials, code: str, verifier: str, now: float) -> Tokens:
    """Returns the tokens for a code, which the server accepts once. Raises `RequestError`."""
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": client.client_id,
        "client_secret": client.client_secret,
        "redirect_uri": client.redirect_uri,
        "code_verifier": verifier,
    }
    answer = await _ask(transport, fields)
    return _tokens(answer, client.client_id, client.client_secret, now)


async def renew(transport: Transport, old: Tokens, now: float) -> Tokens:
    """Returns a new pair for a refresh token. Both old tokens are invalid from then on. Raises `RequestError`."""
    assert old.refresh is not None
    fields = {
        "grant_type": "refresh_token",
        "refresh_token": old.refresh,
        "client_id": old.client_id,
        "client_secret": old.client_secret,
    }
    fresh = _tokens(await _ask(transport, fields), old.client_id, old.client_secret, now)
    granted = old.scopes if fresh.scopes is None else fresh.scopes
    return replace(fresh, refresh=fresh.refresh or old.refresh, scopes=granted)


async def simple_token(transport: Transport, username: str, password: str) -> Tokens:
    """Returns the read-only token of an account. The program never asks for a password; scripts may."""
    fields = {"username": username, "password": password}
    answer = await decode(await transport.post_form(SIMPLE_TOKEN_PATH, fields), SimpleTokenModel)
    if not is_token(answer.token):
        raise RequestError(RequestErrorKind.STRANGE, reason="a token that is none")
    return Tokens(TokenKind.SIMPLE, answer.token)


async def _ask(transport: Transport, fields: dict[str, str]) -> TokenModel:
    return await decode(await transport.post_form(TOKEN_PATH, fields), TokenModel)


def _tokens(answer: TokenModel, client_id: str, client_secret: str, now: float) -> Tokens:
    given = (answer.access_token, answer.refresh_token or None)
    if not all(is_token(token) for token in given if token is not None):
        raise RequestError(RequestErrorKind.STRANGE, reason="a token that is none")
    if (answer.token_type or "Bearer").lower() != "bearer":
        raise RequestError(RequestErrorKind.STRANGE, reason="an unknown kind of token")
    return Tokens(
        kind=TokenKind.BEARER,
        access=answer.access_token,
        refresh=answer.refresh_token or None,
        expires_at=_expires_at(answer.expires_in, now),
        scopes=None if answer.scope is None else scopes.parse(answer.scope),
        client_id=client_id,
        client_secret=client_secret,
    )


def _expires_at(life: float | None, now: float) -> float | None:
    """Returns when a token ends, or None if the server has not said."""
    if life is None or math.isnan(life):
        return None
    return now + min(max(life, 0.0), LONGEST_LIFE)
