"""Filters for days by mood, tag, weekday and period; each is a list of choices or a date field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.mood import STEPS
from exist_desktop.domain.text.search import Filters
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.language import Language
from exist_desktop.words.pages.find import FindWords
from exist_desktop.words.values import Values

WORKING_DAYS, WEEKEND = frozenset(range(1, 6)), frozenset((6, 7))
MONTH, YEAR = timedelta(days=30), timedelta(days=365)
Period = tuple[date | None, date | None]
ANY_TIME: Period = (None, None)
FIELD_WIDTH = 130


class FilterPanel(QWidget):
    """The filters side by side, or below each other if they do not fit.

    Signals:
        changed(Filters): the person changed a filter.
    """

    changed = Signal(object)

    def __init__(self, language: Language, words: Callable[[], FindWords], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._words = words
        self._period = ANY_TIME
        self._awaited = ""
        self.filters = Filters()
        say, moods = language.say, Values(language)
        named = [(step, language.facts(language.formats.integer(step), moods.mood_name(step))) for step in STEPS]
        self.lowest = ComboBox(say("Mood from"), [(None, say("Any")), *named])
        self.highest = ComboBox(say("Mood to"), [(None, say("Any")), *named])
        self.with_tag = ComboBox(say("With the tag"), [(None, say("Any"))])
        self.without_tag = ComboBox(say("Without the tag"), [(None, language.pgettext("tag", "None"))])
        self.weekdays = ComboBox(say("Weekday"), self._weekday_options())
        self.first, self.last = QLineEdit(), QLineEdit()
        set_name(self.first, say("First day"))
        set_name(self.last, say("Last day"))
        self.clear = Chip(say("Clear filters"))
        self.clear.setCheckable(False)
        self._flow = FlowLayout(self, gap=12, line_gap=8)
        for part in (self.lowest, self.highest, self.with_tag, self.without_tag, self.weekdays):
            self._flow.addWidget(_labelled(part.accessibleName(), part, part))
            part.chosen.connect(self._on_changed)
        for edit in (self.first, self.last):
            edit.setPlaceholderText(say("Any"))
            edit.setMaxLength(40)
            edit.setFixedWidth(FIELD_WIDTH)
            edit.textChanged.connect(self._on_changed)
            self._flow.addWidget(_labelled(edit.accessibleName(), edit, Field(edit)))
        self._flow.addWidget(_labelled(" ", None, self.clear))
        self.clear.clicked.connect(self.reset)

    def _weekday_options(self) -> Sequence[tuple[object, str]]:
        say = self._language.say
        single = [(frozenset((number,)), name) for number, name in enumerate(self._words().days.weekdays(), 1)]
        return [
            (frozenset(), say("Any")),
            (WORKING_DAYS, say("Monday to Friday")),
            (WEEKEND, say("Saturday and Sunday")),
            *single,
        ]

    def offer_tags(self, tags: Sequence[Attribute]) -> None:
        """Offers the account's tags; the selection stays."""
        say, named = self._language.say, [(tag.name, tag.label) for tag in tags]
        self.with_tag.set_options([(None, say("Any")), *named])
        self.without_tag.set_options([(None, self._language.pgettext("tag", "None")), *named])
        if self._awaited:
            self._choose_awaited()

    def show_tag(self, name: str) -> None:
        """Leaves only the filter for the days with a tag; one that is not offered yet is chosen as soon as it is."""
        self._awaited, self._period = name, ANY_TIME
        self.reset()
        self._choose_awaited()

    def _choose_awaited(self) -> None:
        if self.with_tag.findData(self._awaited) >= 0:
            self.with_tag.show_value(self._awaited)
            self._awaited = ""
            self._on_changed()

    def set_period(self, period: Period) -> None:
        """Sets the period that was chosen from a list; dates that are typed limit it further."""
        self._period = period
        self._on_changed()

    def stops(self) -> list[QWidget]:
        """Returns all stops of Tab, in order."""
        choices = (self.lowest, self.highest, self.with_tag, self.without_tag, self.weekdays)
        return [*choices, self.first, self.last, self.clear]

    @property
    def count(self) -> int:
        """Returns how many filters of this panel are in use."""
        plain = replace(self.filters, first=None, last=None)
        typed = sum(bool(edit.text().strip()) for edit in (self.first, self.last))
        return typed + sum(
            (
                plain.lowest is not None,
                plain.highest is not None,
                plain.with_tag is not None,
                plain.without_tag is not None,
                bool(plain.weekdays),
            )
        )

    def reset(self) -> None:
        """Resets all filters of this panel; the chosen period stays."""
        for part in (self.lowest, self.highest, self.with_tag, self.without_tag, self.weekdays):
            part.setCurrentIndex(0)
        for edit in (self.first, self.last):
            edit.blockSignals(True)  # noqa: FBT003 - Qt's signature
            edit.clear()
            edit.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self._on_changed()

    def _on_changed(self) -> None:
        first, last = self._period
        begins = [day for day in (first, self._typed(self.first)) if day]
        ends = [day for day in (last, self._typed(self.last)) if day]
        filters = Filters(
            self.lowest.currentData(),
            self.highest.currentData(),
            self.with_tag.currentData(),
            self.without_tag.currentData(),
            self.weekdays.currentData() or frozenset(),
            max(begins, default=None),
            min(ends, default=None),
        )
        if filters != self.filters:
            self.filters = filters
            self.changed.emit(filters)

    def _typed(self, edit: QLineEdit) -> date | None:
        """Returns the date that was typed; None if it is incomplete or ambiguous."""
        days = self._words().days_meant(edit.text())
        return days[0] if len(days) == 1 else None


def periods(language: Language, first: date, today: date) -> list[tuple[object, str]]:
    """Returns the periods to choose from, back to the year of the first known day."""
    years = range(today.year, first.year - 1, -1)
    return [
        (ANY_TIME, language.say("Any time")),
        ((today - MONTH + timedelta(days=1), None), language.say("Last 30 days")),
        ((today - YEAR + timedelta(days=1), None), language.say("Last 12 months")),
        *(((date(year, 1, 1), date(year, 12, 31)), language.formats.year(date(year, 1, 1))) for year in years),
    ]


def _labelled(name: str, buddy: QWidget | None, part: QWidget) -> QWidget:
    """Returns a widget with the name above the control."""
    whole = QWidget()
    label = TextBlock(name, tone=Tone.MUTED, lines=1)
    if buddy is not None:
        label.setBuddy(buddy)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(label)
    column.addWidget(part)
    return whole
