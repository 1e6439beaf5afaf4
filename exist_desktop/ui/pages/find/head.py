"""The head of Find: the search field, the scope, the period, and what opens below them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.text.search import Scope
from exist_desktop.ui import theme
from exist_desktop.ui.pages.find.filters import ANY_TIME
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.controls.search_field import SearchField
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language
from exist_desktop.words.pages.find import FindWords

BESIDE_FROM = 980
"""Page width in pixels from which the chips are beside the field."""


class FindHead(QWidget):
    """The search field and its chips.

    Signals:
        text_changed(str): the text in the field changed.
        scope_chosen(Scope), period_chosen(tuple): where to search, and in which days.
        entered(): Enter was pressed in the field.
    """

    text_changed = Signal(str)
    scope_chosen = Signal(object)
    period_chosen = Signal(object)
    entered = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = language.say
        self.edit = SearchField(say("Find text"), say("Find a note, a day…"))
        self.edit.textChanged.connect(self.text_changed)
        self.edit.returnPressed.connect(self.entered)
        names = {Scope.EVERYTHING: say("Everything"), Scope.NOTES: say("Notes"), Scope.TAGS: say("Tags")}
        self.scopes = {scope: ScopeChip(name) for scope, name in names.items()}
        for scope, chip in self.scopes.items():
            chip.clicked.connect(lambda _=False, scope=scope: self.scope_chosen.emit(scope))
        self.period = ComboBox(say("Period"), [(ANY_TIME, say("Any time"))])
        self.period.chosen.connect(self.period_chosen)
        self.filters, self.figures, self.calendar = Chip(say("Filters")), Chip(say("Figures")), Chip(say("Go to a day"))
        self._heading = Heading(say("Find"), points=6, bold=True, lines=1)
        self._lay_out()
        self.show_scope(Scope.EVERYTHING)

    def _lay_out(self) -> None:
        field = QHBoxLayout()
        field.setSpacing(theme.GAP)
        field.addWidget(self._heading)
        field.addWidget(Field(self.edit), 1)
        self.chips = QWidget(self)
        flow = FlowLayout(self.chips, gap=8, line_gap=8)
        for part in (*self.scopes.values(), self.period, self.filters, self.figures, self.calendar):
            flow.addWidget(part)
        self._line = QHBoxLayout(self)
        self._line.setSpacing(10)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addLayout(field, 1)

    def stops(self) -> list[QWidget]:
        """Returns all stops of Tab, in order."""
        return [self.edit, *self.scopes.values(), self.period, self.filters, self.figures, self.calendar]

    def is_wide(self, width: int) -> bool:
        """Returns whether the chips fit beside the field on a page of that width in pixels."""
        return width >= BESIDE_FROM * theme.scale(self.font())

    def take_chips(self) -> None:
        """Puts the chips beside the field; if they do not fit there, the page scrolls them."""
        self._line.addWidget(self.chips)

    def show_scope(self, chosen: Scope) -> None:
        """Marks the scope of the search."""
        for scope, chip in self.scopes.items():
            chip.setChecked(scope is chosen)

    def show_filters(self, name: str) -> None:
        """Shows in the chip how many filters are in use."""
        self.filters.setText(name)
        self.filters.updateGeometry()


class ScopeChip(Chip):
    """One of the scopes of a search."""

    told = True
    one_of_many = True


class Offers(QWidget):
    """The days that the typed text can mean, and the attributes that are called so, each with a button.

    Signals:
        chosen(date): the person wants to open that day.
        history_wanted(str): the person wants to see the history of the attribute of that name.
    """

    chosen = Signal(object)
    history_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Sequence[date], Sequence[Attribute]] = ((), ())
        self.chips: list[Chip] = []
        self._flow = FlowLayout(self, gap=8, line_gap=8)
        self.hide()

    @property
    def days(self) -> Sequence[date]:
        """Returns the days on offer."""
        return self._shown[0]

    def offer(self, words: FindWords, days: Sequence[date], attributes: Sequence[Attribute]) -> None:
        """Offers these days and attributes; takes no space if there are none."""
        if (days, attributes) == self._shown:
            return
        self._shown = (days, attributes)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for day in days:
            self._chip(words.offer(day)).clicked.connect(partial(self._choose, day))
        for attribute in attributes:
            self._chip(words.offer_history(attribute)).clicked.connect(partial(self._want, attribute.name))
        self.setVisible(bool(self.chips))

    def _choose(self, day: date, *_: object) -> None:
        self.chosen.emit(day)

    def _want(self, name: str, *_: object) -> None:
        self.history_wanted.emit(name)

    def _chip(self, text: str) -> Chip:
        chip = Chip(text, self)
        chip.setCheckable(False)
        chip.elides = True
        self._flow.addWidget(chip)
        self.chips.append(chip)
        chip.show()
        return chip
