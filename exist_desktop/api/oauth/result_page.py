"""The pages that the browser shows at the end of a sign-in. They are constant and repeat nothing of the request."""

from __future__ import annotations

import base64
import hashlib
import html
from enum import Enum, auto
from typing import Protocol

TITLE = "Exist Desktop"
STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;max-width:32em;margin:20vh auto;padding:0 1.5em;"
    "color:#1d2733;background:#fff}@media(prefers-color-scheme:dark){body{color:#e6ebf0;background:#14191f}}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", _POLICY),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Connection", "close"),
)


class Reply(Enum):
    """The answers to a request of the browser."""

    ARRIVED = auto()
    DENIED = auto()
    NOT_OURS = auto()
    OTHER_HOST = auto()
    OTHER_PATH = auto()
    OTHER_METHOD = auto()
    TOO_LONG = auto()


STATUS = {
    Reply.ARRIVED: 200,
    Reply.DENIED: 200,
    Reply.NOT_OURS: 400,
    Reply.OTHER_HOST: 403,
    Reply.OTHER_PATH: 404,
    Reply.OTHER_METHOD: 405,
    Reply.TOO_LONG: 431,
}


class PageWords(Protocol):
    """The sentences of the pages, in the person's language."""

    @property
    def arrived(self) -> str:
        """Exist has answered."""

    @property
    def denied(self) -> str:
        """The person did not allow access."""

    @property
    def not_ours(self) -> str:
        """The request belongs to no sign-in that is waiting."""


def page(sentence: str) -> bytes:
    """Returns the page with one sentence, whose first letter says in which direction it runs."""
    return (
        f'<!doctype html><meta charset="utf-8"><title>{TITLE}</title><style>{STYLE}</style>'
        f'<h1>{TITLE}</h1><p dir="auto">{html.escape(sentence)}</p>'
    ).encode()
