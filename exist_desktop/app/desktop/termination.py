"""What ends the program from outside: a signal, the end of a desktop session, a shut-down of the system.

Each is the ordinary end: what is typed is saved, and what waits is sent for at most a few seconds. Further ones change
nothing.
"""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QSocketNotifier
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

ENDS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""SIGHUP comes with a log-out on many desktops and with a closed terminal. SIGBREAK is Windows' Ctrl+Break."""


class QtApplication(QApplication):
    """Qt's application. `end` is called when a session, the dock or a shut-down ends the program.

    `typed` is called before that, while others may still prevent the session from ending. It saves what is typed.
    """

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.end: Callable[[], None] = self._end_at_once
        self.typed: Callable[[], None] = _nothing
        self.commitDataRequest.connect(self._on_session_may_end)

    def event(self, event: QEvent) -> bool:
        """Handles the system's quit event. Qt itself would end the loop while something is being saved."""
        if event.type() is QEvent.Type.Quit:
            event.accept()
            self.end()
            return True
        return super().event(event)

    def _end_at_once(self) -> None:
        """Ends the process. No loop runs yet, and there is nothing to save."""
        self.exit()

    def _on_session_may_end(self, manager: QSessionManager) -> None:
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)  # start at login is the person's choice
        self.typed()


@contextmanager
def ended_by_signals(end: Callable[[], None]) -> Iterator[None]:
    """Calls `end` for each signal that means the end. Signals that `nohup` ignores stay ignored.

    While the block ends, and after it, such a signal changes nothing, since the process is about to end.
    """
    heard, told = socket.socketpair()
    heard.settimeout(0)
    told.settimeout(0)
    notifier = QSocketNotifier(heard.fileno(), QSocketNotifier.Type.Read)

    def on_told() -> None:
        if any(number in ENDS for number in heard.recv(4096)):
            end()

    notifier.activated.connect(on_told)
    wanted = [number for number in ENDS if signal.getsignal(number) is not signal.SIG_IGN]
    signal.set_wakeup_fd(
        told.fileno(), warn_on_full_buffer=False
    )  # Qt's loop waits outside Python, where no signal handler runs
    for number in wanted:
        signal.signal(number, _nothing)
    try:
        yield
    finally:
        sys.unraisablehook = _ReportedButLate(sys.unraisablehook)
        for number in wanted:
            signal.signal(number, signal.SIG_IGN)
        signal.set_wakeup_fd(-1)
        notifier.setEnabled(False)
        heard.close()
        told.close()


class _ReportedButLate:
    """Reports what Python cannot raise, but for signals that a thread had begun to receive before they were ignored.

    Python finds no handler for such a signal any more, and would print a traceback at the end of a program that was
    ended twice (`PyErr_CheckSignals`).
    """

    def __init__(self, former: Callable[[sys.UnraisableHookArgs], object]) -> None:
        self._former = former

    def __call__(self, told: sys.UnraisableHookArgs) -> None:
        """Is Python's hook."""
        late = isinstance(told.exc_value, OSError) and str(told.exc_value).endswith("ignored due to race condition")
        if not late:
            self._former(told)


def _nothing(*_signal: object) -> None:
    """Does nothing: the signal has woken the loop, which does the work."""
