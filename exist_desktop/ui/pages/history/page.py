"""The History page: an attribute over a span of days. It reads whole histories, and frees them after it was left."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.domain.statistics.span import Range, Span, range_of, span_of
from exist_desktop.domain.value_types import EmptyDay, ValueType
from exist_desktop.settings import Preferences
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.whole_series import SeriesViews
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.attribute_chooser import AttributeChooser
from exist_desktop.ui.pages.history.below_chart import WIDE_FROM, CardsBelow
from exist_desktop.ui.pages.history.chart.card import ChartCard, Shown
from exist_desktop.ui.pages.history.chart.chart import all_of
from exist_desktop.ui.pages.history.histories import Histories
from exist_desktop.ui.pages.history.past_averages import AverageViews, NoAverages, PastAverages
from exist_desktop.ui.pages.history.patterns import PatternCard
from exist_desktop.ui.pages.history.pauses import PauseBox
from exist_desktop.ui.pages.history.together import NoRelations, TogetherCard, TogetherViews
from exist_desktop.ui.pages.history.year.card import YearCard
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import Chip, PlainButton
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history import HistoryWords
from exist_desktop.words.transfer.archive import with_archive

KEPT_SECONDS = 600
"""Seconds for which the days stay in memory after the page was left."""
MOST_RECENT = 12
CHART_SHARE = 0.36
"""How much of the page's height the chart takes, if that is more than usual."""


class RangeChip(Chip):
    """One of the ranges."""

    told = True
    one_of_many = True


class HistoryPage(PageScroll):
    """One attribute over the years.

    Signals:
        day_opened(date): the person wants to see that day.
        compare_wanted(str, str): the person wants to compare these two; the second is empty if none is shown.
    """

    day_opened = Signal(object)
    compare_wanted = Signal(str, str)

    def __init__(
        self,
        views: SeriesViews,
        bridge: Bridge,
        language: Language,
        days: DayClock,
        preferences: Preferences,
        parent: QWidget | None = None,
        *,
        averages: AverageViews | None = None,
        relations: TogetherViews | None = None,
        kept_seconds: float = KEPT_SECONDS,
    ) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self._views, self._bridge = views, bridge
        self._language, self._days = language, days
        self._preferences = preferences
        self._attributes: tuple[Attribute, ...] = ()
        self._drawn_for: tuple[object, ...] = ()
        self._name = self._other = ""
        self._range: Range | None = Range.FOUR_MONTHS
        self._span: Span | None = None
        self._fresh = Refresher(self, self._read, bridge, self)
        self._averages = PastAverages(averages or NoAverages(), bridge, self)
        self._averages.changed.connect(self._on_averages_changed)
        self.together = TogetherCard(relations or NoRelations(), bridge, language, days)
        self._histories = Histories(views, language, days, preferences, self._averages)
        self._dropping = QTimer(self, singleShot=True, interval=round(kept_seconds * 1000))
        self._dropping.timeout.connect(self.drop)
        self._build(content)
        self._connect()

    def _build(self, content: QWidget) -> None:
        say, words = self._language.say, HistoryWords(self._language, 1)
        self.heading = Heading(say("History"), points=6, bold=True, lines=3)
        self.source = TextBlock("", tone=Tone.MUTED)
        self.attribute = PlainButton(say("Attribute…"), name=say("Attribute"))
        self.compare = PlainButton(say("Compare…"), name=say("Compare"))
        self.compare.set_tip(say("Draws a second attribute over this one."))
        self.two = PlainButton(say("Compare two…"), name=say("Compare two"))
        self.two.set_tip(say("Shows both side by side in Relations, and what goes together."))
        self.ranges = {one: RangeChip(words.range_name(one)) for one in Range}
        self.chooser = AttributeChooser(self._language, "attributeChooser")
        self.second_chooser = AttributeChooser(self._language, "secondChooser")
        self.card = ChartCard(self._language)
        self.pauses = PauseBox(self._language)
        self.card.add(self.pauses)
        self.year = YearCard(self._language)
        self.patterns = PatternCard(self._language)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.heading)
        head.addWidget(self.source)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(12)
        self._top.addLayout(head, 1)
        self._top.addWidget(line_of(self.attribute, self.compare, self.two, *self.ranges.values()))
        self._below = CardsBelow(self.year, self.together, self.patterns)
        self._column = QVBoxLayout(content)
        self._column.setSpacing(16)
        self._column.addLayout(self._top)
        for part in (self.chooser, self.second_chooser, self.card):
            self._column.addWidget(part)
            part.hide()
        self._column.addWidget(self._below)
        self._column.addStretch(1)
        self.keep_reading_order()

    def _connect(self) -> None:
        for one, chip in self.ranges.items():
            chip.clicked.connect(lambda _=False, one=one: self.show_range(one))
        self.attribute.clicked.connect(lambda: self._open(self.chooser, with_none=False))
        self.two.clicked.connect(lambda: self.compare_wanted.emit(self._name, self._other))
        self.compare.clicked.connect(lambda: self._open(self.second_chooser, with_none=True))
        self.chooser.chosen.connect(lambda one: self.show_attribute(one.name))
        self.second_chooser.chosen.connect(lambda one: self.show_second(one.name if one is not None else ""))
        for chooser, button in ((self.chooser, self.attribute), (self.second_chooser, self.compare)):
            chooser.closed.connect(lambda chooser=chooser, button=button: self._close(chooser, button))
        for card in (self.card, self.year):
            card.day_opened.connect(lambda day: self.day_opened.emit(date.fromordinal(day)))
        self.card.span_changed.connect(self._on_span_changed)
        self.card.meaning_chosen.connect(self._on_meaning_chosen)
        self.together.opened.connect(lambda place: self.compare_wanted.emit(*place[:2]))
        self.pauses.changed.connect(self._on_pause_changed)
        self.pauses.shown_on_today.connect(self._on_shown_on_today)
        QShortcut(QKeySequence("F4"), self).activated.connect(self.card.swap)
        self._bridge.changed.connect(self._on_changed)
        self._days.rolled.connect(self._fresh.changed)

    @property
    def first_stop(self) -> QWidget:
        """What gets the focus first."""
        return self.card.chart if self.card.chart.isVisible() else self.attribute

    def show_attribute(self, name: str) -> None:
        """Shows another attribute."""
        self._close(self.chooser, self.card.chart)
        self._name = name
        self._other = "" if self._other == name else self._other
        self._remember(name)
        self._show_or_read()

    def show_second(self, name: str) -> None:
        """Shows another attribute over the first; an empty name removes it."""
        self._close(self.second_chooser, self.compare)
        self._other = "" if name == self._name else name
        self._show_or_read()

    def show_range(self, chosen: Range) -> None:
        """Shows a range of days that ends today."""
        self._range, self._span = chosen, None
        self._show()

    def _remember(self, name: str) -> None:
        kept = (name, *(one for one in self._preferences.chosen.history_recent if one != name))[:MOST_RECENT]
        self._choose(history_recent=kept)

    def _show_or_read(self) -> None:
        if self._histories.has(self._name, self._other):
            self._show()
        else:
            self._fresh.changed()

    async def _read(self) -> None:
        attributes = await self._views.attributes_with_archived()
        self._attributes = tuple(one for one in attributes if one.value_type is not ValueType.UNKNOWN)
        names = {one.name for one in self._attributes}
        kept = {tag.name: one.name for one in attributes for tag in one.joined}
        self._name, self._other = kept.get(self._name, self._name), kept.get(self._other, self._other)
        if self._name not in names:
            recent = [one for one in (*self._preferences.chosen.history_recent, MOOD) if one in names]
            self._name = next(iter(recent), next((one.name for one in self._attributes), ""))
        self._other = self._other if self._other in names else ""
        wanted = [name for name in dict.fromkeys((self._name, self._other, MOOD)) if name in names]
        differs = await self._histories.read(*wanted)
        if await self._averages.read(self._name) or differs or self._drawn_for != self._drawing_for():
            self._show()

    async def _read_ahead(self) -> None:
        """Reads what is on offer while the person is choosing. What is recent comes first, and is made ready."""
        offered = {one.name: one.active for one in self._attributes}
        recent = [name for name in self._preferences.chosen.history_recent if name in offered]
        names = dict.fromkeys((*recent, *(name for name, active in offered.items() if active)))
        await self._histories.read_ahead(tuple(names), len(recent), self)

    @property
    def is_choosing(self) -> bool:
        """Whether a chooser is open."""
        return self.chooser.isVisible() or self.second_chooser.isVisible()

    async def make_ready(self, name: str) -> None:
        """Computes what is shown if the person chooses an attribute, in steps of less than half a frame."""
        names = (name, self._other) if self.chooser.isVisible() else (self._name, name)
        content = self._histories.content(*names) if names[0] != names[1] else None
        if content is not None:
            bounds = all_of(content)
            content.main.make_ready()
            await asyncio.sleep(0)
            self.card.make_ready(content, self._span_of(bounds).moved(0, bounds))

    def _span_of(self, bounds: Span) -> Span:
        """Returns the days that the person wants to see; `bounds` are all that there are."""
        if self._span is None or self._range is not None:
            return span_of(self._range or Range.FOUR_MONTHS, bounds)
        return self._span

    def _drawing_for(self) -> tuple[object, ...]:
        """Returns everything but the days that affects how the page looks."""
        return self._name, self._other, self._days.proposed(), self._language.units()

    def _show(self) -> None:
        self._drawn_for = self._drawing_for()
        content = self._histories.content(self._name, self._other)
        self.attribute.setEnabled(bool(self._attributes))
        for button in (self.compare, self.two):
            button.setEnabled(len(self._attributes) > 1)
        self.card.setVisible(content is not None)
        if content is None:
            later = self._language.say("Your attributes appear here after Exist has been read.")
            self.source.say("" if self._attributes else later)
            for part in (self.year, self.together, self.patterns):
                part.hide()
            return
        self._averages.look(self._name)
        self.together.look(self._name)
        main, bounds = content.main, all_of(content)
        self._span = self._span_of(bounds)
        self.heading.say(main.attribute.label)
        source = HistoryWords(self._language, main.today).source(main.attribute)
        self.source.say(with_archive(self._language, source, self._histories.archived(self._name)))
        shown = Shown(content, bounds, self._histories.meaning(main.attribute))
        self.card.show_days(shown, self._span.moved(0, bounds))
        self.pauses.show_pauses(main, on_today=self._name not in self._preferences.chosen.streaks_hidden)
        self._mark_range()
        self.year.show_attributes(main if self._name == MOOD else self._histories.prepared(MOOD), main)
        self.patterns.show_patterns(main)

    def _mark_range(self) -> None:
        for one, chip in self.ranges.items():
            chip.setChecked(one is self._range)

    def _on_averages_changed(self, name: str) -> None:
        if name == self._name and self._histories.has(name):
            self._show()

    def _on_span_changed(self, span: Span) -> None:
        self._span, self._range = span, range_of(span, self.card.chart.bounds)
        self._mark_range()

    def _on_meaning_chosen(self, meaning: EmptyDay) -> None:
        kept = self._preferences.chosen.empty_days | {self._name: meaning.value}
        self._choose(empty_days=kept)
        self._show()

    def _on_pause_changed(self, former: Pause | None, changed: Pause | None) -> None:
        self._bridge.run(self._views.change_pause(former, changed))

    def _on_shown_on_today(self, shown: bool) -> None:  # noqa: FBT001 - a signal's argument
        hidden = [name for name in self._preferences.chosen.streaks_hidden if name != self._name]
        self._choose(streaks_hidden=tuple(hidden if shown else (*hidden, self._name)))

    def _choose(self, **choices: object) -> None:
        with contextlib.suppress(OSError):  # then the choice is valid for this run only
            self._preferences.change(**choices)

    def _on_changed(self, change: Change) -> None:
        of_days = change.days is None or bool(change.days)
        if change.catalogue or change.session or change.arrangement or of_days:
            self._histories.forget_unseen()
            self._fresh.changed()

    def _open(self, chooser: AttributeChooser, *, with_none: bool) -> None:
        if chooser.isVisible():
            self._close(chooser, self.attribute if chooser is self.chooser else self.compare)
            return
        for other in (self.chooser, self.second_chooser):
            other.hide()
        offered = [one for one in self._attributes if not with_none or one.name != self._name]
        none = self._language.say("No second attribute") if with_none else ""
        chooser.offer(offered, self._preferences.chosen.history_recent, none=none)
        chooser.show()
        chooser.search.setFocus(Qt.FocusReason.TabFocusReason)
        self._bridge.run_in(self, self._read_ahead())

    def _close(self, chooser: AttributeChooser, then: QWidget) -> None:
        if chooser.isVisible():
            chooser.hide()
            then.setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what changed or was freed while the page was hidden."""
        super().showEvent(event)
        self._dropping.stop()
        self._fresh.look()
        if self._fresh.is_current and self._drawn_for != self._drawing_for():
            self._show()
        elif self.card.isVisibleTo(self):
            self.together.look(self._name)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._averages.rest()
        self.together.rest()
        self._dropping.start()

    def drop(self) -> None:
        """Frees the days; they are read again when the page is shown."""
        self._histories.drop()
        self._averages.drop()
        self.card.release()
        self.year.release()
        self._fresh.changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        width = self.width() / theme.scale(self.font())
        self._top.setDirection(across if width >= WIDE_FROM else down)
        self._below.arrange(width)
        self.card.chart.set_height(round(min(self.height() * CHART_SHARE, self.width() / 2)))
        side = theme.margin(self.width())
        self._column.setContentsMargins(side, 20, side, 20)
