"""The window's reply to a call of a shell, over the socket."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from exist_desktop.front.protocol import DECLINED, LONGEST_ANSWER, TAKEN, Answer

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

READ_MILLISECONDS = 20_000
"""How long the other process may take to read its answer, which stays in memory until then."""


class SocketReply(QObject):
    """Says at once that the call was taken, and later what came of it.

    Signals:
        gone(): the other process has ended the connection before it was answered.
    """

    gone = Signal()

    def __init__(self, socket: QLocalSocket) -> None:
        super().__init__(socket)
        self._socket = socket
        self._is_open = True
        socket.disconnected.connect(self._on_disconnected)
        socket.write(TAKEN)
        socket.flush()

    def answer(self, answer: Answer) -> None:
        """Sends the answer, unless the call was answered or the other process has gone. A huge one is declined."""
        whole = bytes(answer)
        self._say(whole if len(whole) <= LONGEST_ANSWER else DECLINED)

    def decline(self) -> None:
        """Leaves the act to the other process, unless the call was answered or the other process has gone."""
        self._say(DECLINED)

    def _say(self, text: bytes) -> None:
        if not self._is_open or not isValid(self._socket):
            return
        self._is_open = False
        QTimer.singleShot(READ_MILLISECONDS, self._socket, partial(self._socket.abort))
        self._socket.write(text)
        self._socket.flush()
        self._socket.disconnectFromServer()

    def _on_disconnected(self) -> None:
        if self._is_open:
            self._is_open = False
            self.gone.emit()
