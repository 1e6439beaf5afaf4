"""What was not in Exist when an imported file was made: each entry with a box, and one button to enter them again.

A total is ticked, since entering it again does no harm. What may already be counted is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.transfer.imports import Waiting
from exist_desktop.ui.pages.settings.parts import ActButton
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.imports import ImportWords

MOST_SHOWN = 50


class ProposedEntries(QWidget):
    """The list; hidden while it is empty.

    Signals:
        chosen(list[Waiting]): enter these again.
    """

    chosen = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._boxes: list[tuple[CheckBox, Waiting]] = []
        self._heading = TextBlock("")
        self._heading.setObjectName("proposedHeading")
        self._rows = QWidget()
        self._enter = ActButton(language.say("Enter what is ticked"))
        self._enter.clicked.connect(self._on_enter)
        self._leave = ActButton(language.say("Leave them out"))
        self._leave.clicked.connect(self.hide)
        self._column = column_of(self, self._heading, self._rows, line_of(self._enter, self._leave))
        self.hide()

    def show_entries(self, waiting: Sequence[Waiting], words: ImportWords) -> None:
        """Shows the entries, those of the last days first, as many as can be looked through."""
        shown = sorted(waiting, key=_newest)[:MOST_SHOWN]
        self._boxes = []
        for one in shown:
            box = CheckBox(words.entry(one))
            box.setChecked(not one.may_be_counted)
            self._boxes.append((box, one))
        rows = QWidget()
        column_of(rows, *(box for box, _ in self._boxes), gap=4)
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        self._heading.say(
            self._language.ngettext(
                "1 entry was not in Exist when the file was made:",
                "{n} entries were not in Exist when the file was made:",
                len(waiting),
            )
        )
        self.setVisible(bool(waiting))

    def _on_enter(self) -> None:
        self.hide()
        self.chosen.emit([one for box, one in self._boxes if box.isChecked()])


def _newest(one: Waiting) -> tuple[int, str]:
    return -one.day.toordinal(), one.attribute
