"""Ports of this computer that nothing listens on, for the tests' own servers and listeners."""

from __future__ import annotations

import errno
import socket


def free_port() -> int:
    """A port that is free on both addresses of localhost; what is free on one of them may be taken on the other."""
    while True:
        with socket.socket() as four, socket.socket(socket.AF_INET6) as six:
            four.bind(("127.0.0.1", 0))
            port: int = four.getsockname()[1]
            try:
                six.bind(("::1", port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
            else:
                return port
