"""Lets the text cursor stand still where the desktop asks for less motion. Nothing else in the windows moves by itself.

On Linux, Qt knows a desktop's wish with themes that are not brought along; the desktop's portal knows it, too.
Elsewhere Qt asks the system.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant
from PySide6.QtWidgets import QApplication

PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
GNOME = "org.gnome.desktop.interface"
STILL: dict[tuple[str, str], object] = {
    ("org.freedesktop.appearance", "reduced-motion"): 1,
    (GNOME, "enable-animations"): False,
    (GNOME, "cursor-blink"): False,
}
"""The settings that are asked for, by namespace and name, and the value of each with which the cursor stands still."""
PATIENCE_MS = 5000


class StillCursor(QObject):
    """Follows the desktop's settings after `listen` was called."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._usual = QApplication.cursorFlashTime()
        self._asked: dict[QDBusPendingCallWatcher, tuple[str, str]] = {}
        self._said: dict[tuple[str, str], object] = {}

    def listen(self) -> None:
        """Asks for the settings and for their changes. Where there is no portal, nothing comes of it."""
        bus = QDBusConnection.sessionBus() if sys.platform == "linux" else None
        if bus is None or not bus.isConnected():
            return
        # PySide's stubs ask for bytes here, and PySide itself for a text.
        bus.connect(*PORTAL, "SettingChanged", self, SLOT("on_changed(QDBusMessage)"))  # type: ignore[call-overload]
        for setting in STILL:
            asked = QDBusMessage.createMethodCall(*PORTAL, "ReadOne")
            asked.setArguments(list(setting))
            watcher = QDBusPendingCallWatcher(bus.asyncCall(asked, PATIENCE_MS), self)
            watcher.finished.connect(self._on_answered)
            self._asked[watcher] = setting

    def _on_answered(self, watcher: QDBusPendingCallWatcher) -> None:
        answer, setting = watcher.reply(), self._asked.pop(watcher)
        watcher.deleteLater()
        if answer.type() is QDBusMessage.MessageType.ReplyMessage:
            self._take(setting, *answer.arguments())

    @Slot("QDBusMessage")
    def on_changed(self, message: QDBusMessage) -> None:
        """Called with the namespace, the name and the new value of a setting."""
        space, name, value = message.arguments()
        self._take((space, name), value)

    def _take(self, setting: tuple[str, str], value: object) -> None:
        if setting in STILL and isinstance(value, QDBusVariant):
            self._said[setting] = value.variant()
            still = any(self._said.get(one) == wanted for one, wanted in STILL.items())
            QApplication.setCursorFlashTime(0 if still else self._usual)
