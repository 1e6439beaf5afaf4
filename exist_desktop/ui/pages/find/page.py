"""Find: all days to browse if nothing is typed, otherwise the days with the words. A press opens a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.text.search import DayEntry, Filters, Found, Scope, Search, called
from exist_desktop.store.changes import Change
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.find.day_blocks import blocks_of
from exist_desktop.ui.pages.find.figures import FigureChoice, FigureChooser
from exist_desktop.ui.pages.find.filters import ANY_TIME, FilterPanel, periods
from exist_desktop.ui.pages.find.head import FindHead, Offers
from exist_desktop.ui.pages.find.row import RowText
from exist_desktop.ui.pages.find.row_list import DayList
from exist_desktop.ui.pages.find.summary import FindSummary
from exist_desktop.ui.parts import Part
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.controls.scroll_bar import beside_bar
from exist_desktop.ui.widgets.lists.list_scroll import ListScroll
from exist_desktop.words.language import Language
from exist_desktop.words.pages.find import FindWords

if TYPE_CHECKING:
    from exist_desktop.ui.pages.today.head.calendar import CalendarPanel, MonthViews

FORGET_AFTER_MS = 600_000
"""Milliseconds after the page was left until it frees what it has read."""
MOST_OFFERED = 4
"""The attributes on offer; a longer text leaves fewer."""


class Days(Protocol):
    """What the page reads."""

    async def find(self, search: Search, latest: date) -> Found:
        """Returns the days up to `latest` that match the search."""

    async def entries(self, days: Sequence[int], search: Search, figures: Sequence[str] = ()) -> tuple[DayEntry, ...]:
        """Returns the contents of the rows of some days."""

    async def attributes(self) -> tuple[Attribute, ...]:
        """Returns the account's attributes."""


class FindPage(QWidget):
    """Reads again if the search or the data changed; rows are read as they come into view.

    Signals:
        day_chosen(date): the person wants to open that day.
        history_wanted(str): the person wants to see the history of the attribute of that name.
        printing_wanted(list[date], str): the person wants the days that were found on paper, under that title.
    """

    day_chosen = Signal(object)
    history_wanted = Signal(str)
    printing_wanted = Signal(object, str)

    def __init__(
        self,
        views: Days,
        bridge: Bridge,
        language: Language,
        days: DayClock,
        figures: FigureChoice,
        months: MonthViews,
        parent: QWidget | None = None,
        *,
        forget_after: int = FORGET_AFTER_MS,
    ) -> None:
        super().__init__(parent)
        self._views = views
        self._bridge = bridge
        self._language = language
        self._days = days
        self._figures = figures
        self._months = months
        self._words = FindWords(language, days.calendar_day())
        self._search = Search()
        self._shown: Search | None = None
        self._found: Found | None = None
        self._attributes: Sequence[Attribute] = ()
        self._calendar: CalendarPanel | None = None
        self._fresh = Refresher(self, self._read, bridge, self)
        self._forgetting = QTimer(self)
        self._forgetting.setSingleShot(True)
        self._forgetting.setInterval(forget_after)
        self._forgetting.timeout.connect(self.forget)
        self._build()
        self._connect()

    def _build(self) -> None:
        language = self._language
        self.head = FindHead(language)
        self.offers = Offers()
        self.filters = FilterPanel(language, lambda: self._words)
        self.figures = FigureChooser(language)
        self.summary = FindSummary(self._words)
        self.printing = PlainButton(language.say("Save as PDF…"))
        self.list = DayList(language.formats.month)
        self._empty = TextBlock("", tone=Tone.MUTED)
        self._empty.setObjectName("findEmpty")
        self._limits = TextBlock("", tone=Tone.MUTED)
        self._limits.setObjectName("findLimits")
        self._content = QWidget()
        self._scroll = ListScroll(self._content, self.list, self)
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(12)
        above = (self.offers, self.filters, self.figures, self.summary)
        parts = (*above, self.printing, self._empty, self.list, self._limits)
        for part in parts:
            self._column.addWidget(part)
            part.hide()
        self._column.setAlignment(self.printing, Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._outer.addWidget(self.head)
        self._outer.addWidget(self._scroll, 1)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._column.insertWidget(0, self.head.chips)

    def _connect(self) -> None:
        self.head.text_changed.connect(lambda text: self._look_for(replace(self._search, text=text)))
        self.head.scope_chosen.connect(self._on_scope_chosen)
        self.head.period_chosen.connect(self.filters.set_period)
        self.head.entered.connect(self._on_entered)
        self.head.edit.left_downwards.connect(self.list.go_in)
        self.head.filters.toggled.connect(self.filters.setVisible)
        self.head.figures.toggled.connect(self.figures.setVisible)
        self.head.calendar.toggled.connect(self._on_calendar_wanted)
        self.filters.changed.connect(self._on_filters_changed)
        self.figures.chosen.connect(self._on_figures_chosen)
        self.offers.chosen.connect(self.day_chosen)
        self.offers.history_wanted.connect(self.history_wanted)
        self.summary.month_chosen.connect(lambda month: self.list.bring(_end_of(month)))
        self.printing.clicked.connect(self._on_printing)
        self.list.chosen.connect(self.day_chosen)
        self.list.wanted.connect(lambda days: self._bridge.run_in(self, self._tell(days)))
        self.list.left_upwards.connect(lambda: self.head.edit.setFocus(Qt.FocusReason.BacktabFocusReason))
        self._days.rolled.connect(self._on_rolled)
        self._bridge.changed.connect(self._on_changed)

    @property
    def first_stop(self) -> QWidget:
        """Returns the field, which gets the focus first."""
        return self.head.edit

    def parts(self) -> list[Part]:
        """Returns the head and the list."""
        row = self.list.stop
        return [(self.head, self.head.edit), *([(self.list, row)] if row is not None else [])]

    def forget(self) -> None:
        """Frees what was read; it is read again when the page is shown."""
        self._found = self._shown = None
        self.list.clear()
        self._fresh.changed()

    def show_tag(self, name: str) -> None:
        """Shows all days of a tag."""
        self.head.edit.clear()
        self.head.period.show_value(ANY_TIME)
        self.head.filters.setChecked(True)
        self.filters.show_tag(name)

    def _look_for(self, search: Search) -> None:
        if search != self._search:
            self._search = search
            self._offer()
            self._fresh.changed()

    def _offer(self) -> None:
        """Offers the days and the attributes that the text may mean."""
        named = called(self._search, self._attributes)[:MOST_OFFERED]
        self.offers.offer(self._words, self._words.days_meant(self._search.text), named)
        self._chain()

    def _on_scope_chosen(self, scope: Scope) -> None:
        self.head.show_scope(scope)
        self._look_for(replace(self._search, scope=scope))

    def _on_filters_changed(self, filters: Filters) -> None:
        count = self.filters.count
        chip = self._language.say("Filters")
        if count:
            chip = self._language.say("Filters: {n}", n=self._language.formats.integer(count))
        self.head.show_filters(chip)
        self._look_for(replace(self._search, filters=filters))

    def _on_figures_chosen(self, names: Sequence[str]) -> None:
        self._figures.choose(names)
        self._fresh.changed()

    def _on_entered(self) -> None:
        """Opens the day that was typed; if it is ambiguous or no day, moves the focus to the offers or the list."""
        if len(self.offers.days) == 1:
            self.day_chosen.emit(self.offers.days[0])
        elif self.offers.days:
            self.offers.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.list.go_in()

    def _on_calendar_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._calendar is not None:
            self._calendar.hide()
            self._calendar.deleteLater()
            self._calendar = None
        if wanted:
            from exist_desktop.ui.pages.today.head.calendar import CalendarPanel

            self._calendar = CalendarPanel(
                self._language, self._days, self._days.proposed(), self._months, self._bridge
            )
            self._calendar.setMinimumWidth(1)  # else large letters extend over the edge of a narrow page
            self._calendar.setMaximumWidth(round(self._calendar.usual_width * theme.scale(self.font())))
            self._calendar.chosen.connect(self._on_day_looked_for)
            self._calendar.closed.connect(lambda: self.head.calendar.setChecked(False))
            self._column.insertWidget(self._column.indexOf(self.offers), self._calendar)
            self._chain()
            self._calendar.first_stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_day_looked_for(self, day: date) -> None:
        self.head.calendar.setChecked(False)
        self._on_calendar_wanted(wanted=False)
        self.list.bring(day)
        self.list.go_to(day)

    async def _read(self) -> None:
        search, latest = self._search, self._days.proposed()
        attributes = await self._views.attributes()
        found = await self._views.find(search, latest)
        if search != self._search:
            return  # the text changed meanwhile; it is read next
        self._found, self._attributes = found, attributes
        is_new, self._shown = search != self._shown, search
        self.filters.offer_tags([one for one in attributes if one.is_tag])
        self.figures.show_choice(attributes, self._figures.chosen())
        self.head.period.set_options(periods(self._language, found.first or latest, latest))
        self._show(search, found, latest)
        self._offer()
        if is_new:
            self._scroll.verticalScrollBar().setValue(0)
        self._scroll.look()

    def _show(self, search: Search, found: Found, latest: date) -> None:
        words = self._words
        self.summary.show_found(words, search, found, latest)
        self._empty.say("" if found.days else words.nothing(found, search))
        self._empty.setVisible(not found.days)
        self._limits.say(words.limits(found))
        self._limits.setVisible(bool(found.first))
        self.printing.setVisible(bool(found.days and search.terms))
        self.list.setVisible(bool(found.days))
        self.list.show_order(found.days)

    def _on_printing(self) -> None:
        if self._found is not None:
            title = self._words.heading(self._found, self._search)
            self.printing_wanted.emit(list(map(date.fromordinal, self._found.days)), title)

    async def _tell(self, days: Sequence[int]) -> None:
        search = self._search
        entries = await self._views.entries(days, search, self._figures.chosen())
        if search == self._search:
            leafing = not search.terms
            self.list.tell({entry.day.toordinal(): self._row(entry, leafing=leafing) for entry in entries})

    def _row(self, entry: DayEntry, *, leafing: bool) -> RowText:
        words = self._words
        passages = entry.passages + (entry.archived.passages if entry.archived else ())
        whole = "\n".join(passage.text for passage in passages)
        blocks = blocks_of(entry, words, leafing=leafing)
        return RowText(entry.day, words.day(entry.day), words.row(entry), entry.step, blocks, whole)

    def _on_rolled(self) -> None:
        self._words = FindWords(self._language, self._days.calendar_day())
        self._fresh.changed()

    def _on_changed(self, change: Change) -> None:
        if change.days is None or change.days or change.catalogue or change.session or change.arrangement:
            self._fresh.changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._forgetting.stop()
        self._fresh.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._forgetting.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme.margin(self.width(), theme.WIDEST_LIST)
        self._place_chips()
        self.head.setContentsMargins(beside_bar(self, top=20, bottom=12, widest=theme.WIDEST_LIST))
        self._column.setContentsMargins(side, 2, side, 20)

    def _chain(self) -> None:
        """Sets the order of Tab to the visual order, which differs from the order of creation."""
        calendar = self._calendar.stops() if self._calendar is not None else []
        above = [*self.head.stops(), *calendar, *self.offers.chips]
        stops = [*above, *self.filters.stops(), *self.figures.stops(), self.summary.bars, self.printing]
        for former, latter in pairwise(stops):
            QWidget.setTabOrder(former, latter)
        self.list.follow(self.printing)

    def _place_chips(self) -> None:
        """Puts the chips beside the field, or on a narrow page where they scroll, to leave its height to the days."""
        beside = self.head.is_wide(self.width())
        if beside == self.head.isAncestorOf(self.head.chips):
            return
        if beside:
            self.head.take_chips()
        else:
            self._column.insertWidget(0, self.head.chips)


def _end_of(month: date) -> date:
    """Returns the last day of a month, which comes first below the month's heading."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
