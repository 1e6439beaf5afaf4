"""A text field with its name above and an error below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.ui.widgets.inline_message import InlineMessage


class NamedField(QWidget):
    """A text field with its name above and an error below.

    Signals:
        entered(): Enter was pressed.
        edited(): something was typed.
    """

    entered = Signal()
    edited = Signal()

    def __init__(self, name: str, *, text: str = "", secret: bool = False, tail: QWidget | None = None) -> None:
        super().__init__()
        self.edit = QLineEdit(text)
        set_name(self.edit, name)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.returnPressed.connect(self.entered)
        self.edit.textEdited.connect(self._on_edited)
        self.inline_message = InlineMessage("fieldRemark")
        line = QHBoxLayout()
        line.addWidget(Field(self.edit), 1)
        if tail is not None:
            line.addWidget(tail)
        column = column_of(self, TextBlock(name, bold=True, points=-0.5), gap=5)
        column.addLayout(line)
        column.addWidget(self.inline_message)
        self._column = column

    @property
    def text(self) -> str:
        """The typed text, without blanks around it."""
        return self.edit.text().strip()

    def require(self, sentence: str) -> bool:
        """Returns whether something is typed; if not, shows the sentence and focuses the field."""
        self.inline_message.tell("" if self.text else sentence)
        if not self.text:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.text)

    def place_error(self, box: QWidget) -> None:
        """Shows an error below the text, and selects the text so that typing replaces it."""
        self._column.addWidget(box)
        self.focus_whole()

    def focus_whole(self) -> None:
        """Focuses the field with all of the text selected, so that typing replaces it."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()

    def _on_edited(self) -> None:
        self.inline_message.tell("")
        self.edited.emit()
