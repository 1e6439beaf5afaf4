"""How the text of a file that is not in Unicode is read: its odd words, and the other ways to read them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.ui.pages.settings.parts import Labelled
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.encodings import EncodingWords


class EncodingChoice(QWidget):
    """The choice for one file, with `sentence` above it.

    Signals:
        chosen(Encoding): read the file in that one.
    """

    chosen = Signal(object)

    def __init__(self, language: Language, sentence: str, encoding: Encoding) -> None:
        super().__init__()
        told = TextBlock(sentence)
        told.setObjectName("readAs")
        name = language.say("Read as")
        self._box = ComboBox(name, EncodingWords(language).choices())
        self._box.show_value(encoding)
        self._box.chosen.connect(self.chosen)
        column_of(self, told, Labelled(name, self._box))

    def take_focus(self) -> None:
        """Gives the focus to the choice."""
        self._box.setFocus()
