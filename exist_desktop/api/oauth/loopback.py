"""Binds the port of a redirect address on this computer, exclusively.

A browser may use 127.0.0.1 or ::1 for `localhost`. A program that has the port on the other one would get the code from
some browsers, so both are bound, or none.
"""

from __future__ import annotations

import errno
import socket
import sys

from exist_desktop.api.oauth.redirect import Redirect
from exist_desktop.errors import SignInError, SignInErrorKind

NO_SUCH_ADDRESS = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def bind(redirect: Redirect) -> list[socket.socket]:
    """Returns listening sockets on all addresses that this computer has. Raises `SignInError` if one is in use."""
    bound: list[socket.socket] = []
    try:
        for address in redirect.addresses:
            taken = _bind_one(address, redirect.port)
            if taken is not None:
                bound.append(taken)
    except OSError as error:
        for other in bound:
            other.close()
        raise SignInError(SignInErrorKind.PORT_BUSY, str(redirect.port)) from error
    if not bound:
        raise SignInError(SignInErrorKind.BAD_REDIRECT, redirect.host)
    return bound


def _bind_one(address: str, port: int) -> socket.socket | None:
    """Returns a listening socket, or None if this computer has no such address, as without IPv6."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    opened: socket.socket | None = None
    try:
        opened = socket.socket(family, socket.SOCK_STREAM)
        _make_exclusive(opened)
        opened.bind((address, port))
        opened.listen()
    except OSError as error:
        if opened is not None:
            opened.close()
        if error.errno in NO_SUCH_ADDRESS:
            return None
        raise
    return opened


def _make_exclusive(opened: socket.socket) -> None:
    if sys.platform == "win32":
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        # Elsewhere this allows no second listener. It only reuses a port that the last sign-in has just left.
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
