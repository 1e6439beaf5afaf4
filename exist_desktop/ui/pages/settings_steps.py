"""The card of Settings with what each add button adds: a line to type in for each attribute that can be added to."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from exist_desktop.domain.attributes import MOOD, Attribute, add_step
from exist_desktop.domain.parsing import parse_total
from exist_desktop.domain.values import ValueProblem, ValueType
from exist_desktop.settings import Settings
from exist_desktop.ui.pages.settings_choices import ChoiceSection
from exist_desktop.ui.pages.settings_parts import muted
from exist_desktop.ui.pages.welcome_fields import column_of
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.edits import Edits
from exist_desktop.ui.widgets.field import Field
from exist_desktop.ui.widgets.remark import Remark
from exist_desktop.words import Language

FIELD_LETTERS = 9
"""How wide a step's field is."""


def can_be_added_to(attribute: Attribute) -> bool:
    """Whether it is typed by hand and a difference makes sense for it."""
    return attribute.active and attribute.editable and attribute.value_type.takes_increments and attribute.name != MOOD


class StepRow(QWidget):
    """One attribute: its label, and the step in a field; an empty field is the usual step.

    Signals:
        chosen(object): the step; None for the usual one, 0 for no button.
    """

    chosen = Signal(object)

    def __init__(self, language: Language, attribute: Attribute, step: float | None) -> None:
        super().__init__()
        self._language = language
        self._attribute = attribute
        self.edit = QLineEdit(self._shown(step))
        self.edit.setAccessibleName(language.say("Step of {label}", label=attribute.label))
        usual = add_step(attribute)
        self.edit.setPlaceholderText(language.say("none") if usual is None else self._shown(usual))
        self._edits = Edits(self.edit)
        self.edit.editingFinished.connect(self._on_finished)
        self.remark = Remark("stepRemark")
        self.edit.textEdited.connect(lambda _: self.remark.tell(""))
        self._field = Field(self.edit)
        unit = language.say("min") if attribute.value_type is ValueType.DURATION else attribute.unit
        title = language.say("{label} ({unit})", label=attribute.label, unit=unit) if unit else attribute.label
        line = QHBoxLayout()
        line.addWidget(TextBlock(title), 1)
        line.addWidget(self._field, 0, Qt.AlignmentFlag.AlignVCenter)
        column = column_of(self, gap=3)
        column.addLayout(line)
        column.addWidget(self.remark)
        self._field.setFixedWidth(self.fontMetrics().averageCharWidth() * FIELD_LETTERS + 30)

    def _shown(self, step: float | None) -> str:
        return "" if step is None else self._language.formats.decimal(step)

    def _on_finished(self) -> None:
        """Keeps what was typed; a field that was only gone through says less than the step may have."""
        if self._edits.draft is None:
            return
        typed = self.edit.text().strip()
        if not typed:
            self._edits.settle()
            self.chosen.emit(None)
            return
        try:
            step = parse_total(typed, self._attribute.value_type, self._language.formats.numerals)
        except ValueProblem:
            step = -1
        if isinstance(step, str) or step < 0:
            self.remark.tell(self._language.say("A step is a number, such as 1 or 250; 0 takes the button away."))
        else:
            self._edits.settle()
            self.chosen.emit(step)


class StepsSection(ChoiceSection):
    """Steps for all attributes that can be added to; what is typed is kept when the field is left."""

    def __init__(self, language: Language) -> None:
        say = language.say
        super().__init__(say("The + buttons"))
        self._language = language
        self._attributes: tuple[Attribute, ...] = ()
        self._steps: dict[str, int | float] = {}
        self._rows: list[StepRow] = []
        self._none = muted(say("Attributes that you type yourself appear here after Exist has been read."))
        self._none.setObjectName("noSteps")
        self.add(muted(say("What a tile's + button adds. An empty field is the usual step, 0 takes the button away.")))
        self.add(self._none)

    def show_attributes(self, attributes: Iterable[Attribute]) -> None:
        """Lists the attributes; nothing moves where they are the same as before."""
        listed = tuple(sorted(filter(can_be_added_to, attributes), key=lambda one: one.label.casefold()))
        if listed == self._attributes:
            return
        self._attributes = listed
        for row in self._rows:
            self.column.removeWidget(row)
            row.deleteLater()
        self._rows = [StepRow(self._language, one, self._steps.get(one.name)) for one in listed]
        for row, attribute in zip(self._rows, listed, strict=True):
            row.chosen.connect(lambda step, name=attribute.name: self._on_chosen(name, step))
            self.add(row)
        self._none.setVisible(not listed)

    def show_settings(self, settings: Settings) -> None:
        """Takes the steps in force; the fields show them when they are made, and what is typed stays."""
        self._steps = settings.add_steps

    def _on_chosen(self, name: str, step: float | None) -> None:
        if step == self._steps.get(name):
            return
        others = {other: chosen for other, chosen in self._steps.items() if other != name}
        self.chosen.emit("add_steps", others if step is None else others | {name: step})
