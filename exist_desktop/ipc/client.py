"""Sends requests to the running window of a data folder, and notifies it of changes.

Qt's network part is loaded only if a window listens.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from exist_desktop.ipc import socket_path
from exist_desktop.ipc.protocol import DATA_VERSION, LONGEST_LINE, Answer, Request, is_token, parsed

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_log = logging.getLogger(__name__)

CONNECT_MILLISECONDS = 500
GLANCE_MILLISECONDS = 100
"""How long Qt waits at a stretch. It holds the interpreter lock meanwhile, and Ctrl+C must work."""
PATIENCE_SECONDS = 5.0
SYNC_SECONDS = 120.0
"""How long the shell waits for a sync in the window."""
TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Environment variables in which a launcher passes the token that lets a window come to the front."""


def ask(folder: Path, request: Request, *, token: str = "", patience: float = PATIENCE_SECONDS) -> Answer | None:
    """Returns the running window's answer, or None if no window runs or answers within `patience` seconds.

    `token` is the launcher's, for a window that should come to the front.
    """
    socket = _connected(folder)
    if socket is None:
        return None
    socket.write(_line(request, token))
    received, until = b"", time.monotonic() + patience
    while not received.endswith(b"\n"):
        if socket.waitForReadyRead(GLANCE_MILLISECONDS):
            received += bytes(socket.readAll().data())
        elif socket.state() is not socket.LocalSocketState.ConnectedState or time.monotonic() > until:
            return None
        if len(received) > LONGEST_LINE:
            return None
    return parsed(received)


def tell(folder: Path, request: Request) -> None:
    """Notifies the running window, if there is one, and waits for no answer."""
    socket = _connected(folder)
    if socket is not None:
        socket.write(_line(request, ""))
        socket.waitForBytesWritten(CONNECT_MILLISECONDS)


def is_running(folder: Path) -> bool:
    """Whether a window of that data folder runs and answers."""
    return ask(folder, Request.PING) is not None


def show_window(folder: Path) -> bool:
    """Brings a running window to the front, with the launcher's token. Returns whether there is one."""
    return ask(folder, Request.SHOW, token=given_token()) is not None


def open_today(folder: Path) -> bool:
    """Opens the present day in a running window and brings it to the front. Returns whether there is one."""
    return ask(folder, Request.TODAY, token=given_token()) is not None


def open_quick_entry(folder: Path) -> bool:
    """Opens quick entry in a running window, with the launcher's token. Returns whether there is one."""
    return ask(folder, Request.QUICK, token=given_token()) is not None


def given_token() -> str:
    """Returns the token that a launcher passed to this process, or an empty text."""
    given = (os.environ.get(variable, "") for variable in TOKENS)
    return next(filter(is_token, given), "")


def _line(request: Request, token: str) -> bytes:
    return json.dumps({"act": request, "token": token, "data": DATA_VERSION}).encode() + b"\n"


def _connected(folder: Path) -> QLocalSocket | None:
    """Returns a connection to this user's running window, or None if there is none."""
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
