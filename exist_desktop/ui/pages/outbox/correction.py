"""The correction of an entry that Exist did not accept, in its row; the text stays while it is invalid."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.commands import Append, Command, Increment, SetValue
from exist_desktop.domain.outbox.ops import Entry, EntryKind, OutboxLine
from exist_desktop.domain.parsing.value_parser import Difference, Total
from exist_desktop.domain.units import WIRE_DECIMALS
from exist_desktop.domain.value_types import Form
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.errors import AppError
from exist_desktop.ui.editors.answers import LineAnswer, answer_for
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

WIDEST = 420


def typed(line: OutboxLine, language: Language) -> str:
    """Returns an entry's amount as a person would type it, in the unit that is shown."""
    amount, metric, units = line.entry.amount, line.attribute.unit, language.units()
    if isinstance(amount, str):
        return amount
    form = line.attribute.value_type.rules.form
    if form is Form.TIME_OF_DAY:
        return Values(language).shown(line.attribute, amount)
    added = line.entry.kind is EntryKind.ADD
    number = units.difference(amount, metric) if added else units.shown(amount, metric)
    if form is Form.PERCENTAGE:
        number *= 100
    sign = ("+" if number >= 0 else "") if added else ("=" if number < 0 else "")
    digits = f"{number:.{WIRE_DECIMALS}f}".rstrip("0").rstrip(".")
    return sign + digits.replace(".", language.numerals.decimal)


def corrected(entry: Entry, meant: Total | Difference) -> Command:
    """Returns the command that replaces the entry; an append stays an append with the same time."""
    if isinstance(meant, Difference):
        return Increment(entry.key, meant.delta)
    if isinstance(entry.command, Append) and isinstance(meant.value, str):
        return replace(entry.command, words=meant.value)
    return SetValue(entry.key, meant.value)


class CorrectionField(QWidget):
    """An editor for the entry's attribute, with what was entered, what is expected, and what is wrong with it.

    Signals:
        corrected(Command): what replaces the entry.
        cancelled(): the person leaves the entry unchanged.
    """

    corrected = Signal(object)
    cancelled = Signal()

    def __init__(self, line: OutboxLine, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self._values = Values(language)
        label = line.attribute.label
        self.answer = answer_for(line.attribute, None, language)
        if isinstance(self.answer, LineAnswer) or isinstance(line.entry.amount, str):
            self.answer.restore(typed(line, language))
        self.answer.setMaximumWidth(WIDEST)
        self._hint = TextBlock("", self, tone=Tone.MUTED)
        self._hint.setObjectName("correctionHint")
        self._expect()
        self.answer.changed.connect(self._expect)
        self.answer.submitted.connect(self._submit)
        buttons = QWidget(self)
        flow = FlowLayout(buttons)
        for words, name, slot in (
            (language.say("Save"), language.say("Save {label}", label=label), self._submit),
            (language.say("Cancel"), language.say("Cancel {label}", label=label), self.cancelled.emit),
        ):
            button = Chip(words, buttons, name=name)
            button.setCheckable(False)
            button.clicked.connect(slot)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.answer, self._hint, buttons):
            column.addWidget(part)
        set_name(self, language.say("Correct {label}", label=label))
        self._buttons = buttons

    @property
    def first_stop(self) -> QWidget:
        """The editor that takes the focus. The field itself takes none, because it has no accessible name."""
        return self.answer.first_stop

    def stops(self) -> list[QWidget]:
        """Returns all stops of Tab, in order."""
        inside = [*self.answer.findChildren(QWidget), *self._buttons.findChildren(QWidget)]
        return [widget for widget in inside if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def tell_problem(self, problem: AppError) -> None:
        """Shows why the answer cannot be saved."""
        self._hint.set_tone(Tone.TOAST)
        if isinstance(problem, InvalidValueError):
            self._hint.say(self._values.problem(self._line.attribute, problem))
        else:
            self._hint.say(ErrorMessages(self._values.language).message(problem).title)

    def _expect(self) -> None:
        self._hint.set_tone(Tone.MUTED)
        self._hint.say(self._values.expected(self._line.attribute))

    def _submit(self) -> None:
        try:
            meant = self.answer.read()
        except InvalidValueError as problem:
            self.tell_problem(problem)
            return
        self.corrected.emit(corrected(self._line.entry, meant))
