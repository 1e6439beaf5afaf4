"""What is new in the last versions; it is read when the page is first shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.guidance.help import Release
from exist_desktop.words.language import Language

NEWEST = 3
"""How many versions are shown."""


class NewsReader(Protocol):
    """Where the card gets its texts from."""

    async def releases(self) -> Sequence[Release]:
        """Returns what is new in each version, newest first."""


class NewsCard(Card):
    """The versions, newest first, each with its points.

    Signals:
        filled(): the texts are there.
    """

    filled = Signal()

    def __init__(self, language: Language, bridge: Bridge, reader: NewsReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._bridge = bridge
        self._reader = reader
        self._asked = False
        self.is_filled = False
        self._column = column_of(self, Heading(language.say("What is new"), bold=True, points=2))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._bridge.run_in(self, self._read())

    async def _read(self) -> None:
        say = self._language.say
        for release in (await self._reader.releases())[:NEWEST]:
            self._column.addWidget(TextBlock(say("Version {version}", version=release.version), bold=True))
            for point in release.points:
                self._column.addWidget(TextBlock(point))
        self.is_filled = True
        self.filled.emit()
