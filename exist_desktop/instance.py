"""One window per data folder: a local socket on which a second start, or the command line, speaks to the first.

One JSON object a line, answered by one. Only acts that are known, from the same user, on a socket that is named by a
hash of the data folder and lies in a folder of the user's own (a socket's path may have 107 bytes). Qt's part for it
is loaded when there is somebody to speak to, so that a start does not wait for it.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import struct
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

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


class Wish(StrEnum):
    """What one process may ask of the running window."""

    SHOW = "show"
    QUICK = "quick"
    CHANGED = "changed"
    SIGNED_IN = "signed_in"
    SYNC = "sync"


def is_token(text: object) -> bool:
    """Whether it could be what a launcher hands to a program that it starts, for its window to come to the front."""
    return isinstance(text, str) and 0 < len(text) <= LONGEST_TOKEN and text.isascii() and text.isprintable()


def address(folder: Path) -> str:
    """The socket's name for a data folder: a path on Unix, a pipe's name on Windows."""
    name = "exist-desktop-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    if sys.platform == "win32":
        return name
    return str(_private_folder() / name)


def _private_folder() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and Path(runtime).is_dir():
        return Path(runtime)
    folder = Path(tempfile.gettempdir()) / f"exist-desktop-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not private to this user")
    return folder


def tell(folder: Path, wish: Wish, *, data: int = 0) -> None:
    """Tells the running window, if there is one, and waits for no answer: what it makes of it is its own business.

    `data` is as for `ask`.
    """
    socket = _connected(folder)
    if socket is not None:
        socket.write(json.dumps({"act": wish, "data": data}).encode() + b"\n")
        socket.waitForBytesWritten(CONNECT_MILLISECONDS)


def _connected(folder: Path) -> QLocalSocket | None:
    """A connection to the running window; None where there is none."""
    try:
        name = address(folder)
    except OSError:
        return None
    if sys.platform != "win32" and not Path(name).exists():
        return None
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    return socket if socket.waitForConnected(CONNECT_MILLISECONDS) else None


def ask(folder: Path, wish: Wish, *, data: int = 0, token: str = "", patience: float = 5.0) -> Answer | None:
    """The running window's answer to a wish; None where no window runs or it does not answer in time.

    `data` is the version of the data that the asking program knows: a window of an older one says that it was updated.
    `token` is the launcher's, for a window that is to come to the front.
    """
    socket = _connected(folder)
    if socket is None:
        return None
    socket.write(json.dumps({"act": wish, "token": token, "data": data}).encode() + b"\n")
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


def _is_of_same_user(descriptor: int) -> bool:
    """Whether this user is at the other end; where the system does not tell, the mode of the socket has to do."""
    import socket

    if not hasattr(socket, "SO_PEERCRED"):
        return True
    with socket.socket(fileno=os.dup(descriptor)) as connection:
        told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _process, user, _group = struct.unpack("3i", told)
    return bool(user == os.getuid())


class InstanceServer(QObject):
    """The window's side: listens, and answers each known wish with what `fulfil` gives for it and its token.

    `on_newer` hears of an asking program that knows a later version of the data than `data`.
    """

    def __init__(
        self,
        folder: Path,
        fulfil: Callable[[Wish, str], Awaitable[Answer]],
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
        """Starts listening; whether it could. A socket that a crash left behind is taken over."""
        try:
            name = address(self._folder)
        except OSError:
            _log.warning("No private folder for the local socket; a second start will open a second window")
            return False
        if self._server.listen(name):
            return True
        self._server.removeServer(name)
        return bool(self._server.listen(name))

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
        if self._open >= MOST_CONNECTIONS or not _is_of_same_user(int(socket.socketDescriptor())):
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
            wish = Wish(str(wanted["act"])) if wanted else None
        except (KeyError, ValueError):
            wish = None
        if wish is None:
            socket.abort()
            return
        self._no_longer_silent(socket)
        token, data = (wanted.get("token"), wanted.get("data")) if wanted else (None, None)
        if isinstance(data, int) and data > self._data:
            self._on_newer()
        act = self._answer(socket, wish, str(token) if is_token(token) else "")
        task = asyncio.get_running_loop().create_task(act)
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer(self, socket: QLocalSocket, wish: Wish, token: str) -> None:
        try:
            answer = await self._fulfil(wish, token)
        except Exception:
            _log.exception("A wish from another process could not be fulfilled")
            answer = {"failed": True}
        if isValid(socket) and socket.state() is socket.LocalSocketState.ConnectedState:
            socket.write(json.dumps(answer).encode() + b"\n")
            socket.flush()
            socket.disconnectFromServer()
