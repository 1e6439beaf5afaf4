"""Reports once that this computer's clock is wrong, and again only after it was right."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from exist_desktop.sync.status import SyncStatus
from exist_desktop.ui.bridge import Bridge
from exist_desktop.words.clock import wrong_clock
from exist_desktop.words.language import Language


class ClockNotice(QObject):
    """Watches the sync status of the bridge.

    Signals:
        noticed(Message): the clock is wrong; the message is shown until it is closed.
    """

    noticed = Signal(object)

    def __init__(self, bridge: Bridge, language: Language) -> None:
        super().__init__(bridge)
        self._language = language
        self._told = False
        bridge.status_changed.connect(self._on_status_changed)

    def _on_status_changed(self, status: SyncStatus) -> None:
        if status.clock_ahead is None:
            self._told = False
        elif not self._told:
            self._told = True
            self.noticed.emit(wrong_clock(self._language, status.clock_ahead))
