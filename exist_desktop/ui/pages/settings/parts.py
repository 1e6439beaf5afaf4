"""The parts of the cards of Settings: a title with its contents, one choice of few, and a name beside its control."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import AccentButton, PlainButton, RadioChip
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language


class Section(Card):
    """A card with a title and a column of parts."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = column_of(self, Heading(title, bold=True, points=2))

    def add(self, *parts: QWidget) -> None:
        """Adds parts below the existing ones."""
        for part in parts:
            self.column.addWidget(part)


class Options(QWidget):
    """One of a few values, all of them visible.

    Signals:
        chosen(object): the person has chosen the value.
    """

    chosen = Signal(object)

    def __init__(
        self, language: Language, title: str, options: Sequence[tuple[object, str]], sentence: str = ""
    ) -> None:
        super().__init__()
        heard = (language.say("{title}: {option}", title=title, option=text) for _, text in options)
        self._chips = [RadioChip(text, name=name) for (_, text), name in zip(options, heard, strict=True)]
        for chip, (value, _) in zip(self._chips, options, strict=True):
            chip.value = value
            chip.picked.connect(self._on_picked)
        column = column_of(self, TextBlock(title, bold=True, points=-0.5), gap=6)
        column.setContentsMargins(0, 4, 0, 4)  # what belongs together is nearer than the next title
        if sentence:
            column.addWidget(muted(sentence))
        column.addWidget(line_of(*self._chips))

    def show_value(self, value: object) -> None:
        """Marks the value in force."""
        for chip in self._chips:
            chip.setChecked(chip.value == value)

    def _on_picked(self, value: object) -> None:
        self.show_value(value)
        self.chosen.emit(value)


class Labelled(QWidget):
    """A name at the start of a line and its list of choices at the end, or below it if the line is too short."""

    def __init__(self, title: str, select: ComboBox) -> None:
        super().__init__()
        self._label, self._select = TextBlock(title), select
        self._label.setBuddy(select)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self._label, 1)
        self._line.addWidget(select, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._label.natural_width() + self._line.spacing() + self._select.sizeHint().width()
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.LeftToRight if needed <= self.width() else direction.TopToBottom)


class ActButton(PlainButton):
    """A button with a whole sentence, which may end in `…` in a long language."""

    elides = True


class PrimaryButton(AccentButton):
    """The most likely answer to a question; its sentence may be as long."""

    elides = True


def muted(sentence: str) -> TextBlock:
    """Returns an explanation below a title."""
    return TextBlock(sentence, tone=Tone.MUTED, points=-0.5)
