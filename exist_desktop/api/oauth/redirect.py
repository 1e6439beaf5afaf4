"""The redirect address of a sign-in: where the browser sends the answer, and how to check that the answer is ours."""

from __future__ import annotations

import hmac
from urllib.parse import SplitResult, parse_qs, urlsplit

from msgspec import Struct

from exist_desktop.api.sanitize import LONGEST_TEXT, one_line
from exist_desktop.errors import SignInError, SignInErrorKind

MOST_FIELDS = 20
OWN_NAMES = {"localhost": ("127.0.0.1", "::1"), "127.0.0.1": ("127.0.0.1",), "::1": ("::1",)}
"""The hosts that can be listened on, and the addresses that a browser may use for them."""


class Redirect(Struct, frozen=True):
    """A redirect address in its parts. `addresses` are those to listen on. If there are none, the answer is pasted."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def beginning(self) -> str:
        """How the address begins that the browser shows after access was allowed."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{name}{'' if self.port == usual else f':{self.port}'}{self.path}?code=…"

    @property
    def host_headers(self) -> frozenset[bytes]:
        """What a browser that was redirected here sends as its `Host` header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        spelled = {f"{name}:{self.port}"} | ({name} if self.port == 80 else set())
        return frozenset(text.encode() for text in spelled)


class Callback(Struct, frozen=True):
    """The server's answer through the browser: a code or an error, and the state if it has one."""

    code: str | None
    error: str | None
    text: str
    state: str | None

    def has_state(self, state: str) -> bool:
        """Whether it has this state, compared in constant time."""
        return self.state is not None and hmac.compare_digest(self.state.encode(), state.encode())


def parse_redirect(uri: str) -> Redirect:
    """Returns the address in its parts. Raises `SignInError` (BAD_REDIRECT) if it cannot be one."""
    try:
        parts = urlsplit(uri)
        redirect = _in_parts(parts)
    except ValueError:
        raise SignInError(SignInErrorKind.BAD_REDIRECT, uri) from None
    if not redirect.host or redirect.port == 0 or parts.scheme not in ("http", "https") or parts.fragment:
        raise SignInError(SignInErrorKind.BAD_REDIRECT, uri)
    return redirect


def _in_parts(parts: SplitResult) -> Redirect:
    host = parts.hostname or ""
    port = {"http": 80, "https": 443}.get(parts.scheme, 0) if parts.port is None else parts.port
    addresses = OWN_NAMES.get(host, ()) if parts.scheme == "http" else ()
    return Redirect(parts.scheme, host, port, parts.path or "/", addresses)


def parse_callback(query: str) -> Callback | None:
    """Returns the answer in a query, or None unless it has exactly one code or one error, and at most one state."""
    try:
        fields = parse_qs(query, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    if any(len(fields.get(name, ())) > 1 for name in ("code", "error", "state")):
        return None
    code, error, state, text = (fields.get(name, [None])[0] for name in ("code", "error", "state", "error_description"))
    if bool(code) == bool(error):
        return None
    return Callback(code or None, error or None, one_line(text or error or "", LONGEST_TEXT), state)


def parse_pasted(address: str, redirect: Redirect) -> Callback:
    """Returns the answer in a pasted address. Raises `SignInError` if it is another address, or has no answer."""
    try:
        parts = urlsplit(address.strip())
        pasted = _in_parts(parts)
    except ValueError:
        raise SignInError(SignInErrorKind.NO_CODE) from None
    if not pasted.host or pasted.scheme not in ("http", "https"):
        raise SignInError(SignInErrorKind.NOT_AN_ADDRESS, redirect.beginning)
    if pasted != redirect:
        raise SignInError(SignInErrorKind.NOT_FOR_THIS_SIGN_IN)
    callback = parse_callback(parts.query)
    if callback is None:
        raise SignInError(SignInErrorKind.NO_CODE)
    return callback
