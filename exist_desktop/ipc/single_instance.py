"""One window per data folder: a local socket on which a second start, or the command line, speaks to the first.

One JSON object a line, answered by one. Only acts that are known, from the same user, on a socket that is named by a
hash of the data folder and lies in a folder of the user's own (a socket's path may have 107 bytes). Qt's part for it
is loaded when there is somebody to speak to, so that a start does not wait for it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from exist_desktop.ipc import socket_path

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_log = logging.getLogger(__name__)

LONGEST_LINE = 4096
MOST_CONNECTIONS = 8
CONNECT_MILLISECONDS = 500
GLANCE_MILLISECONDS = 100
"""How long Qt waits at a stretch; it holds the interpreter meanwhile, and Ctrl+C should be heard."""
Answer = dict[str, Any]
LONGEST_TOKEN = 512


class Request(StrEnum):
    """What one process may ask of the running window."""

    SHOW = "show"
    QUICK = "quick"
    CHANGED = "changed"
    SIGNED_IN = "signed_in"
    SYNC = "sync"


def is_token(text: object) -> bool:
    """Whether it could be what a launcher hands to a program that it starts, for its window to come to the front."""
    return isinstance(text, str) and 0 < len(text) <= LONGEST_TOKEN and text.isascii() and text.isprintable()


def tell(folder: Path, request: Request, *, data: int = 0) -> None:
    """Tells the running window, if there is one, and waits for no answer: what it makes of it is its own business.

    `data` is as for `ask`.
    """
    socket = _connected(folder)
    if socket is not None:
        socket.write(json.dumps({"act": request, "data": data}).encode() + b"\n")
        socket.waitForBytesWritten(CONNECT_MILLISECONDS)


def _connected(folder: Path) -> QLocalSocket | None:
    """A connection to the running window of this user; None where there is none."""
    if sys.platform == "win32":
        return _connected_at(socket_path.name(folder))
    found = (_connected_at(str(path)) for path in socket_path.places_to_ask(folder))
    return next(filter(None, found), None)


def _connected_at(name: str) -> QLocalSocket | None:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MILLISECONDS):
        return None
    if sys.platform != "win32" and not socket_path.is_of_same_user(int(socket.socketDescriptor())):
        _log.warning("Somebody else listens where a window of this user would; nothing was said to them")
        socket.abort()
        return None
    return socket


def ask(folder: Path, request: Request, *, data: int = 0, token: str = "", patience: float = 5.0) -> Answer | None:
    """The running window's answer to a wish; None where no window runs or it does not answer in time.

    `data` is the version of the data that the asking program knows: a window of an older one says that it was updated.
    `token` is the launcher's, for a window that is to come to the front.
    """
    socket = _connected(folder)
    if socket is None:
        return None
    socket.write(json.dumps({"act": request, "token": token, "data": data}).encode() + b"\n")
    received, until = b"", time.monotonic() + patience
    while not received.endswith(b"\n"):
        if socket.waitForReadyRead(GLANCE_MILLISECONDS):
            received += bytes(socket.readAll().data())
        elif socket.state() is not socket.LocalSocketState.ConnectedState or time.monotonic() > until:
            return None
        if len(received) > LONGEST_LINE:
            return None
    return _object(received)


def _object(line: bytes) -> Answer | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_ours(socket: QLocalSocket) -> bool:
    """Whether this user is at the other end; a pipe of Windows lets nobody else in."""
    return sys.platform == "win32" or socket_path.is_of_same_user(int(socket.socketDescriptor()))


class InstanceServer(QObject):
    """The window's side: listens, and answers each known wish with what `fulfil` gives for it and its token.

    `on_newer` hears of an asking program that knows a later version of the data than `data`.
    """

    def __init__(
        self,
        folder: Path,
        fulfil: Callable[[Request, str], Awaitable[Answer]],
        *,
        data: int = 0,
        on_newer: Callable[[], None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._folder = folder
        self._fulfil = fulfil
        self._data = data
        self._on_newer = on_newer
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_CONNECTIONS)
        self._server.newConnection.connect(self._on_new_connection)
        self._answers: set[asyncio.Task[None]] = set()
        self._open = 0
        self._silent: list[QLocalSocket] = []
        """Those that have not asked for anything yet, the oldest first."""

    def listen(self) -> bool:
        """Starts listening; whether it could. A socket that a crash left behind is taken over.

        The caller has the turn to show the window, so no other one listens there.
        """
        for name in self._names():
            if self._server.listen(name):
                return True
            if self._server.removeServer(name) and self._server.listen(name):
                return True
        _log.warning("No place for the local socket; another start can only say that this window runs already")
        return False

    def _names(self) -> Iterator[str]:
        if sys.platform == "win32":
            yield socket_path.name(self._folder)
        else:
            yield from map(str, socket_path.places_to_listen(self._folder))

    async def stop(self) -> None:
        """Stops listening, hangs up on who is silent, and lets answers that are under way end."""
        self._server.close()
        for socket in list(self._silent):
            socket.abort()
        if self._answers:
            await asyncio.wait(self._answers, timeout=1)

    def _on_new_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if self._open >= MOST_CONNECTIONS and self._silent:
            self._silent[0].abort()  # refusing the new one would let silence lock a second start out
        if self._open >= MOST_CONNECTIONS or not _is_ours(socket):
            socket.abort()
            socket.deleteLater()
            return
        self._open += 1
        self._silent.append(socket)
        socket.setParent(self)
        socket.readyRead.connect(lambda: self._on_ready(socket))
        socket.disconnected.connect(lambda: self._on_disconnected(socket))
        if socket.bytesAvailable():
            self._on_ready(socket)

    def _on_disconnected(self, socket: QLocalSocket) -> None:
        self._open -= 1
        self._no_longer_silent(socket)
        socket.deleteLater()

    def _no_longer_silent(self, socket: QLocalSocket) -> None:
        if socket in self._silent:
            self._silent.remove(socket)

    def _on_ready(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST_LINE:
                socket.abort()
            return
        wanted = _object(bytes(socket.readLine(LONGEST_LINE).data()))
        try:
            request = Request(str(wanted["act"])) if wanted else None
        except (KeyError, ValueError):
            request = None
        if request is None:
            socket.abort()
            return
        self._no_longer_silent(socket)
        token, data = (wanted.get("token"), wanted.get("data")) if wanted else (None, None)
        if isinstance(data, int) and data > self._data:
            self._on_newer()
        act = self._answer(socket, request, str(token) if is_token(token) else "")
        task = asyncio.get_running_loop().create_task(act)
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer(self, socket: QLocalSocket, request: Request, token: str) -> None:
        try:
            answer = await self._fulfil(request, token)
        except Exception:
            _log.exception("A wish from another process could not be fulfilled")
            answer = {"failed": True}
        if isValid(socket) and socket.state() is socket.LocalSocketState.ConnectedState:
            socket.write(json.dumps(answer).encode() + b"\n")
            socket.flush()
            socket.disconnectFromServer()
