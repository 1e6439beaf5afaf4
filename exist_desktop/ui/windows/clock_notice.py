"""Tells that this computer's clock is wrong, once until it is right again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from exist_desktop.sync.status import SyncStatus
from exist_desktop.ui.bridge import Bridge
from exist_desktop.words.clock import wrong_clock
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language


class ClockNotice(QObject):
    """Listens to the bridge; `tell` shows a message until it is closed."""

    def __init__(self, bridge: Bridge, language: Language, tell: Callable[[Message], None]) -> None:
        super().__init__(bridge)
        self._language = language
        self._tell = tell
        self._told = False
        bridge.status_changed.connect(self._on_status_changed)

    def _on_status_changed(self, status: SyncStatus) -> None:
        if status.clock_ahead is None:
            self._told = False
        elif not self._told:
            self._told = True
            self._tell(wrong_clock(self._language, status.clock_ahead))
