"""What Welcome's parts are made of: named fields, texts to copy, and permissions to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.buttons import Chip, PlainButton
from exist_desktop.ui.widgets.field import Field
from exist_desktop.ui.widgets.labels import Tone
from exist_desktop.ui.widgets.remark import Remark
from exist_desktop.words import Language
from exist_desktop.words.sign_in import Permission

INDENT = 19
"""Where the text of a box to tick begins."""


def column_of(parent: QWidget | None, *parts: QWidget, gap: int = 10) -> QVBoxLayout:
    """A column without margins, with these parts in it."""
    column = QVBoxLayout()
    if parent is not None:
        parent.setLayout(column)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    return column


class NamedField(QWidget):
    """A line to type in, its name above it and what is wrong with it below.

    Signals:
        entered(): Enter was pressed.
        edited(): something was typed.
    """

    entered = Signal()
    edited = Signal()

    def __init__(self, name: str, *, text: str = "", secret: bool = False, tail: QWidget | None = None) -> None:
        super().__init__()
        self.edit = QLineEdit(text)
        self.edit.setAccessibleName(name)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.returnPressed.connect(self.entered)
        self.edit.textEdited.connect(lambda _: self._on_edited())
        self.remark = Remark("fieldRemark")
        line = QHBoxLayout()
        line.addWidget(Field(self.edit), 1)
        if tail is not None:
            line.addWidget(tail)
        column = column_of(self, TextBlock(name, bold=True, points=-0.5), gap=5)
        column.addLayout(line)
        column.addWidget(self.remark)
        self.setFocusProxy(self.edit)

    @property
    def text(self) -> str:
        """What is typed, without blanks around it."""
        return self.edit.text().strip()

    def require(self, sentence: str) -> bool:
        """Whether something is typed; where not, the sentence says so and the focus comes here."""
        self.remark.tell("" if self.text else sentence)
        if not self.text:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.text)

    def _on_edited(self) -> None:
        self.remark.tell("")
        self.edited.emit()


class CopyButton(PlainButton):
    """Puts the text of a line on the clipboard, and says that it did."""

    def __init__(self, language: Language, name: str) -> None:
        super().__init__(language.say("Copy"), name=name)
        self._copied = language.say("Copied")
        self._source: QLineEdit | None = None
        self.clicked.connect(self._copy)

    def copies(self, source: QLineEdit) -> None:
        """Names the line whose text is copied."""
        self._source = source

    def _copy(self) -> None:
        if self._source is not None:
            QApplication.clipboard().setText(self._source.text())
            self.setText(self._copied)
            self.updateGeometry()


class Tick(QWidget):
    """A permission to tick, and what it is for."""

    def __init__(self, permission: Permission) -> None:
        super().__init__()
        self.permission = permission
        self.box = QCheckBox(permission.title)
        self.box.setChecked(permission.asked)
        self.box.setAccessibleDescription(permission.sentence)
        sentence = TextBlock(permission.sentence, tone=Tone.MUTED, points=-0.5)
        below = QHBoxLayout()
        below.setContentsMargins(INDENT, 0, 0, 0)
        below.addWidget(sentence)
        column_of(self, self.box, gap=1).addLayout(below)


class Permissions(QWidget):
    """The permissions that are asked for; those that few people need come when they are wanted."""

    def __init__(self, language: Language, permissions: Sequence[Permission]) -> None:
        super().__init__()
        self._ticks = [Tick(permission) for permission in permissions]
        self._rare = [tick for tick in self._ticks if not tick.permission.asked]
        self._more = Chip(language.say("More permissions"))
        self._more.setVisible(bool(self._rare))
        self._more.toggled.connect(self._show_rare)
        column = column_of(self)
        for tick in self._ticks:
            if tick not in self._rare:
                column.addWidget(tick)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        for tick in self._rare:
            column.addWidget(tick)
        self._show_rare(self._more.isChecked())

    def scopes(self) -> tuple[str, ...]:
        """What is to be asked for."""
        return tuple(scope for tick in self._ticks if tick.box.isChecked() for scope in tick.permission.scopes)

    def _show_rare(self, shown: bool) -> None:  # noqa: FBT001 - a signal's argument
        for tick in self._rare:
            tick.setVisible(shown)
