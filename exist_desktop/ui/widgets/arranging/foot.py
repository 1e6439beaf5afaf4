"""The foot of the board: a new attribute, arranging, and what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.arranging.groups import hidden_count
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.widgets.arranging.hidden import HiddenAttributes


class BoardFoot(QWidget):
    """Three buttons; that of what is hidden is there if something is, and unfolds it.

    Signals:
        shown_again(str): a hidden attribute shall be shown again.
    """

    shown_again = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._attributes: Sequence[Attribute] = ()
        self._list: HiddenAttributes | None = None
        self.new = PlainButton(language.say("+ attribute"), name=language.say("New attribute"))
        self.arrange = PlainButton(language.say("Arrange"))
        self.hidden = PlainButton("")
        self.hidden.setObjectName("hiddenAttributes")
        self.hidden.setCheckable(True)
        self.hidden.toggled.connect(self._show_list)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, gap=8, line_gap=8)
        for button in (self.new, self.arrange, self.hidden):
            flow.addWidget(button)
        self.hidden.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._buttons)

    def show_hidden(self, attributes: Sequence[Attribute]) -> None:
        """Counts what is hidden, and lists it if it is unfolded."""
        self._attributes = attributes
        self.hidden.setText(hidden_count(self._language, len(attributes)) if attributes else "")
        self.hidden.setVisible(bool(attributes))
        self._show_list()

    def _show_list(self) -> None:
        unfolded = self.hidden.isChecked() and bool(self._attributes)
        if unfolded and self._list is None:
            from exist_desktop.ui.widgets.arranging.hidden import HiddenAttributes

            self._list = HiddenAttributes(self._language)
            self._list.wanted.connect(self.shown_again)
            self._column.addWidget(self._list)
        if self._list is not None:
            self._list.show_hidden(self._attributes if unfolded else ())
            self._list.setVisible(unfolded)
