"""Who may do what: the demo's one client, authorisation codes, access and refresh tokens, and the scopes they carry."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.demo.people.catalogue import GROUPS

YEAR = 31_536_000
_URL_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)
CODE_LIFETIME = 600
READ_SCOPES = frozenset({f"{group}_read" for group in GROUPS} | {"manual_read"})
ALL_SCOPES = READ_SCOPES | {f"{group}_write" for group in GROUPS} | {"manual_write"}


def is_loopback(authority: str) -> bool:
    """Whether an address's host, with or without a port, is this computer, and nothing else is in it."""
    return _LOOPBACK.fullmatch(authority) is not None


class TokenKind(StrEnum):
    """How a token is presented in the Authorization header."""

    BEARER = "Bearer"
    SIMPLE = "Token"


class Client(Struct, frozen=True):
    """An application registered with the service; `service` is the name under which it owns attributes."""

    client_id: str
    client_secret: str
    redirect_uri: str
    service: str
    label: str

    def accepts(self, redirect_uri: str) -> bool:
        """Whether it is the registered address or another plain-http address on loopback, so that any port may be used.

        User info, other hosts, fragments and what no address may contain (RFC 3986 §2) are refused.
        """
        if not _URL_CHARACTERS.fullmatch(redirect_uri):
            return False
        parts = urlsplit(redirect_uri)
        on_loopback = parts.scheme == "http" and is_loopback(parts.netloc)
        return redirect_uri == self.redirect_uri or (on_loopback and "#" not in redirect_uri)


class Token(Struct, frozen=True):
    """An access token. `grant` ties the pairs of one sign-in together."""

    access: str
    kind: TokenKind
    user: str
    scopes: frozenset[str]
    expires_at: float
    refresh: str | None
    grant: str


class Code(Struct, frozen=True):
    """An authorisation code, to be exchanged once."""

    code: str
    user: str
    scopes: frozenset[str]
    redirect_uri: str
    challenge: str | None
    expires_at: float


class GrantError(Exception):
    """The code or refresh token is not valid, or not any more: `invalid_grant`."""


class TokenOffice:
    """Issues and revokes tokens.

    Every secret follows from the seed, the key and a count, so that a run can be repeated. A server that others on
    the computer can reach draws its key; tests leave it empty.
    """

    def __init__(self, seed: int, key: str = "") -> None:
        self._seed = seed
        self.key = key
        self._issued = 0
        self._tokens: dict[str, Token] = {}
        self._codes: dict[str, Code] = {}
        self._spent: set[str] = set()
        self._withheld: dict[str, frozenset[str]] = {}
        self.client = Client(
            client_id=self.secret("client id")[:20],
            client_secret=self.secret("client secret"),
            redirect_uri="http://localhost:8000/",
            service="exist_desktop",
            label="Exist Desktop",
        )

    def secret(self, *key: object) -> str:
        """Returns an opaque string that depends on the seed, the office's key and its purpose."""
        return hashlib.blake2b(repr((self._seed, *key)).encode(), digest_size=20, key=self.key.encode()).hexdigest()

    def password(self, user: str) -> str:
        """Returns the password that `auth/simple-token/` accepts for the user."""
        return self.secret("password", user)[:12]

    def add_developer_token(self, user: str, expires_at: float) -> Token:
        """Issues the personal token that the service shows beside a client."""
        return self._keep(
            Token(self.secret("developer", user), TokenKind.BEARER, user, ALL_SCOPES, expires_at, None, "developer")
        )

    def simple(self, user: str, expires_at: float) -> Token:
        """Returns the user's one read-only token."""
        return self._keep(
            Token(self.secret("simple", user), TokenKind.SIMPLE, user, READ_SCOPES, expires_at, None, "simple")
        )

    def issue(self, user: str, scopes: Iterable[str], expires_at: float, grant: str | None = None) -> Token:
        """Issues a new pair of access and refresh token."""
        access, refresh = self._fresh("access"), self._fresh("refresh")
        token = Token(access, TokenKind.BEARER, user, frozenset(scopes), expires_at, refresh, grant or access)
        return self._keep(token)

    def find(self, kind: str, access: str, now: float) -> Token | None:
        """Returns a token that is presented as `kind` and still valid, or None."""
        token = self._tokens.get(access)
        return self.seen(token) if token is not None and token.kind == kind and now < token.expires_at else None

    def withhold(self, user: str, scopes: Iterable[str]) -> None:
        """Removes these scopes from everything that the user has granted or will grant, until the next call."""
        self._withheld[user] = frozenset(scopes)

    def seen(self, token: Token) -> Token:
        """Returns the token with the scopes that it really has."""
        return replace(token, scopes=token.scopes - self._withheld.get(token.user, frozenset()))

    def developer(self, user: str) -> str:
        """Returns the user's developer token, valid or not."""
        return self.secret("developer", user)

    def refresh(self, refresh: str, expires_at: float) -> Token:
        """Exchanges a refresh token for a new pair; the old pair is invalid afterwards."""
        old = next((token for token in self._tokens.values() if token.refresh == refresh), None)
        if old is None:
            raise GrantError("The refresh token is not valid.")
        del self._tokens[old.access]
        return self.issue(old.user, old.scopes, expires_at, old.grant)

    def revoke(self, *, access: str | None = None, user: str | None = None) -> int:
        """Revokes one token, or all of a user's."""
        gone = [token.access for token in self._tokens.values() if token.access == access or token.user == user]
        for each in gone:
            del self._tokens[each]
        return len(gone)

    def add_code(self, user: str, scopes: Iterable[str], redirect_uri: str, challenge: str | None, now: float) -> Code:
        """Issues an authorisation code."""
        code = Code(self._fresh("code"), user, frozenset(scopes), redirect_uri, challenge, now + CODE_LIFETIME)
        self._codes[code.code] = code
        return code

    def exchange(self, code: str, redirect_uri: str, verifier: str | None, now: float) -> Token:
        """Exchanges a code for a pair of tokens. A code that comes twice may be stolen: its tokens are revoked."""
        known = self._codes.pop(code, None)
        if code in self._spent:
            for token in [token for token in self._tokens.values() if token.grant == code]:
                del self._tokens[token.access]
        self._spent.add(code)
        if known is None or now >= known.expires_at:
            raise GrantError("The code is not valid.")
        if known.redirect_uri != redirect_uri:
            raise GrantError("The redirect_uri is not the one of the authorisation request.")
        if not _proves(verifier, known.challenge):
            raise GrantError("The code_verifier does not belong to the code_challenge.")
        return self.issue(known.user, known.scopes, now + YEAR, code)

    def snapshot(self) -> dict[str, Any]:
        """Returns everything needed to go on after a restart; codes are short-lived and not saved."""
        tokens = [
            [t.access, t.kind, t.user, sorted(t.scopes), t.expires_at, t.refresh, t.grant]
            for t in self._tokens.values()
        ]
        withheld = {user: sorted(scopes) for user, scopes in self._withheld.items()}
        return {
            "key": self.key,
            "issued": self._issued,
            "tokens": tokens,
            "spent": sorted(self._spent),
            "withheld": withheld,
        }

    def restore(self, saved: dict[str, Any]) -> None:
        """Restores a snapshot that was made with the same key."""
        self._issued, self._spent = saved["issued"], set(saved["spent"])
        self._withheld = {user: frozenset(scopes) for user, scopes in saved["withheld"].items()}
        self._tokens = {}
        for access, kind, user, scopes, expires_at, refresh, grant in saved["tokens"]:
            self._keep(Token(access, TokenKind(kind), user, frozenset(scopes), expires_at, refresh, grant))

    def _keep(self, token: Token) -> Token:
        self._tokens[token.access] = token
        return token

    def _fresh(self, what: str) -> str:
        self._issued += 1
        return self.secret(what, self._issued)


def _proves(verifier: str | None, challenge: str | None) -> bool:
    if challenge is None or verifier is None:
        return challenge is None and verifier is None
    digest = hashlib.sha256(verifier.encode()).digest()
    return hmac.compare_digest(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), challenge)
