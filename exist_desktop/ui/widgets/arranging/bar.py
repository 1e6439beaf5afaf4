"""The bar below the page while tiles are arranged: how that is done, the size of all tiles, and Done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import AccentButton, Chip
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.language import Language


class ArrangeBar(Card):
    """Shown while tiles are arranged.

    Signals:
        compact_wanted(bool): all tiles shall be compact, or large.
        ended(): the person is done.
    """

    compact_wanted = Signal(bool)
    ended = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(14, 8, 14, 8)
        say = language.say
        about = TextBlock(
            say("Drag tiles and groups, or move them with Alt+Up and Alt+Down. A click, or Enter, has more."),
            tone=Tone.MUTED,
            points=-0.5,
        )
        self.compact = Chip(say("Compact tiles"))
        self.compact.toggled.connect(self._on_toggled)
        self._shown = False
        self.done = AccentButton(say("Done"), name=say("Done arranging"))
        self.done.clicked.connect(self.ended)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.compact)
        flow.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(about)
        column.addWidget(buttons)

    def show_size(self, *, compact: bool) -> None:
        """Shows which size all tiles have."""
        self._shown = compact
        self.compact.setChecked(compact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if on != self._shown:
            self._shown = on
            self.compact_wanted.emit(on)
