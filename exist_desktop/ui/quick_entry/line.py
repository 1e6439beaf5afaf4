"""The line for anything, and the row of suggestions below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import Attribute
from exist_desktop.ui.keys import digit_of
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.language import Language

LONGEST_LINE = 2_000


class Line(QLineEdit):
    """A line of input. While it is empty, the digits 1 to 5 choose faces.

    Signals:
        face_wanted(int, str): the key of a face was pressed in the empty line; the step, and the typed character.
        stepped(int): go to the next suggestion, or with -1 to the previous one.
        taken(): use the marked suggestion, or the first one.
    """

    face_wanted = Signal(int, str)
    stepped = Signal(int)
    taken = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.completes = False
        self.setMaxLength(LONGEST_LINE)
        set_name(self, language.say("Log anything"))
        set_description(self, language.say("While it is empty, 1 to 5 choose a mood."))
        self.setPlaceholderText(language.say("Or anything: coffee +1, slept 7h30, #walk"))

    def event(self, event: QKeyEvent) -> bool:  # type: ignore[override]  # Qt's is wider: keys are what counts here
        """Uses Tab to take a suggestion while there is something to complete."""
        if event.type() is QKeyEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and self.completes:
            self.taken.emit()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves through the suggestions with Down and Up; in the empty line, 1 to 5 choose a face."""
        toward = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        step = digit_of(event)
        if toward:
            self.stepped.emit(toward)
        elif step in mood.STEPS and not self.text():
            self.face_wanted.emit(step, event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Puts the cursor at the end. Qt would select the text, and the next key would overwrite it."""
        super().focusInEvent(event)
        self.setCursorPosition(len(self.text()))


class SuggestionChip(Chip):
    """A suggestion; one in the row may be marked."""

    controlled = True


class Suggestions(QWidget):
    """A few attributes as chips; the keyboard can mark one of them.

    Signals:
        chosen(Attribute): the person chose this one.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offered: tuple[Attribute, ...] = ()
        self.chips: list[Chip] = []
        self.marked: int | None = None
        self._flow = FlowLayout(self, gap=6, line_gap=6)
        self.hide()

    def offer(self, attributes: Sequence[Attribute]) -> None:
        """Shows these attributes; a marked one stays marked."""
        offered = tuple(attributes)
        if offered == self.offered:
            return
        marked = None if self.marked is None else self.offered[self.marked].name
        self.offered = offered
        for number, attribute in enumerate(offered):
            if number == len(self.chips):
                self._add_chip()
            text = f"#{attribute.label}" if attribute.is_tag else attribute.label
            self.chips[number].setText(text)
            set_name(self.chips[number], text)
            self.chips[number].set_tip("\n".join(attribute.spellings[1:]))  # what else it is called
            self.chips[number].show()
        for chip in self.chips[len(offered) :]:
            chip.hide()
        self._mark(next((number for number, one in enumerate(offered) if one.name == marked), None))
        self.setVisible(bool(offered))

    def unmark(self) -> None:
        """Removes the mark, because the text has changed."""
        self._mark(None)

    def step(self, toward: int) -> None:
        """Marks the next one, or with -1 the previous one."""
        if self.offered:
            count = len(self.offered)
            start = -1 if toward > 0 else count
            self._mark(((start if self.marked is None else self.marked) + toward) % count)

    def take(self) -> None:
        """Chooses the marked one, or the first."""
        if self.offered:
            self.chosen.emit(self.offered[self.marked or 0])

    def _add_chip(self) -> None:
        chip, number = SuggestionChip("", self), len(self.chips)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.value = number
        chip.picked.connect(self._on_picked)
        self._flow.addWidget(chip)
        self.chips.append(chip)

    def _on_picked(self, number: int) -> None:
        self.chosen.emit(self.offered[number])

    def _mark(self, number: int | None) -> None:
        """Marks the chip at that index, or none."""
        self.marked = number
        for index, chip in enumerate(self.chips):
            chip.setChecked(index == number)
        if number is not None:
            chip = self.chips[number]
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(chip, chip.text()))
