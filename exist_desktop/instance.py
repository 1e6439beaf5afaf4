"""One window per data folder: a local socket on which a second start, or the command line, speaks to the first.

One JSON object a line, answered by one. Only acts that are known, from the same user, on a socket that is named by a
hash of the data folder and lies in a folder of the user's own (a socket's path may have 107 bytes).
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

_log = logging.getLogger(__name__)

LONGEST_LINE = 4096
MOST_CONNECTIONS = 8
CONNECT_MILLISECONDS = 500
GLANCE_MILLISECONDS = 100
"""How long Qt waits at a stretch; it holds the interpreter meanwhile, and Ctrl+C should be heard."""
Answer = dict[str, Any]


class Wish(StrEnum):
    """What one process may ask of the running window."""

    SHOW = "show"
    CHANGED = "changed"
    SIGNED_IN = "signed_in"
    SYNC = "sync"


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


def ask(folder: Path, wish: Wish, *, patience: float = 5.0) -> Answer | None:
    """The running window's answer to a wish; None where no window runs or it does not answer in time."""
    try:
        name = address(folder)
    except OSError:
        return None
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MILLISECONDS):
        return None
    socket.write(json.dumps({"act": wish}).encode() + b"\n")
    received, until = b"", time.monotonic() + patience
    while not received.endswith(b"\n"):
        if socket.waitForReadyRead(GLANCE_MILLISECONDS):
            received += bytes(socket.readAll().data())
        elif socket.state() is not QLocalSocket.LocalSocketState.ConnectedState or time.monotonic() > until:
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


class InstanceServer(QObject):
    """The window's side: listens, and answers each known wish with what `fulfil` gives."""

    def __init__(
        self, folder: Path, fulfil: Callable[[Wish], Awaitable[Answer]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._fulfil = fulfil
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_CONNECTIONS)
        self._server.newConnection.connect(self._on_new_connection)
        self._answers: set[asyncio.Task[None]] = set()
        self._open = 0

    def listen(self) -> bool:
        """Starts listening; whether it could. A socket that a crash left behind is taken over."""
        try:
            name = address(self._folder)
        except OSError:
            _log.warning("No private folder for the local socket; a second start will open a second window")
            return False
        if self._server.listen(name):
            return True
        QLocalServer.removeServer(name)
        return bool(self._server.listen(name))

    async def stop(self) -> None:
        """Stops listening and lets answers that are under way end."""
        self._server.close()
        if self._answers:
            await asyncio.wait(self._answers, timeout=1)

    def _on_new_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if self._open >= MOST_CONNECTIONS:
            socket.abort()
            socket.deleteLater()
            return
        self._open += 1
        socket.setParent(self)
        socket.readyRead.connect(lambda: self._on_ready(socket))
        socket.disconnected.connect(lambda: self._on_disconnected(socket))
        if socket.bytesAvailable():
            self._on_ready(socket)

    def _on_disconnected(self, socket: QLocalSocket) -> None:
        self._open -= 1
        socket.deleteLater()

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
        task = asyncio.get_running_loop().create_task(self._answer(socket, wish))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer(self, socket: QLocalSocket, wish: Wish) -> None:
        try:
            answer = await self._fulfil(wish)
        except Exception:
            _log.exception("A wish from another process could not be fulfilled")
            answer = {"failed": True}
        if isValid(socket) and socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
            socket.write(json.dumps(answer).encode() + b"\n")
            socket.flush()
            socket.disconnectFromServer()
