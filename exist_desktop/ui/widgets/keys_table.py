"""The keyboard shortcuts beside what they do, for their dialog and for Help."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.words.guidance.keys import keys
from exist_desktop.words.language import Language

WIDE = 380
"""Pixels from which on keys and meaning are beside each other, for text of the usual size."""
BESIDE, BELOW = 18, 2
"""Pixels between the two."""


class KeysTable(QWidget):
    """A line for each; on a narrow page the meaning is below the keys."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._rows: list[tuple[QBoxLayout, TextBlock]] = []
        for pressed, does in keys(language):
            line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            shown = TextBlock(pressed, bold=True)
            line.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(TextBlock(does, tone=Tone.MUTED), 1)
            column.addLayout(line)
            self._rows.append((line, shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= WIDE * theme.scale(self.font())
        widest = max(shown.natural_width() for _, shown in self._rows) if beside else 0
        direction = QBoxLayout.Direction
        for line, shown in self._rows:
            line.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
            line.setSpacing(BESIDE if beside else BELOW)
            shown.setMinimumWidth(widest)
