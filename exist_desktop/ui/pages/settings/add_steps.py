"""The card of Settings with the step of each add button: a line for each attribute that can be incremented."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from exist_desktop.domain.attributes import MOOD, Attribute, add_step
from exist_desktop.domain.parsing import spelling
from exist_desktop.domain.parsing.value_parser import parse_total
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.settings import Settings
from exist_desktop.ui.pages.settings.choices import ChoiceSection
from exist_desktop.ui.pages.settings.parts import muted
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.ui.widgets.controls.user_edits import UserEdits
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import Language

FIELD_LETTERS = 9
"""Width of a step's field in letters."""
AT_ONCE = 30
"""The most lines that are built at once: thousands would take seconds and much memory."""


def can_be_added_to(attribute: Attribute) -> bool:
    """Returns whether the attribute is entered by hand and takes increments."""
    return attribute.active and attribute.editable and attribute.value_type.takes_increments and attribute.name != MOOD


class StepRow(QWidget):
    """One attribute: its label and a field with its step; an empty field means the usual step.

    Signals:
        chosen(str, object): the attribute's name and the step; None for the usual one, 0 for no button.
    """

    chosen = Signal(str, object)

    def __init__(self, language: Language, attribute: Attribute, step: float | None) -> None:
        super().__init__()
        self._language = language
        self._attribute = attribute
        self.edit = QLineEdit(self._shown(step))
        set_name(self.edit, language.say("Step of {label}", label=attribute.label))
        usual = add_step(attribute)
        self.edit.setPlaceholderText(language.pgettext("usual step", "none") if usual is None else self._shown(usual))
        self._edits = UserEdits(self.edit)
        self.edit.editingFinished.connect(self._on_finished)
        self.inline_message = InlineMessage("stepRemark")
        self.edit.textEdited.connect(self._on_edited)
        self._field = Field(self.edit)
        unit = language.say("min") if attribute.value_type is ValueType.DURATION else attribute.unit
        title = language.say("{label} ({unit})", label=attribute.label, unit=unit) if unit else attribute.label
        line = QHBoxLayout()
        line.addWidget(TextBlock(title), 1)
        line.addWidget(self._field, 0, Qt.AlignmentFlag.AlignVCenter)
        column = column_of(self, gap=3)
        column.addLayout(line)
        column.addWidget(self.inline_message)
        self._field.setFixedWidth(self.fontMetrics().averageCharWidth() * FIELD_LETTERS + 30)

    @property
    def is_typed_in(self) -> bool:
        """Whether the field has text that is not saved yet."""
        return self._edits.draft is not None

    def _shown(self, step: float | None) -> str:
        return "" if step is None else self._language.formats.decimal(step)

    def _on_edited(self) -> None:
        self.inline_message.tell("")

    def _on_finished(self) -> None:
        """Saves what was typed; a field that was only visited is not saved, because it shows a rounded step."""
        if self._edits.draft is None:
            return
        typed = self.edit.text().strip()
        if not typed:
            self._edits.settle()
            self.chosen.emit(self._attribute.name, None)
            return
        try:
            step = parse_total(typed, self._attribute.value_type, self._language.numerals)
        except InvalidValueError:
            step = -1
        if isinstance(step, str) or step < 0:
            self.inline_message.tell(
                self._language.say("A step is a number, such as 1 or 250; 0 takes the button away.")
            )
        else:
            self._edits.settle()
            self.chosen.emit(self._attribute.name, step)


class StepsSection(ChoiceSection):
    """The steps of all attributes that can be incremented; what is typed is saved when the field is left.

    If there are very many, only some have a line, those with a step of their own first; a search field finds any.
    """

    def __init__(self, language: Language) -> None:
        say = language.say
        super().__init__(say("The + buttons"))
        self._language = language
        self._attributes: tuple[Attribute, ...] = ()
        self._spelled: tuple[tuple[str, ...], ...] = ()
        self._steps: dict[str, int | float] = {}
        self._rows: dict[Attribute, StepRow] = {}
        self._none = muted(say("Attributes that you type yourself appear here after Exist has been read."))
        self._none.setObjectName("noSteps")
        self.search = QLineEdit()
        set_name(self.search, say("Find an attribute to add to"))
        self.search.setPlaceholderText(say("Find an attribute"))
        self.search.textChanged.connect(self._list)
        self._finding = Field(self.search)
        self._finding.hide()
        self._more = muted("")
        self._more.setObjectName("moreSteps")
        self._more.hide()
        place = QWidget()
        self._place = column_of(place)
        self.add(muted(say("What a tile's + button adds. An empty field is the usual step, 0 takes the button away.")))
        self.add(self._none, self._finding, place, self._more)

    @property
    def rows(self) -> list[StepRow]:
        """Returns the existing lines from top to bottom."""
        return list(self._rows.values())

    def show_attributes(self, attributes: Iterable[Attribute]) -> None:
        """Lists the attributes; nothing moves if they are the same as before."""
        listed = tuple(sorted(filter(can_be_added_to, attributes), key=lambda one: one.label.casefold()))
        if listed == self._attributes:
            return
        self._attributes, self._spelled = listed, tuple(tuple(map(spelling.key, one.spellings)) for one in listed)
        self._none.setVisible(not listed)
        self._finding.setVisible(len(listed) > AT_ONCE)
        self._list()

    def show_settings(self, settings: Settings) -> None:
        """Sets the steps in force; fields show them when they are built, and typed text stays."""
        self._steps = settings.add_steps

    def _list(self) -> None:
        """Shows the lines of the matches, up to the limit; a line with typed text stays."""
        wanted = spelling.key(self.search.text()) if len(self._attributes) > AT_ONCE else ""
        spelled = zip(self._attributes, self._spelled, strict=True)
        found = [one for one, names in spelled if any(wanted in name for name in names)]
        picked = set(sorted(found, key=lambda one: one.name not in self._steps)[:AT_ONCE])
        left = len(found) - len(picked)
        picked |= {one for one, row in self._rows.items() if row.is_typed_in}
        shown = [one for one in self._attributes if one in picked]
        for gone in [one for one in self._rows if one not in picked or one not in self._attributes]:
            row = self._rows.pop(gone)
            self._place.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {one: self._rows.get(one) or self._row(one) for one in shown}
        for place, row in enumerate(self._rows.values()):
            self._place.insertWidget(place, row)
        for former, latter in pairwise([self.search, *(row.edit for row in self._rows.values())]):
            QWidget.setTabOrder(former, latter)
        self._tell_of_more(left, found=bool(found))

    def _row(self, attribute: Attribute) -> StepRow:
        row = StepRow(self._language, attribute, self._steps.get(attribute.name))
        row.chosen.connect(self._on_chosen)
        return row

    def _tell_of_more(self, left: int, *, found: bool) -> None:
        more = self._language.ngettext("1 more. Type a part of its name.", "{n} more. Type a part of the name.", left)
        none = self._language.say("No attribute that you can add to has this in its name.")
        self._more.say(more if left else none)
        self._more.setVisible(bool(left) or (bool(self._attributes) and not found))

    def _on_chosen(self, name: str, step: float | None) -> None:
        if step == self._steps.get(name):
            return
        others = {other: chosen for other, chosen in self._steps.items() if other != name}
        self.chosen.emit("add_steps", others if step is None else others | {name: step})
