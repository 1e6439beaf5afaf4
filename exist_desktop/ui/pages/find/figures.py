"""The choice of attributes whose values are shown beside each day: added from a list, removed by a press."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.value_types import ValueType
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.language import Language


class FigureChoice(Protocol):
    """The attributes whose values are shown beside each day."""

    def chosen(self) -> Sequence[str]:
        """Returns their names."""

    def choose(self, figures: Sequence[str]) -> None:
        """Stores another choice."""


class FigureChooser(QWidget):
    """The chosen figures as chips, and a list of the others.

    Signals:
        chosen(tuple[str, ...]): the attributes whose values are shown beside each day.
    """

    chosen = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._figures: tuple[str, ...] = ()
        self._offered: list[Attribute] = []
        self.chips: dict[str, Chip] = {}
        self.more = ComboBox(language.say("Add a figure"), [(None, language.say("Add a figure"))])
        self.more.setMaximumWidth(260)  # the names of attributes may be long
        self.more.chosen.connect(self._on_added)
        self._flow = FlowLayout(self, gap=8, line_gap=8)
        self._flow.addWidget(TextBlock(language.say("Beside each day:"), tone=Tone.MUTED, lines=1))
        self._flow.addWidget(self.more)

    def show_choice(self, attributes: Sequence[Attribute], figures: Sequence[str]) -> None:
        """Offers the attributes that a row does not show anyway; those of type text are shown as lines of their own."""
        offered = [one for one in attributes if not one.in_mood_card and one.value_type is not ValueType.UNKNOWN]
        if (offered, tuple(figures)) == (self._offered, self._figures):
            return
        self._offered, self._figures = offered, tuple(figures)
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.more)
        labels = {one.name: one.label for one in offered}
        self.chips = {name: self._chip(name, labels[name]) for name in self._figures if name in labels}
        self._flow.addWidget(self.more)
        others = [(name, label) for name, label in labels.items() if name not in self._figures]
        self.more.set_options([(None, self._language.say("Add a figure")), *others])

    def stops(self) -> list[QWidget]:
        """Returns all stops of Tab, in order."""
        return [*self.chips.values(), self.more]

    def _chip(self, name: str, label: str) -> Chip:
        say = self._language.say
        chip = Chip(say("{label} ×", label=label), self, name=say("Take {label} off", label=label))
        chip.setCheckable(False)
        chip.clicked.connect(lambda: self.chosen.emit(tuple(one for one in self._figures if one != name)))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _on_added(self, name: str | None) -> None:
        if name is not None:
            self.chosen.emit((*self._figures, name))
