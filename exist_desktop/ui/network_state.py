"""The desktop's network state: a reason to try again, never a reason not to try."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation


class NetworkWatcher(QObject):
    """Watches the desktop's network state after `listen` was called.

    Signals:
        came_back(): the network seems to be available again.
    """

    came_back = Signal()

    def listen(self) -> None:
        """Loads the desktop's service; without one, no signal is ever emitted."""
        if QNetworkInformation.loadDefaultBackend() and (found := QNetworkInformation.instance()) is not None:
            found.reachabilityChanged.connect(self._on_changed)

    def _on_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        if reachability is QNetworkInformation.Reachability.Online:
            self.came_back.emit()
