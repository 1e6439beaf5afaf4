"""As much of the Wayland protocol as a keyboard and a pointer for tests need, spoken directly on the socket.

No package of Debian 12 moves the pointer of a compositor without rights to the kernel's devices.
"""

from __future__ import annotations

import array
import os
import socket
import struct
from collections.abc import Sequence
from pathlib import Path

from tests.patience import PATIENCE

HEADER = struct.Struct("=II")
"""The object; the length of the whole message, and below it the number of the request or event."""
WORD = struct.Struct("=I")

DISPLAY = 1
"""The one object that is there from the beginning."""
SYNC, GET_REGISTRY = 0, 1
BIND = 0
ERROR, GLOBAL, DONE = 0, 0, 0
FIRST_VERSION = WORD.pack(1)
MOST_BYTES = 65_536


class WaylandError(Exception):
    """The compositor ended the connection, or lacks what is asked of it."""


class WaylandClient:
    """A connection to the compositor of `WAYLAND_DISPLAY`."""

    def __init__(self, display: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(PATIENCE)
        self._socket.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), display)))
        self._last = DISPLAY
        self._unread = b""
        self._globals: dict[str, int] = {}
        self._done: set[int] = set()
        self._registry = self.create(DISPLAY, GET_REGISTRY)
        self.wait()

    def create(self, by: int, request: int, body: bytes = b"") -> int:
        """Sends a request whose last argument is the number of an object that it creates, and returns that number.

        The compositor wants them in order, each the next one after the last.
        """
        self._last += 1
        self.send(by, request, body + WORD.pack(self._last))
        return self._last

    def bind(self, interface: str) -> int:
        """Returns a global of the compositor, in the first version of its interface."""
        if interface not in self._globals:
            raise WaylandError(f"the compositor has no {interface}")
        name = interface.encode() + b"\0"
        padded = WORD.pack(len(name)) + name + bytes(-len(name) % 4)
        return self.create(self._registry, BIND, WORD.pack(self._globals[interface]) + padded + FIRST_VERSION)

    def send(self, to: int, request: int, body: bytes = b"", descriptors: Sequence[int] = ()) -> None:
        """Sends a request to an object."""
        message = HEADER.pack(to, (HEADER.size + len(body)) << 16 | request) + body
        rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))
        self._socket.sendmsg([message], [rights] if descriptors else [])

    def wait(self) -> None:
        """Waits until the compositor has done all that was sent."""
        mark = self.create(DISPLAY, SYNC)
        while mark not in self._done:
            self._read()
        self._done.clear()

    def close(self) -> None:
        """Hangs up; what was created goes with the connection."""
        self._socket.close()

    def _read(self) -> None:
        received = self._socket.recv(MOST_BYTES)
        if not received:
            raise WaylandError("the compositor has gone")
        self._unread += received
        while len(self._unread) >= HEADER.size:
            sender, word = HEADER.unpack_from(self._unread)
            if len(self._unread) < (size := word >> 16):
                return
            body, self._unread = self._unread[HEADER.size : size], self._unread[size:]
            self._take(sender, word & 0xFFFF, body)

    def _take(self, sender: int, event: int, body: bytes) -> None:
        if (sender, event) == (DISPLAY, ERROR):
            raise WaylandError(repr(body))
        if (sender, event) == (self._registry, GLOBAL):
            name, length = struct.unpack_from("=II", body)
            self._globals[body[8 : 7 + length].decode()] = name
        elif event == DONE and len(body) == WORD.size:
            self._done.add(sender)
