"""Takes the port of a redirect address on this computer, for ourselves alone.

A browser may take `localhost` for 127.0.0.1 or for ::1. Whoever holds the port on only one of them would get the code
from some browsers, so both are taken, or none.
"""

from __future__ import annotations

import errno
import socket
import sys

from exist_desktop.api.oauth.redirect import Redirect
from exist_desktop.errors import SignInError, SignInErrorKind

NO_SUCH_ADDRESS = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def bind(redirect: Redirect) -> list[socket.socket]:
    """Bound sockets for all addresses that this computer has; raises `SignInError` where one is taken."""
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
    """A listening socket; None where this computer has no such address, as without IPv6."""
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
        # Elsewhere this lets no second one listen; it only takes a port that the last sign-in left a moment ago.
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
