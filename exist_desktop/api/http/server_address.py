"""Which addresses may be the server: https anywhere, plain http only on this computer."""

from __future__ import annotations

import re
from enum import Enum, auto
from urllib.parse import urlsplit

EXIST = "https://exist.io"
LONGEST_HOST = 253
_LABEL = re.compile(r"[A-Za-z0-9_-]{1,63}")
_NUMBER = re.compile(r"\d+|0[xX][0-9a-fA-F]*")
"""The last part of something meant as an IPv4 address."""


class ServerAddressErrorKind(Enum):
    """What is wrong with a server's address."""

    NOT_AN_ADDRESS = auto()
    NOT_PRIVATE = auto()
    """Plain http to another computer: others could read the token."""
    NOT_BARE = auto()
    """More than scheme, host and port."""


class ServerAddressError(ValueError):
    """An address that cannot be the server's."""

    def __init__(self, kind: ServerAddressErrorKind, typed: str) -> None:
        super().__init__(kind, typed)
        self.kind = kind
        self.typed = typed


def is_loopback(host: str) -> bool:
    """Whether the host is this computer, by its well-known name or by its address."""
    if host.lower() == "localhost":
        return True
    import ipaddress  # most servers have a name, so most starts need not load it

    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_server(url: str) -> str:
    """Returns the server's origin in one spelling, such as `https://exist.io`. Raises `ServerAddressError`."""
    typed = url.strip()
    if not typed.isprintable():  # urlsplit drops line ends and tabs, which gives another address
        raise ServerAddressError(ServerAddressErrorKind.NOT_AN_ADDRESS, url)
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ServerAddressError(ServerAddressErrorKind.NOT_AN_ADDRESS, url) from None
    if parts.scheme not in ("http", "https") or not _is_host(host) or port == 0:
        raise ServerAddressError(ServerAddressErrorKind.NOT_AN_ADDRESS, url)
    if parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc or "?" in typed:
        raise ServerAddressError(ServerAddressErrorKind.NOT_BARE, url)
    if parts.scheme == "http" and not is_loopback(host):
        raise ServerAddressError(ServerAddressErrorKind.NOT_PRIVATE, url)
    usual = {"http": 80, "https": 443}[parts.scheme]
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + ("" if port in (None, usual) else f":{port}")


def _is_host(host: str) -> bool:
    """Whether it is an address, or a name that can be looked up and called."""
    if ":" in host:
        return "%" not in host and _is_address(host)
    labels = host.split(".")
    if len(host) > LONGEST_HOST or not all(map(_is_label, labels)):
        return False
    return _is_address(host) if _NUMBER.fullmatch(labels[-1]) else True


def _is_address(host: str) -> bool:
    import ipaddress

    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_label(label: str) -> bool:
    if not _LABEL.fullmatch(label):
        return False
    if not label.lower().startswith("xn--"):
        return True
    import idna

    try:
        idna.decode(label)
    except UnicodeError:
        return False
    return True


def usable_server(named: str | None, chosen: str) -> str:
    """Returns the server that is named, else the chosen one, else Exist if the choice is not valid.

    Raises `ServerAddressError` for one that is named.
    """
    try:
        check_server(named or chosen)
    except ServerAddressError:
        if named:
            raise
        return EXIST
    return named or chosen
