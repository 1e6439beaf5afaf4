"""What a mapped file would bring, what is decided once about all of it, and the button that enters it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.transfer.mapping import ImportMapping, OnDifference, ProposedKind
from exist_desktop.domain.transfer.proposed import Plan
from exist_desktop.ui.pages.settings.parts import ActButton, Options, PrimaryButton
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.page_scroll import bring_into_view
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.mapping import MappingWords


class DecisionOptions(Options):
    """What becomes of the values of one kind that are different here."""

    def __init__(self, language: Language, kind: ProposedKind, number: int) -> None:
        words = MappingWords(language)
        super().__init__(language, words.different(kind, number), words.decisions(kind))
        self.kind = kind
        self.decided = OnDifference.KEEP
        self.chosen.connect(self._on_chosen)

    def decide(self, decided: OnDifference) -> None:
        """Marks a decision."""
        self.decided = decided
        self.show_value(decided)

    def _on_chosen(self, decided: object) -> None:
        assert isinstance(decided, OnDifference)
        self.decided = decided


class PlanPanel(QWidget):
    """One plan.

    Signals:
        entering(ImportMapping): enter it by what was decided.
        planned(ImportMapping): look again, by a mapping that cuts what is too long.
        saving(ImportMapping): save the mapping, with what was decided, as a file.
        going_back(): the mapping is to be changed.
        left(): nothing of the file.
    """

    entering = Signal(object)
    planned = Signal(object)
    saving = Signal(object)
    going_back = Signal()
    left = Signal()

    def __init__(self, language: Language, plan: Plan, attributes: Mapping[str, Attribute], refused: str) -> None:
        super().__init__()
        self._plan = plan
        words, say = MappingWords(language), language.say
        told = TextBlock(language.sentences(*words.compared(plan), refused))
        told.setObjectName("planTold")
        self._decisions = [
            DecisionOptions(language, kind, totals.different)
            for kind, totals in plan.totals.items()
            if totals.different
        ]
        for options in self._decisions:
            options.decide(plan.mapping.on_difference(options.kind))
        self._take_overs = {
            name: CheckBox(words.take_over(attributes[name])) for name in plan.take_overs if name in attributes
        }
        for name, box in self._take_overs.items():
            box.setChecked(name in plan.mapping.take_over)
        self._enter = PrimaryButton(say("Enter it"))
        self._enter.clicked.connect(self._on_entering)
        self._enter.setEnabled(bool(plan.found))
        back, leave = ActButton(say("Change the mapping")), ActButton(say("Leave it"))
        save = ActButton(say("Save the mapping…"))
        save.clicked.connect(self._on_saving)
        shorten = ActButton(say("Shorten what is too long"))
        shorten.clicked.connect(self._on_shortening)
        shorten.setVisible(plan.too_long > 0)
        back.clicked.connect(self.going_back)
        leave.clicked.connect(self.left)
        self._first = self._enter if plan.found else back
        column_of(
            self,
            told,
            *self._decisions,
            *self._take_overs.values(),
            line_of(self._enter, shorten, back, save, leave),
            gap=12,
        )

    def take_focus(self) -> None:
        """Gives the focus to the likeliest button, and brings the panel into view."""
        self._first.setFocus()
        bring_into_view(self)

    @property
    def decided(self) -> ImportMapping:
        """The mapping with what is decided now."""
        differences = {options.kind: options.decided for options in self._decisions}
        agreed = tuple(name for name, box in self._take_overs.items() if box.isChecked())
        mapping = self._plan.mapping
        kept = tuple(name for name in mapping.take_over if name not in self._take_overs)
        return replace(mapping, differences={**mapping.differences, **differences}, take_over=(*kept, *agreed))

    def _on_entering(self) -> None:
        self.entering.emit(self.decided)

    def _on_saving(self) -> None:
        self.saving.emit(self.decided)

    def _on_shortening(self) -> None:
        self.planned.emit(replace(self.decided, shortens=True))
