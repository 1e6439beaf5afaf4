"""A week in words: the moods of its days, what was unusual, streaks, the longest note, and Exist's insights of it.

It opens by itself when a week is over and was not looked at yet, if the person wants that.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.domain.findings.week import DAYS, Week, insights_of, last_week
from exist_desktop.domain.statistics.correlations import Insight
from exist_desktop.errors import AppError
from exist_desktop.settings import Preferences
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.insights.day_faces import DayFaces, DayMood
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.findings.week import WeekWords
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog

    from exist_desktop.ui.pages.insights.week_sheet import Sheet


class WeekViews(Protocol):
    """What the card reads."""

    async def facts(self, first: date, today: date) -> tuple[Week, Mapping[str, Attribute]]:
        """Returns the facts of the week from a Monday on, and the account's attributes."""

    async def insights(self, since: date, today: date) -> tuple[Sequence[Insight], AppError | None]:
        """Returns the insights since a day, and why Exist was not asked now, if it was not."""


class WeekCard(Card):
    """The last week that is over, and those before it.

    Signals:
        day_opened(date): the person wants to see that day.
    """

    day_opened = Signal(object)

    def __init__(
        self, views: WeekViews, bridge: Bridge, language: Language, days: DayClock, preferences: Preferences
    ) -> None:
        super().__init__()
        self._views = views
        self._language = language
        self._days = days
        self._preferences = preferences
        self._first = last_week(days.calendar_day())
        self._week: Week | None = None
        self._insights: Sequence[Insight] = ()
        self._attributes: Mapping[str, Attribute] = {}
        self._dialog: QPrintDialog | None = None
        self._fresh = Refresher(self, self._read, bridge, self)
        self._build()
        self.hide()

    def _build(self) -> None:
        say = self._language.say
        self.heading = Heading("", points=2, bold=True, lines=2)
        self.previous = PlainButton("", name=say("Previous week"))
        self.next = PlainButton("", name=say("Next week"))
        self.print = PlainButton(say("Print"), name=say("Print this week"))
        self.faces = DayFaces()
        self.each_week = CheckBox(say("Show each week here when it is over"))
        self.remark = TextBlock("", tone=Tone.MUTED, points=-1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._point()
        head = QHBoxLayout()
        head.setSpacing(8)
        for button in (self.previous, self.next):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.heading, 1)
        column = column_of(self, gap=12)
        column.addLayout(head)
        column.addWidget(self.faces)
        column.addLayout(self._lines)
        column.addWidget(self.remark)
        column.addWidget(self.each_week)
        column.addWidget(line_of(self.print))
        for turning, weeks in ((self.previous, -1), (self.next, 1)):
            turning.value = weeks
            turning.picked.connect(self._on_turned)
        self.print.clicked.connect(self._on_print_wanted)
        self.faces.day_chosen.connect(self.day_opened)
        self.each_week.clicked.connect(self._on_each_week_chosen)

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the week in view."""
        return Week(self._first).days

    @property
    def _words(self) -> WeekWords:
        return WeekWords(self._language, self._attributes)

    def is_due(self) -> bool:
        """Whether the last week should be shown unasked: it was not looked at yet."""
        return self._preferences.chosen.offers_week(last_week(self._days.calendar_day()))

    def open(self) -> None:
        """Shows the last week that is over."""
        self._first = last_week(self._days.calendar_day())
        self._choose(week_seen=self._first.isoformat())
        self.show()
        self._fresh.changed()

    def changed(self) -> None:
        """Reads the week again, now or when the card is visible."""
        self._fresh.changed()

    def lines(self) -> list[str]:
        """Returns the texts below the faces."""
        items = (self._lines.itemAt(place) for place in range(self._lines.count()))
        parts = (item.widget() for item in items if item is not None)
        return [part.text() for part in parts if isinstance(part, TextBlock)]

    async def _read(self) -> None:
        """Shows what is here at once, and Exist's insights when it has answered."""
        first, today = self._first, self._days.calendar_day()
        week, attributes = await self._views.facts(first, today)
        if first != self._first:
            return
        self._insights = insights_of(week, self._insights)
        self._week, self._attributes = week, attributes
        self._show(None)
        found, error = await self._views.insights(first, today)
        if first == self._first:
            self._insights = insights_of(week, found)
            self._show(error)

    def _show(self, error: AppError | None) -> None:
        if self._week is None:
            return
        week, words, say = self._week, self._words, self._language.say
        self.heading.say(words.title(week, self._days.calendar_day()))
        attribute = self._attributes.get(MOOD)
        self.faces.setVisible(attribute is not None)
        if attribute is not None:
            self.faces.show_days(self._moods(week, attribute), say("Opens the day"))
        has_mood = any(one is not None for one in week.moods)
        self._clear()
        for line in words.facts(week) or (() if has_mood or self._insights else (words.nothing,)):
            self._lines.addWidget(TextBlock(line))
        if self._insights:
            self._lines.addSpacing(8)
            self._lines.addWidget(Heading(say("Insights of this week"), bold=True))
        for insight in self._insights:
            self._lines.addWidget(TextBlock(insight.text))
        self.remark.say(ErrorMessages(self._language).message(error).text(self._language) if error else "")
        self.remark.setVisible(error is not None)
        self.previous.setEnabled(week.first - timedelta(days=DAYS) > EARLIEST_DAY)
        self.next.setEnabled(week.first < last_week(self._days.calendar_day()))
        self.each_week.setChecked(self._preferences.chosen.show_weeks)

    def _moods(self, week: Week, attribute: Attribute) -> list[DayMood]:
        kind, weekday, told = attribute.value_type, self._language.formats.short_weekday, self._words.mood_of_day
        return [
            DayMood(day, mood.from_wire(value, kind), weekday(day), told(week, day))
            for day, value in zip(week.days, week.moods, strict=True)
        ]

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.hide()
                part.deleteLater()

    def sheet(self) -> Sheet | None:
        """Returns what is printed of the week in view; None before it was read."""
        from exist_desktop.ui.pages.insights.week_sheet import Sheet

        if self._week is None:
            return None
        words = self._words
        lines = words.sentences(self._week, ()) or (words.nothing,)
        heading, texts = self._language.say("Insights of this week"), [one.text for one in self._insights]
        return Sheet(self.heading.text(), lines, heading, texts, self.layoutDirection())

    def _on_print_wanted(self) -> None:
        from exist_desktop.ui.pages.insights.week_sheet import ask_for_printer

        if (sheet := self.sheet()) is not None:
            self._dialog = ask_for_printer(sheet, self.window())

    def _on_turned(self, weeks: int) -> None:
        self._first += timedelta(days=DAYS * weeks)
        self._fresh.changed()

    def _on_each_week_chosen(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._choose(show_weeks=wanted)

    def _choose(self, **choices: object) -> None:
        with contextlib.suppress(OSError):  # then the choice is valid for this run only
            self._preferences.change(**choices)

    def _point(self) -> None:
        """Sets the arrows; earlier weeks are at the side where lines begin."""
        to_the_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.previous.setText("›" if to_the_left else "‹")
        self.next.setText("‹" if to_the_left else "›")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._point()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fresh.look()
