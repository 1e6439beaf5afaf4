"""Who filled an attribute: a line for each change, with Undo where it can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.ui.dialogs.scrolled_dialog import ScrolledDialog
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import Chip, PlainButton
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.words.language import Language


class ChangeLine(Struct, frozen=True):
    """A line: what changed, when, and what follows from it. `undo` is handed back if the person wants it undone."""

    what: str
    when: str = ""
    undo: object = None


class ChangesDialog(ScrolledDialog):
    """Shows the lines, the newest first; Close has the focus.

    Signals:
        undo_wanted(object): what the line hands back.
    """

    undo_wanted = Signal(object)

    def __init__(self, language: Language, heading: str, parent: QWidget | None = None) -> None:
        close = PlainButton(language.say("Close"))
        super().__init__(heading, (close,), parent)
        self._language = language
        self._shown: tuple[str, tuple[ChangeLine, ...]] | None = None
        self._list: QWidget | None = None
        self.heading.say(heading)
        self._note = TextBlock("")
        self.column.addWidget(self._note)
        self.column.addStretch(1)
        close.clicked.connect(self.accept)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lines(self, note: str, lines: Sequence[ChangeLine]) -> None:
        """Shows a sentence above the list, if there is one, and the lines."""
        if (note, tuple(lines)) == self._shown:
            return
        self._shown = note, tuple(lines)
        self._note.say(note)
        self._note.setVisible(bool(note))
        former, self._list = self._list, QWidget()
        column_of(self._list, *(self._row(line) for line in lines), gap=12)
        self.column.insertWidget(self.column.count() - 1, self._list)
        if former is not None:
            self.column.removeWidget(former)
            former.hide()
            former.deleteLater()
        self.adjustSize()

    def _row(self, line: ChangeLine) -> QWidget:
        row = QWidget()
        texts = QWidget()
        parts = [TextBlock(line.what), *([TextBlock(line.when, tone=Tone.MUTED, points=-0.5)] if line.when else [])]
        column_of(texts, *parts, gap=2)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(texts, 1)
        if line.undo is not None:
            undo = Chip(self._language.say("Undo"), name=self._language.say("Undo: {what}", what=line.what))
            undo.setCheckable(False)
            undo.value = line.undo
            undo.picked.connect(self.undo_wanted)
            across.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
        return row
