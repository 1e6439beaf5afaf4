"""The window's side: one window per data folder, which answers a second start and the command line.

It accepts only known requests, only from the same user, on a socket whose name is a hash of the data folder, in a
folder of the user's own (a socket's path may have 107 bytes). A connection is for one request. Acts that take time
leave some connections to requests that show a window or report a change, so that these never wait.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from exist_desktop.front.protocol import DECLINED
from exist_desktop.ipc import socket_path
from exist_desktop.ipc.protocol import DATA_VERSION, LONGEST_LINE, Answer, Request, is_token, parsed
from exist_desktop.ipc.shell_call import Reply, ShellCall, call_of
from exist_desktop.ipc.shell_reply import SocketReply

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_log = logging.getLogger(__name__)

MOST_CONNECTIONS = 8
MOST_ACTS = 5
"""How many acts that take time are done at once. Further ones are left to the processes that ask."""


class Handler(Protocol):
    """Handles requests of other processes."""

    async def handle(self, request: Request, token: str) -> Answer:
        """Handles a request, with the launcher's token or an empty one, and returns the answer."""

    async def run(self, call: ShellCall, reply: Reply) -> None:
        """Does what a shell typed, and replies as soon as that is known. Cancelled if the shell has gone."""


def _is_ours(socket: QLocalSocket) -> bool:
    """Whether the other end belongs to this user. A pipe of Windows lets nobody else in."""
    return sys.platform == "win32" or socket_path.is_of_same_user(int(socket.socketDescriptor()))


class InstanceServer(QObject):
    """Listens, and answers each known request with what `handler` returns. `data` is the version of data known here.

    Signals:
        newer_asked(): the other process knows a later version of the data than `data`.
    """

    newer_asked = Signal()

    def __init__(
        self, folder: Path, handler: Handler, *, data: int = DATA_VERSION, parent: QObject | None = None
    ) -> None:
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._folder = folder
        self._handler = handler
        self._data = data
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_CONNECTIONS)
        self._server.newConnection.connect(self._on_new_connection)
        self._answers: set[asyncio.Task[None]] = set()
        self._acts: set[QLocalSocket] = set()
        """Those whose acts take time."""
        self._open = 0
        self._silent: list[QLocalSocket] = []
        """Those that have not asked for anything yet, the oldest first."""

    def listen(self) -> bool:
        """Starts listening and returns whether that succeeded. A socket that a crash left behind is replaced.

        The caller holds the lock for showing the window, so no other process listens there.
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
        """Stops listening, closes connections without a request, and waits a second for running answers."""
        self._server.close()
        for socket in list(self._silent):
            socket.abort()
        if self._answers:
            _, late = await asyncio.wait(self._answers, timeout=1)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _on_new_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if self._open >= MOST_CONNECTIONS and self._silent:
            self._silent[0].abort()  # if new connections were refused, silent ones could block a second start
        if self._open >= MOST_CONNECTIONS or not _is_ours(socket):
            socket.abort()
            socket.deleteLater()
            return
        self._open += 1
        self._silent.append(socket)
        socket.setParent(self)
        socket.readyRead.connect(partial(self._on_ready, socket))
        socket.disconnected.connect(partial(self._on_disconnected, socket))
        if socket.bytesAvailable():
            self._on_ready(socket)

    def _on_disconnected(self, socket: QLocalSocket) -> None:
        self._open -= 1
        self._acts.discard(socket)
        self._no_longer_silent(socket)
        socket.deleteLater()

    def _no_longer_silent(self, socket: QLocalSocket) -> None:
        if socket in self._silent:
            self._silent.remove(socket)

    def _on_ready(self, socket: QLocalSocket) -> None:
        if socket not in self._silent or not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST_LINE or socket not in self._silent:
                socket.abort()  # an endless line, or a second request
            return
        wanted = parsed(bytes(socket.readLine(LONGEST_LINE + 1).data())) or {}
        try:
            request = Request(str(wanted.get("act")))
        except ValueError:
            socket.abort()
            return
        self._no_longer_silent(socket)
        data, token = wanted.get("data"), wanted.get("token")
        if isinstance(data, int) and data > self._data:
            self.newer_asked.emit()
        if request is Request.RUN:
            self._take(socket, call_of(wanted.get("call")))
        elif request is not Request.SYNC or self._admits(socket):
            self._begin(self._answer(socket, request, str(token) if is_token(token) else ""))
        else:
            socket.abort()

    def _admits(self, socket: QLocalSocket) -> bool:
        """Whether another act that takes time may begin. It is counted until its connection ends."""
        if len(self._acts) >= MOST_ACTS:
            return False
        self._acts.add(socket)
        return True

    def _take(self, socket: QLocalSocket, call: ShellCall | None) -> None:
        if call is None:
            socket.abort()
        elif call.is_for_the_window or self._admits(socket):
            reply = SocketReply(socket)
            reply.gone.connect(self._begin(self._run(call, reply)).cancel)
        else:
            socket.write(DECLINED)
            socket.disconnectFromServer()

    def _begin(self, answering: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(answering)
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)
        return task

    async def _run(self, call: ShellCall, reply: SocketReply) -> None:
        try:
            await self._handler.run(call, reply)
        except Exception:
            _log.exception("What a shell typed could not be done here")
        finally:
            reply.decline()

    async def _answer(self, socket: QLocalSocket, request: Request, token: str) -> None:
        try:
            answer = await self._handler.handle(request, token)
        except Exception:
            _log.exception("A request of another process failed")
            answer = {"failed": True}
        if isValid(socket) and socket.state() is socket.LocalSocketState.ConnectedState:
            socket.write(json.dumps(answer).encode() + b"\n")
            socket.flush()
            socket.disconnectFromServer()
