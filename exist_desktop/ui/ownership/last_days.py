"""The last days of an attribute: a summary, and below it each day with its value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.ownership.last_days import LastDays
from exist_desktop.domain.values import Seen
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.words.language import Language
from exist_desktop.words.ownership.last_days import summary
from exist_desktop.words.values import Values

ROWS = 7
"""How many days are below each other; the others are beside them."""


class LastDaysView(QWidget):
    """Shows how many of the days have a value; `open_days` shows all of them, a button does so too.

    The table is made when it is first seen: a question may be about dozens of attributes.
    """

    def __init__(self, language: Language, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._attribute = attribute
        self._last = LastDays(())
        self._summary = TextBlock("", tone=Tone.MUTED, points=-0.5)
        name = language.say("Last days of {label}", label=attribute.label)
        self._more = Chip(language.say("Show the days"), name=name)
        self._more.toggled.connect(self._on_toggled)
        self._line = line_of(self._more)
        self._table: QWidget | None = None
        self._column = column_of(self, self._summary, self._line, gap=6)
        self._is_open = False
        self.hide()

    def show_days(self, last: LastDays) -> None:
        """Shows what is known of the days."""
        self._last = last
        self._summary.say(summary(self._language, self._attribute, last, last.days[-1][0]))
        self._line.setVisible(bool(last.filled) and not self._is_open)
        self._fill()
        self.setVisible(bool(self._summary.text()))

    def open_days(self, *, wanted: bool) -> None:
        """Shows all days without a button for that, or goes back to the button."""
        self._is_open = wanted
        self._line.setVisible(bool(self._last.filled) and not wanted)
        self._fill()

    def _on_toggled(self) -> None:
        self._fill()

    def _fill(self) -> None:
        if self._table is not None:
            self._column.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None
        if self._last.filled and (self._is_open or self._more.isChecked()):
            self._table = _table(self._language, self._attribute, self._last)
            self._column.addWidget(self._table)
        self.updateGeometry()


def _table(language: Language, attribute: Attribute, last: LastDays) -> QWidget:
    """Returns the days in two columns, or below each other if that is too wide, the newest first."""
    days = last.days[::-1]
    return line_of(*(_column(language, attribute, days[at : at + ROWS]) for at in range(0, len(days), ROWS)), gap=24)


def _column(language: Language, attribute: Attribute, days: Sequence[tuple[date, Seen]]) -> QWidget:
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for row, (day, seen) in enumerate(days):
        grid.addWidget(TextBlock(_day(language, day), tone=Tone.MUTED, points=-0.5, lines=1), row, 0)
        grid.addWidget(TextBlock(_value(language, attribute, seen), points=-0.5, lines=1), row, 1)
    return column


def _day(language: Language, day: date) -> str:
    formats = language.formats
    return language.say("{weekday} {day}", weekday=formats.short_weekday(day), day=formats.short_day(day))


def _value(language: Language, attribute: Attribute, seen: Seen) -> str:
    return language.measured(*Values(language).number_and_unit(attribute, seen))
