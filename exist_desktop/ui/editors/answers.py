"""The controls of an editor: a line, a text, or one of a few steps. Each has its draft and parses it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.parsing.digits import digit
from exist_desktop.domain.parsing.unit_parsing import read
from exist_desktop.domain.parsing.value_parser import Difference, Total
from exist_desktop.domain.value_types import RANGES, EditorKind, Form, ValueType
from exist_desktop.domain.values import TEXT_LIMIT, InvalidValueError, InvalidValueKind, Seen, Value
from exist_desktop.ui.keys import digit_of
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import RadioChip
from exist_desktop.ui.widgets.controls.field import Field, TextArea
from exist_desktop.ui.widgets.controls.user_edits import UserEdits
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

DIGIT_GAP = 3
"""Space between steps with a number."""


class Answer(QWidget):
    """The input part of an editor.

    Signals:
        changed(): the person has typed or pressed something.
        submitted(): Enter was pressed in a control that keeps that key from the editor.
    """

    changed = Signal()
    submitted = Signal()

    @property
    def first_stop(self) -> QWidget:
        """The first widget to get the focus."""
        raise NotImplementedError

    @property
    def draft(self) -> str:
        """What is typed or pressed; otherwise the value that is shown."""
        raise NotImplementedError

    @property
    def touched(self) -> bool:
        """Whether a person has typed or pressed something, and has not taken it back."""
        raise NotImplementedError

    def restore(self, draft: str) -> None:
        """Shows a draft again."""
        raise NotImplementedError

    def know(self, value: Seen) -> None:
        """Sets a newer value of the day; what a person has typed or pressed stays."""

    def read(self) -> Total | Difference:
        """Parses the draft. Raises `InvalidValueError`."""
        raise NotImplementedError


class TypedAnswer(Answer):
    """An answer that is typed into a field."""

    def __init__(self, attribute: Attribute, field: QLineEdit | TextArea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attribute = attribute
        self._field = field
        self._edits = UserEdits(field)
        set_name(field, attribute.label)
        field.textChanged.connect(self.changed)
        _frame(self, field)

    @property
    def first_stop(self) -> QWidget:
        """The field."""
        return self._field

    @property
    def draft(self) -> str:
        """What is typed, or the value that the field shows."""
        return self._edits.text

    @property
    def touched(self) -> bool:
        """Whether a person has typed."""
        return self._edits.draft is not None

    def restore(self, draft: str) -> None:
        """Shows a draft again."""
        self._edits.restore(draft)


class LineAnswer(TypedAnswer):
    """Numbers, durations, times and percentages on one line; numbers in the displayed unit."""

    def __init__(self, attribute: Attribute, value: Seen, language: Language, parent: QWidget | None = None) -> None:
        edit = QLineEdit()
        super().__init__(attribute, edit, parent)
        self._value = value
        self._language = language
        self.edit = edit
        edit.setPlaceholderText(_current(attribute, value, language))

    def restore(self, draft: str) -> None:
        """Shows a draft again, selected so that typing replaces it."""
        super().restore(draft)
        self.edit.selectAll()

    def know(self, value: Seen) -> None:
        """Shows the newer value in the empty line; a difference is added to it."""
        self._value = value
        self.edit.setPlaceholderText(_current(self._attribute, value, self._language))

    def read(self) -> Total | Difference:
        """Parses the line as a total or a difference."""
        numerals, units = self._language.numerals, self._language.units()
        return read(self.edit.text(), self._attribute, numerals, units, before=self._value)


class TextAnswer(TypedAnswer):
    """Text; Enter submits it, Shift+Enter makes a new line."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None, *, longest: int = TEXT_LIMIT) -> None:
        edit = TextArea(enter_submits=True)
        super().__init__(attribute, edit, parent)
        self._longest = longest
        self._shown = ""
        self.edit = edit
        edit.submitted.connect(self.submitted)

    def know(self, value: Seen) -> None:
        """Shows the newer text unless the person has typed."""
        text = value if isinstance(value, str) else ""
        if not self.touched and text != self._shown:
            self._shown = text
            self._edits.show(text)

    def read(self) -> Total | Difference:
        """Returns the text as the day's value. Raises `InvalidValueError` if both it and the old text are empty."""
        if not self._edits.text.strip() and not self._shown:
            raise InvalidValueError(InvalidValueKind.EMPTY, ValueType.TEXT)
        return read(self._edits.text, self._attribute, longest=self._longest)


class Step(Struct, frozen=True):
    """One of a few answers: its name, and its value as Exist has it."""

    text: str
    value: Value


class StepChip(RadioChip):
    """The chip of a step. Enter goes to the editor, which saves."""

    enter_presses = False


class DigitChip(StepChip):
    """The chip of a step with a number; nine of them fit in a row."""

    padding = QSize(5, 5)


class StepAnswer(Answer):
    """One of a few steps; digits choose numbered ones."""

    def __init__(self, attribute: Attribute, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type = attribute.value_type
        self._steps = tuple(steps)
        self._chosen: Step | None = None
        self._touched = False
        digits = all(len(step.text) == 1 for step in steps)
        flow = FlowLayout(self, gap=DIGIT_GAP) if digits else FlowLayout(self)
        self.chips = tuple(DigitChip(step.text) if digits else StepChip(step.text) for step in steps)
        for chip, step in zip(self.chips, self._steps, strict=True):
            flow.addWidget(chip)
            chip.value = step
            chip.picked.connect(self._take)

    @property
    def first_stop(self) -> QWidget:
        """The chosen step, or the first."""
        return next((chip for chip in self.chips if chip.isChecked()), self.chips[0])

    @property
    def draft(self) -> str:
        """The text of the chosen step; empty if none is chosen."""
        return self._chosen.text if self._chosen else ""

    @property
    def touched(self) -> bool:
        """Whether a person has chosen."""
        return self._touched

    def restore(self, draft: str) -> None:
        """Chooses the step of a draft again."""
        self._take(next((step for step in self._steps if step.text == draft), None))

    def know(self, value: Seen) -> None:
        """Shows the newer value unless the person has chosen."""
        step = next((step for step in self._steps if step.value == value), None)
        if not self._touched and step != self._chosen:
            self._choose(step)

    def read(self) -> Total | Difference:
        """Returns the chosen step. Raises `InvalidValueError` if none is chosen."""
        if self._chosen is None:
            raise InvalidValueError(InvalidValueKind.EMPTY, self._type, *RANGES.get(self._type, (None, None)))
        return Total(self._chosen.value)

    def _take(self, chosen: Step | None) -> None:
        """Sets the step that the person has chosen."""
        self._touched = True
        self._choose(chosen)

    def _choose(self, chosen: Step | None) -> None:
        self._chosen = chosen
        for chip, step in zip(self.chips, self._steps, strict=True):
            chip.setChecked(step is chosen)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = digit_of(event)
        step = next((step for step in self._steps if typed is not None and digit(step.text[:1]) == typed), None)
        if step is not None:
            self._take(step)
            self.first_stop.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


def _frame(answer: Answer, edit: QLineEdit | TextArea) -> None:
    column = QVBoxLayout(answer)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(Field(edit))


def _current(attribute: Attribute, value: Seen, language: Language) -> str:
    """Returns the value as an empty line shows it, or that it is not read yet."""
    return Values(language).shown(attribute, value) if value is not None else ""


def answer_for(attribute: Attribute, value: Seen, language: Language, longest: int = TEXT_LIMIT) -> Answer:
    """Returns the control for an attribute's type, filled with the value if that helps to change it."""
    if attribute.name == MOOD:
        return _stepped(attribute, _mood_steps(attribute, Values(language)), value)
    rules = attribute.value_type.rules
    match rules.editor:
        case EditorKind.STEPS if rules.form is Form.YES_OR_NO:
            return _stepped(
                attribute,
                [Step(language.pgettext("value", "Yes"), 1), Step(language.pgettext("value", "No"), 0)],
                value,
            )
        case EditorKind.STEPS:
            low, high = RANGES[attribute.value_type]
            steps = range(int(low), int(high) + 1)
            return _stepped(attribute, [Step(language.formats.integer(step), step) for step in steps], value)
        case EditorKind.TEXT:
            text = TextAnswer(attribute, longest=longest)
            text.know(value)
            return text
        case EditorKind.LINE:
            return LineAnswer(attribute, value, language)
        case editor:
            assert_never(editor)


def _stepped(attribute: Attribute, steps: Sequence[Step], value: Seen) -> StepAnswer:
    stepped = StepAnswer(attribute, steps)
    stepped.know(value)
    return stepped


def _mood_steps(attribute: Attribute, words: Values) -> list[Step]:
    named = [(step, words.mood_name(step)) for step in mood.STEPS]
    facts = words.language.facts
    return [Step(facts(str(step), name), mood.to_wire(step, attribute.value_type)) for step, name in named]
