"""Closing the window: it goes to the tray, is minimised if there is no tray, or ends the program if that was chosen.

The window never hides in a tray that does not exist. It comes back when the tray disappears, and goes to the tray when
one appears after it was closed. Tiling desktops minimise nothing: if they have no tray either, it hides, since closing
would do nothing otherwise, and a second start shows it.
"""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.account import AccountInUse
from exist_desktop.settings import Preferences
from exist_desktop.ui.tray.host import TrayHost
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language

MINIMISED_MILLISECONDS = 700
"""A window that still has the focus after this time was not minimised. No program can ask whether it was."""


class CloseToTray(QObject):
    """Hides the window. Without an account the program ends: nothing has to be sent, and nobody is to be reminded.

    Signals:
        told(Message): to be shown once: where the window went.
        end_wanted(): closing means ending the program.
    """

    told = Signal(object)
    end_wanted = Signal()

    def __init__(
        self,
        window: QWidget,
        host: TrayHost,
        preferences: Preferences,
        language: Language,
        current: AccountInUse,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._host = host
        self._preferences = preferences
        self._language = language
        self._current = current
        self._away = False
        self._to_tell = False
        self._minimising = QTimer(self, singleShot=True, interval=MINIMISED_MILLISECONDS)
        self._minimising.timeout.connect(self._on_minimised)
        window.installEventFilter(self)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._on_focus_moved)
        host.came.connect(self._on_tray_came)
        host.went.connect(self._on_tray_went)

    def close(self) -> None:
        """Handles that the person closed the window."""
        if not (self._preferences.chosen.keep_running and self._current.account is not None):
            self.end_wanted.emit()
            return
        self._to_tell = True
        self.put_away()

    def put_away(self) -> None:
        """Hides the window in the tray, or minimises it."""
        if self._host.present:
            self._window.hide()
            self._tell_tray()
        else:
            self._minimising.start()
            self._window.showMinimized()
        self._away = True

    def _on_focus_moved(self) -> None:
        """Waits no longer, if the window has lost the focus."""
        if self._minimising.isActive() and not self._window.isActiveWindow():
            self._on_minimised()

    def _on_minimised(self) -> None:
        """Hides the window if the desktop has not minimised it."""
        self._minimising.stop()
        hidden = self._window.isActiveWindow()
        if hidden:
            self._window.hide()
            self._away = True
        self._tell_minimised(hidden=hidden)

    def _tell_tray(self) -> None:
        say = self._language.say
        if self._to_tell and not self._preferences.chosen.told_tray:
            self._remember("told_tray")
            sentence = say(
                "Press its icon in the tray for quick entry; the icon's menu has the window and Quit. "
                "Settings can change this."
            )
            self.told.emit(Message(say("Exist Desktop keeps running"), sentence))
        self._to_tell = False

    def _tell_minimised(self, *, hidden: bool) -> None:
        say = self._language.say
        if self._to_tell and not self._preferences.chosen.told_minimised:
            self._remember("told_minimised")
            sentence = say(
                "This desktop has no tray, so the window is minimised. Ctrl+Q quits; Settings can change this."
            )
            if hidden:
                sentence = say(
                    "This desktop has no tray and minimises no windows, so the window is hidden. "
                    "Start Exist Desktop again to see it; Ctrl+Q quits; Settings can change this."
                )
            self.told.emit(Message(say("Exist Desktop keeps running"), sentence))
        self._to_tell = False

    def _remember(self, told: str) -> None:
        with contextlib.suppress(OSError):  # the message is shown once more then
            self._preferences.change(**{told: True})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.WindowStateChange) and not self._window.isMinimized():
            self._away = False
        return super().eventFilter(watched, event)

    def _on_tray_came(self) -> None:
        if self._away and self._window.isMinimized():
            self.put_away()

    def _on_tray_went(self) -> None:
        if self._away:
            self._window.show()
