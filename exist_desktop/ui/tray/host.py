"""Whether this desktop has a tray: it may start after the program, stop, or be replaced at any moment."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

WATCHER = "org.kde.StatusNotifierWatcher"
LOOK_MILLISECONDS = 2_000
"""Milliseconds between two checks, each 0.1 ms; X11's trays send no signal when they start or stop."""


class TrayHost(QObject):
    """Watches for a tray while the program runs.

    Signals:
        came(): there is a tray, or a different one; the icon has to be made again to be visible in it.
        went(): there is no tray any more.
    """

    came = Signal()
    went = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.present = False
        self._watcher: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Checks now, and from now on."""
        self.look()
        self._timer.start()
        if sys.platform == "linux":
            self._watch_bus()

    def stop(self) -> None:
        """Stops checking."""
        self._timer.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()

    def look(self) -> None:
        """Asks Qt whether there is a tray."""
        present = QSystemTrayIcon.isSystemTrayAvailable()
        if present != self.present:
            self.present = present
            (self.came if present else self.went).emit()

    def _watch_bus(self) -> None:
        """Watches the trays on the session bus; a restarted one does not know the icons of the one before."""
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

        mode = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            watcher = QDBusServiceWatcher(WATCHER, bus, mode, self)
            watcher.serviceOwnerChanged.connect(self._on_owner_changed)
            self._watcher = watcher

    def _on_owner_changed(self, _name: str, _former: str, _owner: str) -> None:
        """Emits `came` for a tray that has replaced another one, because the icon is not in the new one."""
        before = self.present
        self.look()
        if before and self.present:
            self.came.emit()
