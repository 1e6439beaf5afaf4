"""A button that copies what a field holds."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit

from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.words.language import Language


class CopyButton(PlainButton):
    """Copies the text of a field to the clipboard, and says so."""

    elides = True

    def __init__(self, language: Language, name: str) -> None:
        super().__init__(language.say("Copy"), name=name)
        self._copied = language.say("Copied")
        self._source: QLineEdit | None = None
        self.clicked.connect(self._copy)

    def copies(self, source: QLineEdit) -> None:
        """Sets the field whose text is copied."""
        self._source = source

    def _copy(self) -> None:
        if self._source is not None:
            QApplication.clipboard().setText(self._source.text())
            self.setText(self._copied)
            self.updateGeometry()
