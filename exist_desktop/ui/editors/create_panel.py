"""The panels that create a tag, by its name alone, or an attribute, with type, group and first value."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.commands import Key
from exist_desktop.domain.creation import CREATABLE, LONGEST_LABEL, PREFIX
from exist_desktop.domain.draft import Draft
from exist_desktop.domain.parsing.value_parser import Total
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind, Value
from exist_desktop.ui.editors.answers import Answer, answer_for
from exist_desktop.ui.editors.panel import DraftingPanel
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import AccentButton
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values, type_name

NEW_TAG, NEW_ATTRIBUTE = "new tag", "new attribute"
"""The keys of their stored drafts; no attribute's name has a space."""


class CreatePanel(DraftingPanel):
    """The base of both panels: a name, an error message, and the button that creates.

    Signals:
        wanted(str, Group, ValueType, Value): the label, group, type and first value of the new attribute.
    """

    wanted = Signal(str, object, object, object)
    field: str
    """The key of its draft, together with the day."""

    def __init__(self, language: Language, heading: str, button: str, key: Key, parent: QWidget | None = None) -> None:
        super().__init__(language, heading, parent)
        self._language = language
        self.key = key
        self._before = language.say("Not saved yet: you typed this before.")
        self._restored = InlineMessage("restoredDraft", tone=Tone.MUTED)
        self.label = QLineEdit()
        set_name(self.label, language.say("Name"))
        self.label.setMaxLength(LONGEST_LABEL)
        self.label.setPlaceholderText(language.say("Name"))
        self._problem = InlineMessage("makerProblem")
        self._make = AccentButton(button)
        self._make.clicked.connect(self._on_submitted)
        self._make.setEnabled(False)
        self.content.addWidget(Field(self.label))
        self.content.addWidget(self._restored)
        self.label.textChanged.connect(self._judge)
        self.label.textEdited.connect(self._on_edited)
        self.add_button(self._make)

    @property
    def first_stop(self) -> QWidget:
        """The name."""
        return self.label

    @property
    def draft(self) -> str | None:
        """The typed name."""
        return self.label.text() if self._has_name else None

    def restore(self, draft: Draft) -> None:
        """Shows an earlier draft, and says that it is one."""
        self._take(draft.text)
        self._restored.tell(self._before)

    def _take(self, text: str) -> None:
        self.label.setText(text)

    def name(self, name: str) -> None:
        """Sets a name that was typed elsewhere."""
        self.label.setText(name)
        self._on_edited()

    def _on_edited(self) -> None:
        """Hides the message about an earlier draft, because the text has changed."""
        self._restored.tell("")
        self.drafted.emit()

    def refuse(self, sentence: str) -> None:
        """Shows why it was not created; what was typed stays."""
        self._problem.tell(sentence)
        self._make.setEnabled(True)

    @property
    def _has_name(self) -> bool:
        return bool(self.label.text().strip())

    def _judge(self) -> None:
        self._problem.tell("")
        self._make.setEnabled(self._has_name)

    def _on_submitted(self) -> None:
        """Emits `wanted` once if everything is there; otherwise focuses what is missing."""
        if self._make.isEnabled():
            self._make.setEnabled(False)
            self._submit()
        elif not self._has_name:
            self.label.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        raise NotImplementedError


class CreateTagPanel(CreatePanel):
    """Creates a tag, which is on for the shown day."""

    field = NEW_TAG

    def __init__(self, language: Language, group: Group, day: date, parent: QWidget | None = None) -> None:
        super().__init__(language, language.say("New tag"), language.say("Make tag"), Key(self.field, day), parent)
        self.group = group
        self.content.addWidget(self._problem)
        self.hint = TextBlock(
            language.say("Sets it for this day; you can use it on any other."), tone=Tone.MUTED, points=-0.5
        )
        self.content.addWidget(self.hint)

    def _submit(self) -> None:
        self.wanted.emit(self.label.text(), self.group, ValueType.BOOLEAN, 1)


class CreateAttributePanel(CreatePanel):
    """Creates an attribute of a type, in a group, with a value for the shown day."""

    usual_width = 360
    field = NEW_ATTRIBUTE

    def __init__(self, language: Language, groups: Sequence[Group], day: date, parent: QWidget | None = None) -> None:
        say = language.say
        super().__init__(language, say("New attribute"), say("Make attribute"), Key(self.field, day), parent)
        self._type = ComboBox(say("Type"), [(kind, type_name(language, kind)) for kind in CREATABLE])
        self._group = ComboBox(say("Group"), [(group, group.label) for group in groups])
        self.kind = QWidget()
        self._choices = column_of(self.kind, gap=8)
        self._place = QVBoxLayout()
        self._hint = TextBlock("", tone=Tone.MUTED, points=-0.5)
        self._add(say("Type"), self._type)
        self._add(say("Group"), self._group)
        self.content.addWidget(self.kind)
        self.first = QWidget()
        first = column_of(self.first, TextBlock(self.first_value_heading(), bold=True, points=-0.5), gap=8)
        first.addLayout(self._place)
        self.content.addWidget(self.first)
        self.content.addWidget(self._problem)
        self.content.addWidget(self._hint)
        self._answer: Answer | None = None
        self._show_answer()
        self._type.chosen.connect(self._show_answer)
        for choice in (self._type, self._group):
            choice.chosen.connect(self._on_edited)

    def first_value_heading(self) -> str:
        """Returns the heading of the first value."""
        return self._language.say("First value (needed)")

    def _add(self, heading: str, choice: ComboBox) -> None:
        label = TextBlock(heading, bold=True, points=-0.5)
        label.setBuddy(choice)
        self._choices.addWidget(label)
        self._choices.addWidget(choice)

    def _show_answer(self) -> None:
        """Shows the control for the first value that fits the type."""
        if self._answer is not None:
            self._place.removeWidget(self._answer)
            self._answer.setParent(None)
            self._answer.deleteLater()
        attribute = self._attribute()
        self._answer = answer_for(attribute, None, self._language)
        self._answer.changed.connect(self._judge)
        self._answer.changed.connect(self._on_edited)
        self._answer.submitted.connect(self._on_submitted)
        self._place.addWidget(self._answer)
        self._hint.say(Values(self._language).expected_first(attribute))
        self._judge()

    @property
    def draft(self) -> str | None:
        """Name, type, group and first value, if a name or a value is typed."""
        first = self._answer.draft if self._answer is not None and self._answer.touched else None
        if not self._has_name and not first:
            return None
        attribute = self._attribute()
        return json.dumps([self.label.text(), attribute.value_type.name, attribute.group.name, first])

    def _take(self, text: str) -> None:
        try:
            name, kind, group, first = json.loads(text)
            value_type = ValueType[kind]
        except (ValueError, KeyError, TypeError):  # written by a later version, or damaged: there is nothing to show
            return
        self.label.setText(str(name))
        self._type.show_value(value_type)
        for index in range(self._group.count()):
            if self._group.itemData(index).name == group:
                self._group.setCurrentIndex(index)
        self._show_answer()
        if first is not None and self._answer is not None:
            with QSignalBlocker(self._answer):
                self._answer.restore(str(first))
        self._judge()

    def refuse(self, sentence: str) -> None:
        """Shows why it was not created, in place of what is expected."""
        super().refuse(sentence)
        self._hint.setVisible(not sentence)

    def _attribute(self) -> Attribute:
        group, kind = cast(Group, self._group.currentData()), cast(ValueType, self._type.currentData())
        return Attribute(PREFIX, self._language.say("First value"), group, kind, manual=True)

    def _judge(self) -> None:
        """Enables the button once there are a name and a value; shows while typing what is wrong with the value."""
        problem = self._what_is_wrong()
        told = problem is not None and problem.kind is not InvalidValueKind.EMPTY
        self._problem.tell(Values(self._language).problem(self._attribute(), problem) if problem and told else "")
        self._problem.let_go()  # the hint about the expected value is in its place
        self._hint.setVisible(not told)
        self._make.setEnabled(self._has_name and problem is None)

    def _on_submitted(self) -> None:
        """Emits `wanted` once if everything is there; otherwise focuses what is missing."""
        super()._on_submitted()
        if self._has_name and self._answer is not None and self._what_is_wrong() is not None:
            self._answer.first_stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _what_is_wrong(self) -> InvalidValueError | None:
        """Returns what is wrong with the first value."""
        try:
            self._first_value()
        except InvalidValueError as problem:
            return problem
        return None

    def _submit(self) -> None:
        attribute = self._attribute()
        self.wanted.emit(self.label.text(), attribute.group, attribute.value_type, self._first_value())

    def _first_value(self) -> Value:
        """Returns the answer; a signed number counts from zero. Raises `InvalidValueError`."""
        assert self._answer is not None
        meant = self._answer.read()
        return meant.value if isinstance(meant, Total) else meant.delta
