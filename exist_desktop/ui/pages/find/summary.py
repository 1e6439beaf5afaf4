"""A summary of the result: the number of days, their moods compared with other days, and days per month."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.text.search import Found, Search
from exist_desktop.ui.pages.find.month_bars import MonthBars
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.pages.find import FindWords


class FindSummary(Card):
    """Shown only for a search.

    Signals:
        month_chosen(date): the person wants to go to the month that begins with this day.
    """

    month_chosen = Signal(object)

    def __init__(self, words: FindWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading("", bold=True, lines=2)
        self.heading.setObjectName("foundDays")
        self.moods = TextBlock("", tone=Tone.MUTED)
        self.moods.setObjectName("foundMoods")
        self.bars = MonthBars(words.month)
        self.bars.chosen.connect(self.month_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.heading, self.moods, self.bars):
            column.addWidget(part)
        self.hide()

    def show_found(self, words: FindWords, search: Search, found: Found, latest: date) -> None:
        """Shows the summary of a result."""
        wanted = not search.is_for_all and bool(found.days)
        if wanted and found.first is not None:
            moods = words.moods(found)
            self.heading.say(words.heading(found, search))
            self.moods.say(moods)
            self.moods.setVisible(bool(moods))
            first = max(found.first, search.filters.first or found.first)
            last = min(latest, search.filters.last or latest)
            self.bars.show_months(found.months, first, last, words.months(found.months))
        self.setVisible(wanted)
