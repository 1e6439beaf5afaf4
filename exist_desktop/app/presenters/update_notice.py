"""Asks for a restart when this program was updated while its window is open.

Two things show that: the data is newer than this program, so that it can no longer write, or another process of a later
version waits for the window to end before it changes the data.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.bridge import Bridge
from exist_desktop.words.error_messages import updated
from exist_desktop.words.language import Language


class UpdateNotice(QObject):
    """Watches the status for an update of this program.

    Signals:
        told(Message): the message, which stays until it is closed.
    """

    told = Signal(object)

    def __init__(self, bridge: Bridge, language: Language) -> None:
        super().__init__(bridge)
        self._language = language
        self._was_told = False
        bridge.status_changed.connect(self._on_status_changed)

    def tell(self) -> None:
        """Shows the message, even if it was shown and closed before."""
        self._was_told = True
        self.told.emit(updated(self._language))

    def _on_status_changed(self, status: SyncStatus) -> None:
        if status.condition is Condition.UPDATED and not self._was_told:
            self.tell()
