"""The calendar that the date opens: a month with the mood of each day, from which a day can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.domain.month import DayMark, first_of, weeks
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.editors.panel import Panel
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.month import MonthGrid
from exist_desktop.words.language import Language


class MonthViews(Protocol):
    """What the calendar reads from the store."""

    async def month(self, first: date, last: date) -> Mapping[date, DayMark]:
        """Returns the marks of the days from `first` to `last`."""


class CalendarPanel(Panel):
    """Shows a month, at first that of the page's day.

    Signals:
        chosen(date): the person chose this day.
    """

    chosen = Signal(object)

    def __init__(self, language: Language, days: DayClock, shown: date, views: MonthViews, bridge: Bridge) -> None:
        super().__init__(language, language.say("Go to a day"))
        self._language = language
        self._days = days
        self._shown = shown
        self._views = views
        self._bridge = bridge
        self._month = first_of(shown)
        self._title = Heading("", bold=True, lines=1)
        self._title.setObjectName("shownMonth")
        self._before = PlainButton("", name=language.say("Previous month"))
        self._after = PlainButton("", name=language.say("Next month"))
        self.grid = MonthGrid(language)
        today = PlainButton(language.say("Today"), name=language.say("Go to today"))
        heading = QHBoxLayout()
        heading.setSpacing(6)
        for part in (self._before, self._after):
            heading.addWidget(part)
        heading.addWidget(self._title, 1)
        self.content.addLayout(heading)
        self.content.addWidget(self.grid)
        self.add_button(today)
        self._before.value, self._after.value = -1, 1
        for button in (self._before, self._after):
            button.picked.connect(self._on_turned)
        today.clicked.connect(self._on_today)
        self.grid.chosen.connect(self.chosen)
        self.grid.month_wanted.connect(self._on_month_wanted)
        self._show({})
        self._turn_to(self._month)

    @property
    def first_stop(self) -> QWidget:
        """The button of the page's day."""
        return self.grid.first_stop

    def stops(self) -> list[QWidget]:
        """Returns the buttons for other months, then the day."""
        return sorted(
            super().stops(), key=lambda stop: (stop is self.close_button, stop not in (self._before, self._after))
        )

    def _on_turned(self, months: int) -> None:
        self._turn_to(first_of(self._month, months))

    def _on_today(self) -> None:
        self.chosen.emit(self._days.proposed())

    def _on_month_wanted(self, day: date) -> None:
        self._turn_to(first_of(day))
        self.grid.go_to(day)

    def _turn_to(self, month: date) -> None:
        self._month = max(min(month, first_of(self._days.latest())), first_of(EARLIEST_DAY))
        self._show({})
        self._bridge.run_in(self, self._read(self._month))

    async def _read(self, month: date) -> None:
        days = weeks(month, self._language.formats.first_weekday)
        marks = await self._views.month(days[0], days[-1])
        if month == self._month:
            self._show(marks)

    def _show(self, marks: Mapping[date, DayMark]) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._before.setText("›" if mirrored else "‹")
        self._after.setText("‹" if mirrored else "›")
        self._title.say(self._language.formats.month(self._month))
        latest = self._days.latest()
        self._before.setEnabled(self._month > first_of(EARLIEST_DAY))
        self._after.setEnabled(first_of(self._month, 1) <= latest)
        self.grid.show_month(self._month, marks, today=self._days.proposed(), shown=self._shown, latest=latest)
