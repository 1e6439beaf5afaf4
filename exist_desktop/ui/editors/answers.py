"""What people answer with: a line, a text, or one of a few steps. Each tells its draft and how it is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.parsing import Difference, Total, parse
from exist_desktop.domain.typed import read
from exist_desktop.domain.values import RANGES, TEXT_LIMIT, Problem, Seen, Value, ValueProblem, ValueType
from exist_desktop.ui.widgets.buttons import Chip
from exist_desktop.ui.widgets.field import Field, TextArea
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words import Language, Values


class Answer(QWidget):
    """The part of an editor that is typed or pressed.

    Signals:
        changed(): something else is typed or pressed than before.
        submitted(): it is entered, where the key for that does not reach the editor.
    """

    changed = Signal()
    submitted = Signal()

    @property
    def draft(self) -> str:
        """What is typed or pressed, to be kept while the editor is closed."""
        raise NotImplementedError

    def restore(self, draft: str) -> None:
        """Shows a draft again."""
        raise NotImplementedError

    def know(self, value: Seen) -> None:
        """Knows a newer value of the day; what is typed stays."""

    def read(self) -> Total | Difference:
        """The draft, understood. Raises `ValueProblem`."""
        raise NotImplementedError


class LineAnswer(Answer):
    """Numbers, durations, times and percentages on one line; numbers in the unit that is shown."""

    def __init__(self, attribute: Attribute, value: Seen, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attribute = attribute
        self._value = value
        self._language = language
        current = Values(language).shown(attribute, value) if value is not None else ""  # also "not read yet"
        self.edit = QLineEdit()
        self.edit.setAccessibleName(attribute.label)
        self.edit.setPlaceholderText(current)
        self.edit.textChanged.connect(self.changed)
        _frame(self, self.edit)

    @property
    def draft(self) -> str:
        """What is typed."""
        return self.edit.text()

    def restore(self, draft: str) -> None:
        """Shows a draft again, selected so that typing replaces it."""
        self.edit.setText(draft)
        self.edit.selectAll()

    def know(self, value: Seen) -> None:
        """A difference is added to the newer value."""
        self._value = value

    def read(self) -> Total | Difference:
        """The line as a total or a difference."""
        numerals, units = self._language.formats.numerals, self._language.units()
        return read(self.edit.text(), self._attribute, numerals, units, before=self._value)


class TextAnswer(Answer):
    """Text; Enter submits it, Shift+Enter makes a new line."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None, *, longest: int = TEXT_LIMIT) -> None:
        super().__init__(parent)
        self._longest = longest
        self.edit = TextArea(enter_submits=True)
        self.edit.setAccessibleName(attribute.label)
        self.edit.textChanged.connect(self.changed)
        self.edit.submitted.connect(self.submitted)
        _frame(self, self.edit)

    @property
    def draft(self) -> str:
        """What is typed."""
        return self.edit.toPlainText()

    def restore(self, draft: str) -> None:
        """Shows a draft again."""
        self.edit.setPlainText(draft)

    def read(self) -> Total | Difference:
        """The text as the day's value."""
        return parse(self.edit.toPlainText(), ValueType.TEXT, longest=self._longest)


@dataclass(frozen=True)
class Step:
    """One of a few answers: what it is called, and its value on the wire."""

    text: str
    value: Value


class StepChip(Chip):
    """A step; Enter in it is the editor's, which saves."""

    enter_presses = False
    told = True


class StepAnswer(Answer):
    """One of a few steps; the digits choose among numbered ones."""

    def __init__(self, attribute: Attribute, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type = attribute.value_type
        self._steps = tuple(steps)
        self._chosen: Step | None = None
        flow = FlowLayout(self)
        self.chips = tuple(StepChip(step.text) for step in steps)
        for chip, step in zip(self.chips, self._steps, strict=True):
            flow.addWidget(chip)
            chip.clicked.connect(lambda _=False, chosen=step: self._choose(chosen))
        self.setFocusProxy(self.chips[0])

    @property
    def draft(self) -> str:
        """The text of the chosen step; empty where none is chosen."""
        return self._chosen.text if self._chosen else ""

    def restore(self, draft: str) -> None:
        """Chooses the step of a draft again."""
        self._choose(next((step for step in self._steps if step.text == draft), None))

    def start_at(self, value: Seen) -> None:
        """Puts the focus on the step of the kept value."""
        for chip, step in zip(self.chips, self._steps, strict=True):
            if step.value == value:
                self.setFocusProxy(chip)
                self._choose(step)

    def read(self) -> Total | Difference:
        """The chosen step. Raises `ValueProblem` where none is chosen."""
        if self._chosen is None:
            raise ValueProblem(Problem.EMPTY, self._type, *RANGES.get(self._type, (None, None)))
        return Total(self._chosen.value)

    def _choose(self, chosen: Step | None) -> None:
        self._chosen = chosen
        for chip, step in zip(self.chips, self._steps, strict=True):
            chip.setChecked(step is chosen)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses the step of that name."""
        step = next((step for step in self._steps if event.text() and step.text.startswith(event.text())), None)
        if step is not None and event.text().isdigit():
            self._choose(step)
        else:
            super().keyPressEvent(event)


def _frame(answer: Answer, edit: QLineEdit | TextArea) -> None:
    column = QVBoxLayout(answer)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(Field(edit))
    answer.setFocusProxy(edit)


def answer_for(attribute: Attribute, value: Seen, language: Language, longest: int = TEXT_LIMIT) -> Answer:
    """The answer that fits an attribute's type, showing its value where that helps to change it."""
    words = Values(language)
    steps = _steps(attribute, words)
    if steps:
        stepped = StepAnswer(attribute, steps)
        stepped.start_at(value)
        return stepped
    if attribute.value_type is ValueType.TEXT:
        text = TextAnswer(attribute, longest=longest)
        text.restore(value if isinstance(value, str) else "")
        return text
    return LineAnswer(attribute, value, language)


def _steps(attribute: Attribute, words: Values) -> list[Step]:
    if attribute.name == MOOD:
        named = [(step, words.mood_name(step)) for step in mood.STEPS]
        return [Step(f"{step} · {name}", mood.to_wire(step, attribute.value_type)) for step, name in named]
    if attribute.value_type is ValueType.SCALE:
        low, high = RANGES[ValueType.SCALE]
        return [Step(words.language.formats.integer(step), step) for step in range(int(low), int(high) + 1)]
    if attribute.value_type is ValueType.BOOLEAN:
        return [Step(words.language.say("Yes"), 1), Step(words.language.say("No"), 0)]
    return []
