"""Closing the window: it goes to the tray, is minimised if there is no tray, or ends the program if that was chosen.

The window never hides in a tray that does not exist. It comes back when the tray disappears, and goes to the tray when
one appears after it was closed.
"""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.account import AccountInUse
from exist_desktop.settings import Preferences
from exist_desktop.ui.tray.host import TrayHost
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language


class CloseToTray(QObject):
    """Hides the window. Without an account the program ends: nothing has to be sent, and nobody is to be reminded.

    Signals:
        told(Message): a message to be shown once: where the window went.
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
        window.installEventFilter(self)
        host.came.connect(self._on_tray_came)
        host.went.connect(self._on_tray_went)

    def close(self) -> None:
        """Handles that the person closed the window."""
        if not (self._preferences.chosen.keep_running and self._current.account is not None):
            self.end_wanted.emit()
            return
        self.put_away()
        self._say_once()

    def put_away(self) -> None:
        """Hides the window in the tray, or minimises it."""
        if self._host.present:
            self._window.hide()
        else:
            self._window.showMinimized()
        self._away = True

    def _say_once(self) -> None:
        chosen, say = self._preferences.chosen, self._language.say
        if self._host.present and not chosen.told_tray:
            self._remember("told_tray")
            sentence = say(
                "Press its icon in the tray for quick entry; the icon's menu has the window and Quit. "
                "Settings can change this."
            )
            self.told.emit(Message(say("Exist Desktop keeps running"), sentence))
        elif not self._host.present and not chosen.told_minimised:
            self._remember("told_minimised")
            sentence = say(
                "This desktop has no tray, so the window is minimised. Ctrl+Q quits; Settings can change this."
            )
            self.told.emit(Message(say("Exist Desktop keeps running"), sentence))

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
