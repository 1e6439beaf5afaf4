"""The Insights page: what Exist noticed, newest first, by day, week and month. Older ones come as one scrolls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.domain.statistics.correlations import Insight, InsightSpan
from exist_desktop.errors import AppError
from exist_desktop.settings import Preferences
from exist_desktop.store.changes import Change
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.insights.row import InsightRow
from exist_desktop.ui.pages.insights.week_card import WeekCard, WeekViews
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import Chip, PlainButton
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.findings.insights import InsightWords
from exist_desktop.words.language import Language

FIRST_DAYS = 31
"""How many days are read at first; each look further back doubles them."""
ROWS_AT_ONCE = 40
"""How many rows are made at once."""
NEAR = 400
"""Pixels from the end at which more rows are made."""
FORGET_AFTER_MS = 600_000
ALL_GROUPS = ""


class InsightViews(WeekViews, Protocol):
    """What the page reads; insights are the newest first."""

    async def attributes(self) -> Mapping[str, Attribute]:
        """Returns the account's attributes by name."""


class SpanChip(Chip):
    """One of the filters."""

    told = True
    one_of_many = True


class InsightsPage(PageScroll):
    """Insights, grouped by the day, week or month that they are about.

    Signals:
        day_opened(date): the person wants to see that day.
        history_wanted(str): the person wants to see the history of the attribute of that name.
    """

    day_opened = Signal(object)
    history_wanted = Signal(str)

    def __init__(
        self,
        views: InsightViews,
        bridge: Bridge,
        language: Language,
        days: DayClock,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self._views = views
        self.week = WeekCard(views, bridge, language, days, preferences)
        self._language = language
        self._today = days
        self._span: InsightSpan | None = None
        self._group = ALL_GROUPS
        self._reach = FIRST_DAYS
        self._all: Sequence[Insight] = ()
        self._error: AppError | None = None
        self._attributes: Mapping[str, Attribute] = {}
        self._insights: list[InsightRow] = []
        self._shown_on: date | None = None
        self._fresh = Refresher(self, self._read, bridge, self)
        self._forgetting = QTimer(self, singleShot=True, interval=FORGET_AFTER_MS)
        self._forgetting.timeout.connect(self.forget)
        self._build(content)
        self._today.rolled.connect(self._fresh.changed)
        bridge.changed.connect(self._on_changed)
        self.verticalScrollBar().valueChanged.connect(self._look_further)

    def _build(self, content: QWidget) -> None:
        say, words = self._language.say, self._words
        self.heading = Heading(say("Insights"), points=6, bold=True, lines=1)
        self.spans = {span: SpanChip(words.filter_name(span)) for span in (None, *InsightSpan)}
        for span, chip in self.spans.items():
            chip.value = span
            chip.picked.connect(self.show_span)
        self.groups = ComboBox(say("Group"), [(ALL_GROUPS, say("All groups"))])
        self.groups.setObjectName("insightGroups")
        self.groups.chosen.connect(self._on_group_chosen)
        self.last_week = Chip(say("Last week in words"))
        self.last_week.clicked.connect(self._on_week_wanted)
        self.week.day_opened.connect(self.day_opened)
        self._days_below = QVBoxLayout()
        self._days_below.setSpacing(8)
        self.end = TextBlock("", tone=Tone.MUTED)
        self.end.setObjectName("insightsEnd")
        self.older = PlainButton(say("Older insights"))
        self.older.clicked.connect(self._on_older_wanted)
        self.older.hide()
        self._page_column = QVBoxLayout(content)
        self._page_column.setSpacing(12)
        for part in (self.heading, line_of(*self.spans.values(), self.groups, self.last_week), self.week):
            self._page_column.addWidget(part)
        self._page_column.addLayout(self._days_below)
        self._page_column.addWidget(line_of(self.older))
        self._page_column.addWidget(self.end)
        self._page_column.addStretch(1)
        self.spans[None].setChecked(True)
        self.keep_reading_order()

    @property
    def _words(self) -> InsightWords:
        return InsightWords(self._language, self._today.calendar_day())

    @property
    def first_stop(self) -> QWidget:
        """What gets the focus first."""
        return self.spans[self._span]

    def show_span(self, span: InsightSpan | None) -> None:
        """Shows the insights of one kind of period, or all of them."""
        self._span = span
        for one, chip in self.spans.items():
            chip.setChecked(one is span)
        self._show()

    def forget(self) -> None:
        """Frees what was read; it is read again when the page is shown."""
        self._all, self._reach = (), FIRST_DAYS
        self._clear()
        self._fresh.changed()

    def rows(self) -> list[InsightRow]:
        """Returns the rows that exist, from the newest on."""
        return list(self._insights)

    def show_week(self, *, shown: bool = True) -> None:
        """Shows the last week in words above the insights, or hides it."""
        self.last_week.setChecked(shown)
        if shown:
            self.week.open()
        else:
            self.week.hide()

    def _on_week_wanted(self) -> None:
        self.show_week(shown=self.last_week.isChecked())

    def _on_group_chosen(self, name: str) -> None:
        self._group = name
        self._show()

    async def _read(self) -> None:
        today = self._today.calendar_day()
        self._attributes = await self._views.attributes()
        found, self._error = await self._views.insights(self._since(today), today)
        self._all = sorted(found, key=_order)
        groups = {one.group.name: one.group.label for one in self._attributes.values()}
        named = {one.group.name for found in self._all if (one := self._about(found)) is not None}
        options = [(name, label) for name, label in groups.items() if name in named]
        self.groups.set_options([(ALL_GROUPS, self._language.say("All groups")), *options])
        self._show()

    def _since(self, today: date) -> date:
        return max(today - timedelta(days=min(self._reach, (today - EARLIEST_DAY).days)), EARLIEST_DAY)

    @property
    def _is_whole(self) -> bool:
        """Whether nothing older can be asked for."""
        return self._since(self._today.calendar_day()) == EARLIEST_DAY or self._error is not None

    def _about(self, insight: Insight) -> Attribute | None:
        return self._attributes.get(insight.attribute or "")

    def _chosen(self) -> list[Insight]:
        return [
            one
            for one in self._all
            if self._span in (None, one.priority)
            and (
                self._group == ALL_GROUPS
                or ((attribute := self._about(one)) is not None and attribute.group.name == self._group)
            )
        ]

    def _clear(self) -> None:
        self._insights.clear()
        while (item := self._days_below.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.hide()
                part.deleteLater()

    def _show(self) -> None:
        """Shows the newest ones. Rows that are there stay, and with them the place and the focus, if they still fit."""
        chosen, today = self._chosen(), self._today.calendar_day()
        there = [(row.insight, row.attribute) for row in self._insights]
        if today != self._shown_on or there != [(one, self._about(one)) for one in chosen[: len(there)]]:
            self._clear()
        self._shown_on = today
        if len(self._insights) < ROWS_AT_ONCE:
            self._add(ROWS_AT_ONCE)
        self._tell_end()

    def _add(self, count: int) -> None:
        """Makes more rows below those that are there: so many, and the rest of the last day."""
        words, rest = self._words, self._chosen()[len(self._insights) :]
        for (priority, day), insights in groupby(rest, key=_place):
            if count <= 0:
                break
            rows = [InsightRow(one, self._about(one), words) for one in insights]
            card = Card()
            card.setContentsMargins(18, 6, 18, 6)
            column_of(card, *rows, gap=0)
            for row in rows:
                row.is_first = row is rows[0]
                row.day_chosen.connect(self.day_opened)
                row.history_chosen.connect(self.history_wanted)
            self._days_below.addWidget(Heading(words.heading(priority, day), bold=True, lines=2))
            self._days_below.addWidget(card)
            self._insights += rows
            count -= len(rows)

    def _tell_end(self) -> None:
        """Says whether there may be more, and offers to look for it."""
        say, there = self._language.say, len(self._chosen())
        has_more = len(self._insights) < there or not self._is_whole
        self.older.setVisible(has_more and self._error is None)
        if self._error is not None:
            self.end.say(ErrorMessages(self._language).message(self._error).text(self._language))
        elif has_more:
            self.end.say(say("Insights are written by Exist, in English."))
        elif there:
            self.end.say(say("Nothing older. Insights are written by Exist, in English."))
        else:
            self.end.say(say("Exist has found nothing yet."))

    def _on_older_wanted(self) -> None:
        """Makes more rows of what was read, or reads further back."""
        if len(self._insights) < len(self._chosen()):
            self._add(ROWS_AT_ONCE)
            self._tell_end()
        elif self._fresh.is_current and not self._is_whole:
            self._reach *= 2
            self._fresh.changed()

    def _look_further(self) -> None:
        """Goes on by itself when the person has scrolled to the end."""
        bar = self.verticalScrollBar()
        if self.isVisible() and bar.maximum() - bar.value() <= NEAR:
            self._on_older_wanted()

    def _on_changed(self, change: Change) -> None:
        """Reads again when somebody has signed in: Exist may be asked now. A week may have changed with any day."""
        if change.session:
            self._fresh.changed()
        if change.session or change.catalogue or change.days is None or change.days & set(self.week.days):
            self.week.changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._forgetting.stop()
        self._fresh.changed()
        if self.week.is_due():
            self.show_week()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._forgetting.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme.margin(self.width(), theme.WIDEST_LIST)
        self._page_column.setContentsMargins(side, 20, side, 20)


def _place(insight: Insight) -> tuple[int, date]:
    """Weeks and months are apart from days; what is of now belongs to its day."""
    return max(insight.priority, InsightSpan.DAY), insight.day


def _order(insight: Insight) -> tuple[int, int]:
    """The newest days first, and on each what is of the same period together."""
    return -insight.day.toordinal(), _place(insight)[0]
