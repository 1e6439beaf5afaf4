"""All nine steps of a mood that Exist stores as a scale, below the five faces, for people who chose that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.value_types import RANGES, ValueType
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.ui.keys import digit_of
from exist_desktop.ui.widgets.controls.buttons import RadioChip
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.language import Language

STEPS = range(int(RANGES[ValueType.SCALE][0]), int(RANGES[ValueType.SCALE][1]) + 1)


class ScalePicker(QWidget):
    """A chip for each step of Exist's scale.

    Signals:
        chosen(int): the person chose a step from 1 to 9.
    """

    chosen = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        flow = FlowLayout(self, gap=6, line_gap=6)
        self.chips = {step: self._chip(step, language) for step in STEPS}
        for chip in self.chips.values():
            flow.addWidget(chip)

    def _chip(self, step: int, language: Language) -> RadioChip:
        shown = language.formats.integer(step)
        chip = RadioChip(shown, self, name=language.say("Mood step {step} of 9", step=shown))
        chip.value = step
        chip.picked.connect(self.chosen)
        return chip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = digit_of(event)
        if step in STEPS:
            self.chosen.emit(step)
        else:
            super().keyPressEvent(event)

    def set_value(self, value: Seen) -> None:
        """Marks the step of a value, or none for None. Says so if the value was not read."""
        unread = self._language.say("not read yet") if value is NOT_READ else ""
        for step, chip in self.chips.items():
            chip.setChecked(step == value)
            chip.tell_unread(unread)
