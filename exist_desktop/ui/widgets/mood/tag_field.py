"""The field that finds a tag while its name is typed; Enter switches the first one, or makes one of that name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.controls.search_field import SearchField
from exist_desktop.words.language import Language

WIDE = 150
"""The width in pixels, for text of the usual size."""


class TagField(SearchField):
    """Keeps the keys of a text for itself.

    Signals:
        taken(): Enter was pressed: the person wants the first tag that was found, or a new one.
        ended(): Esc was pressed in the empty field.
    """

    taken = Signal()
    ended = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__(language.say("Find a tag"), language.say("Find or make a tag"))

    def sizeHint(self) -> QSize:
        return QSize(round(WIDE * theme.scale(self.font())), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes with Enter; Esc clears, and leaves when there is nothing to clear."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape and not self.text():
            self.ended.emit()
        else:
            super().keyPressEvent(event)
