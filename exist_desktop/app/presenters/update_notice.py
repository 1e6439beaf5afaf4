"""Tells the person of a window that runs on while this program was updated: it has to be restarted.

Two things show that: the data is newer than this program, so that it writes no more, or another process of a later
version waits for the window to end before it changes the data.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.bridge import Bridge
from exist_desktop.words.error_messages import updated
from exist_desktop.words.language import Language


class UpdateNotice(QObject):
    """Listens to the bridge.

    Signals:
        told(Message): what the person has to know; it stays until it is closed.
    """

    told = Signal(object)

    def __init__(self, bridge: Bridge, language: Language) -> None:
        super().__init__(bridge)
        self._language = language
        self._was_told = False
        bridge.status_changed.connect(self._on_status_changed)

    def tell(self) -> None:
        """Tells it, even if it was told and closed before."""
        self._was_told = True
        self.told.emit(updated(self._language))

    def _on_status_changed(self, status: SyncStatus) -> None:
        if status.condition is Condition.UPDATED and not self._was_told:
            self.tell()
