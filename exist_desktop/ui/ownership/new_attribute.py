"""The panels that create an attribute or a tag for its own sake: from a template or as the person's own.

They are the panels of Today with what is offered in place of a double, and their first value may be left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.creation import PREFIX
from exist_desktop.domain.ownership.offers import Offer
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind
from exist_desktop.journal.owner_journal import CustomAttribute, FromTemplate
from exist_desktop.ui.dialogs.scrolled_dialog import ScrolledDialog
from exist_desktop.ui.editors.create_panel import CreateAttributePanel, CreateTagPanel
from exist_desktop.ui.ownership.offer_list import Offers
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.words.language import Language

BELOW_NAME = 2
"""The place in the panel's column below the name and the remark about a draft."""


class NewAttributePanel(CreateAttributePanel):
    """Creates an attribute from a template, or a custom one with type and group.

    Signals:
        created(NewAttribute, Value | None): what is to be created, and its first value.
        taking_wanted(Attribute): the person wants to fill one that there is already.
    """

    created = Signal(object, object)
    taking_wanted = Signal(object)
    field = "new attribute of the list"

    def __init__(
        self,
        language: Language,
        groups: Sequence[Group],
        day: date,
        every: Sequence[Offer],
        parent: QWidget | None = None,
    ) -> None:
        self._offers: Offers | None = None
        super().__init__(language, groups, day, parent)
        self._manual = CheckBox(language.say("Filled in by hand"))
        self._manual.setChecked(True)
        self.content.addWidget(self._manual)
        self._offers = Offers(language, self.label, every)
        self._offers.changed.connect(self._on_meant)
        self._offers.taking_wanted.connect(self.taking_wanted)
        self.content.insertWidget(BELOW_NAME, self._offers)

    def first_value_heading(self) -> str:
        """Returns the heading of the first value."""
        return self._language.say("First value (if you like)")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints nothing: it is the whole of its dialog."""

    @property
    def _meant(self) -> Offer | None:
        return None if self._offers is None else self._offers.meant

    def _on_meant(self) -> None:
        """Shows the first value as the type of the template wants it; type and group are the template's then.

        For what there is already, nothing of that is shown.
        """
        is_there = self._meant is not None and self._meant.here is not None
        self.kind.setVisible(self._meant is None)
        for part in (self.first, self._manual):
            part.setVisible(not is_there)
        self._show_answer()

    def _attribute(self) -> Attribute:
        meant = self._meant
        if meant is None or meant.template is None:
            return super()._attribute()
        template = meant.template
        label = self._language.say("First value")
        return Attribute(PREFIX, label, template.group, template.value_type, template.name, manual=True)

    def _judge(self) -> None:
        super()._judge()
        if self._meant is not None and self._meant.here is not None:
            self._make.setEnabled(False)
            self._hint.hide()

    def _what_is_wrong(self) -> InvalidValueError | None:
        problem = super()._what_is_wrong()
        return None if problem is not None and problem.kind is InvalidValueKind.EMPTY else problem

    def _submit(self) -> None:
        attribute, manual = self._attribute(), self._manual.isChecked()
        first = None if super()._what_is_wrong() is not None else self._first_value()
        new: CustomAttribute | FromTemplate
        if attribute.template is not None:
            new = FromTemplate(attribute.template, manual)
        else:
            new = CustomAttribute(self.label.text(), attribute.group, attribute.value_type, manual)
        self.created.emit(new, first)


class NewTagPanel(CreateTagPanel):
    """Creates a tag, which is on for today if that is wanted.

    Signals:
        created(NewAttribute, Value | None): what is to be created, and 1 if it is on for today.
        taking_wanted(Attribute): the person wants to fill one that there is already.
    """

    created = Signal(object, object)
    taking_wanted = Signal(object)
    field = "new tag of the list"

    def __init__(
        self, language: Language, group: Group, day: date, every: Sequence[Offer], parent: QWidget | None = None
    ) -> None:
        super().__init__(language, group, day, parent)
        self.hint.hide()
        self._today = CheckBox(language.say("On for today"))
        self._today.setChecked(True)
        self.content.addWidget(self._today)
        self._offers = Offers(language, self.label, every)
        self._offers.changed.connect(self._judge)
        self._offers.taking_wanted.connect(self.taking_wanted)
        self.content.insertWidget(BELOW_NAME, self._offers)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints nothing: it is the whole of its dialog."""

    def _judge(self) -> None:
        super()._judge()
        if self._offers.meant is not None:
            self._make.setEnabled(False)

    def _submit(self) -> None:
        new = CustomAttribute(self.label.text(), self.group, ValueType.BOOLEAN)
        self.created.emit(new, 1 if self._today.isChecked() else None)


class CreationDialog(ScrolledDialog):
    """A window for one of the panels; Escape and Close keep what was typed as a draft."""

    def __init__(self, panel: NewAttributePanel | NewTagPanel, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, (), parent)
        self.panel = panel
        self.heading.hide()
        self.column.addWidget(panel)
        panel.setContentsMargins(0, 0, 0, 0)
        panel.closed.connect(self.reject)
