"""Whether this desktop has a tray: it may come after the program, go, or be another one from one moment to the next."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

WATCHER = "org.kde.StatusNotifierWatcher"
LOOK_MILLISECONDS = 2_000
"""How often Qt is asked, which takes a tenth of a millisecond; X11's trays send no signal when they come or go."""


class TrayHost(QObject):
    """Looks for a tray while the program runs.

    Signals:
        came(): there is a tray, or another one than before; an icon has to be made anew to be seen there.
        went(): there is none any more.
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
        """Looks for the first time, and from now on."""
        self.look()
        self._timer.start()
        if sys.platform == "linux":
            self._watch_bus()

    def stop(self) -> None:
        """Stops looking."""
        self._timer.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()

    def look(self) -> None:
        """Asks Qt."""
        present = QSystemTrayIcon.isSystemTrayAvailable()
        if present != self.present:
            self.present = present
            (self.came if present else self.went).emit()

    def _watch_bus(self) -> None:
        """Hears of the trays of the session bus, where a restarted one does not know of icons that were there."""
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

        mode = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            watcher = QDBusServiceWatcher(WATCHER, bus, mode, self)
            watcher.serviceOwnerChanged.connect(self._on_owner_changed)
            self._watcher = watcher

    def _on_owner_changed(self, _name: str, _former: str, _owner: str) -> None:
        """Where one tray has taken another's place, its icon is not in the new one."""
        before = self.present
        self.look()
        if before and self.present:
            self.came.emit()
