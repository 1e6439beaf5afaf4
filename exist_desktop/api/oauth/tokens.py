"""The tokens of one account, as an immutable value and as the line of JSON that the keyring stores."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

LONGEST_STORED = 1200
"""Characters that fit any keyring. Windows takes 2,560 bytes of two-byte characters."""


_AROUND = re.compile(r"""^(?:[^!-~]|["'`])+|(?:[^!-~]|["'`])+$""")


class TokenKind(StrEnum):
    """The word before a token in the `Authorization` header."""

    BEARER = "Bearer"
    SIMPLE = "Token"
    """Read-only: the service accepts no writes with it."""


@dataclass(frozen=True)
class Tokens:
    """An access token and what is needed to renew it.

    `expires_at` is in seconds since 1970. `scopes` is None if the server has not said. `generation` counts
    renewals, so that a refused request knows whether it had the newest token.
    """

    kind: TokenKind
    access: str = field(repr=False)
    refresh: str | None = field(default=None, repr=False)
    expires_at: float | None = None
    scopes: frozenset[str] | None = None
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    generation: int = 0

    @property
    def header(self) -> str:
        """The value of the `Authorization` header."""
        return f"{self.kind} {self.access}"

    @property
    def read_only(self) -> bool:
        """Whether the service accepts no writes with it, whatever the scopes."""
        return self.kind is TokenKind.SIMPLE


def pasted(text: str) -> str:
    """Returns a token, an id or a secret out of text that was copied, typed or read from a file.

    Removes a byte-order mark in any encoding, quotes, spaces and line ends around it, and the first word of a header.
    None of these can be part of a token.
    """
    for word in ("authorization:", "bearer", "token"):
        text = _trimmed(text)
        if text.lower().startswith(word) and text[len(word) :][:1].isspace():
            text = text[len(word) :]
    return _trimmed(text)


def _trimmed(text: str) -> str:
    shown = text.replace("\0", "")  # every second byte of UTF-16
    return _AROUND.sub("", shown)


def is_token(text: str) -> bool:
    """Whether the text can be a token in a header: visible ASCII, at most 512 characters."""
    return 0 < len(text) <= 512 and all("!" <= character <= "~" for character in text)


def to_stored(tokens: Tokens) -> str:
    """Returns the JSON to store. Raises ValueError if it is too long for a keyring."""
    text = msgspec.json.encode(tokens, order="sorted").decode()
    if len(text) > LONGEST_STORED:
        raise ValueError(f"{len(text)} characters of tokens are more than a keyring keeps")
    return text


def from_stored(text: str) -> Tokens:
    """Returns the tokens from stored JSON. Raises ValueError if it cannot be read."""
    try:
        return msgspec.json.decode(text, type=Tokens)
    except msgspec.MsgspecError as error:
        raise ValueError("the kept tokens cannot be read") from error
