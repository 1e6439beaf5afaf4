"""The Relations page: what goes together with an attribute, as computed here and, apart from that, as Exist says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.findings.listing import Choices, Item, Place, listing, of_exist, of_own, pair_of, places
from exist_desktop.domain.findings.listing import Pair as NamedPair
from exist_desktop.domain.findings.offsets import BY_DEFAULT, MOST_DAYS_LATER
from exist_desktop.domain.findings.remembered import Decided, Decision
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.errors import AppError
from exist_desktop.settings import Preferences
from exist_desktop.store.changes import Change
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.relation_rows import RowText
from exist_desktop.ui.pages.relations.about import AboutCard
from exist_desktop.ui.pages.relations.empty_list import Known, looked_through, why_nothing
from exist_desktop.ui.pages.relations.found import Asked, FoundHere, comparable, first_of
from exist_desktop.ui.pages.relations.head import RelationsHead, of_attribute
from exist_desktop.ui.pages.relations.pair import Pair, PairView
from exist_desktop.ui.pages.relations.panes import Panes
from exist_desktop.ui.pages.relations.relation_list import ListTexts, RelationList
from exist_desktop.ui.pages.relations.search import Search
from exist_desktop.ui.pages.relations.views import RelationViews, Source
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.words.findings.relations_page import RelationsPageWords
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings

ROWS_AT_ONCE = 40
"""How many rows are made at once."""
NEAR = 400
"""Pixels from the end at which more rows are made."""
FORGET_AFTER_MS = 600_000
WIDE_FROM = 900
"""Width from which the list and what is behind it are side by side, in pixels for text of the usual size."""
LEAST_BESIDE = 400
"""Pixels of the list that an open relation has beside it at least."""


class RelationsPage(PageScroll):
    """Relations of one attribute or of all, in two lists that are never mixed.

    Signals:
        history_wanted(str, str): the person wants to see the history of two attributes over each other.
    """

    history_wanted = Signal(str, str)

    def __init__(
        self,
        views: RelationViews,
        bridge: Bridge,
        language: Language,
        days: DayClock,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self._views = views
        self._bridge = bridge
        self._language = language
        self._days = days
        self._preferences = preferences
        self._attributes: Mapping[str, Attribute] = {}
        self._of_exist: Sequence[Correlation] | None = None
        self._error: AppError | None = None
        self._source = Source.HERE
        self._names = {Source.HERE: "", Source.EXIST: ""}
        self._was_read = self._up_to_a_week = self._asks_all = False
        self._count = ROWS_AT_ONCE
        self._place = 0
        self._decided = Decided()
        self._former: dict[object, Mapping[Place, float] | None] = {}
        self._search = Search(bridge, self)
        self._here = FoundHere()
        self._fresh = Refresher(self, self._read, bridge, self)
        self._forgetting = QTimer(self, singleShot=True, interval=FORGET_AFTER_MS)
        self._forgetting.timeout.connect(self.forget)
        self._build(content)
        self._connect()

    def _build(self, content: QWidget) -> None:
        self.head = RelationsHead(self._language)
        self.list = RelationList(self._language)
        self.about = AboutCard(self._language)
        self.pair = PairView(self._views, self._bridge, self._language, self._days, self._preferences)
        self.panes = Panes(self.list, self.about, self.pair)
        self._column = QVBoxLayout(content)
        self._column.setSpacing(16)
        self._column.addWidget(self.head)
        self._column.addWidget(self.panes)
        self._column.addStretch(1)
        self.head.show_source(self._source)
        self.keep_reading_order()

    def _connect(self) -> None:
        self.head.source_chosen.connect(self.show_source)
        self.head.attribute_chosen.connect(self.ask_about)
        self.head.filters_changed.connect(self._show)
        self.head.apart_changed.connect(self._on_apart_changed)
        self.list.opened.connect(self._on_opened)
        self.head.compared.connect(self.compare)
        self.pair.decided.connect(self._on_decided)
        self.pair.closed.connect(self._on_pair_closed)
        self.pair.history_wanted.connect(self.history_wanted)
        QShortcut(QKeySequence("F4"), self).activated.connect(self.pair.chart.swap)
        self.list.more_wanted.connect(self._show_more)
        self.list.stop_wanted.connect(self._on_stop_wanted)
        self.list.search_wanted.connect(self._search_anew)
        self._search.progressed.connect(self.list.progress.show_share)
        self._search.found.connect(self._on_found)
        self._search.ended.connect(self._show)
        self._bridge.changed.connect(self._on_changed)
        self._days.rolled.connect(self._fresh.changed)
        self.verticalScrollBar().valueChanged.connect(self._look_further)

    @property
    def first_stop(self) -> QWidget:
        """What gets the focus first."""
        return self.head.attribute if self.head.attribute.isEnabled() else self.head.sources[self._source]

    @property
    def words(self) -> RelationsPageWords:
        """The words of the page."""
        return RelationsPageWords(self._language, self._attributes)

    @property
    def _name(self) -> str:
        return self._names[self._source]

    @property
    def _asked(self) -> Asked:
        return Asked(self._names[Source.HERE], self._up_to_a_week)

    def show_source(self, source: Source) -> None:
        """Shows the list of what was computed here, or of what Exist has found."""
        self._source, self._count = source, ROWS_AT_ONCE
        self.head.show_source(source)
        if source is Source.EXIST and self._of_exist is None:
            self._fresh.changed()
        self._show()
        self._look_here()

    def ask_about(self, name: str) -> None:
        """Asks about another attribute, or about all of them if the name is empty."""
        self._names[self._source], self._count = name, ROWS_AT_ONCE
        self._here.stopped = False
        if self._source is Source.HERE:
            self._asks_all = not name
        self._show()
        self._look_here()

    def _on_apart_changed(self, apart: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._up_to_a_week = apart
        self._here.stopped = False
        self._look_here()
        self._show()

    async def _read(self) -> None:
        self._attributes = await self._views.attributes()
        recent = [name for name in self._preferences.chosen.history_recent if name in self._attributes]
        ordered = comparable(self._attributes)
        self.head.offer(ordered, recent)
        names = {one.name for one in ordered}
        if self._names[Source.HERE] not in names and not self._asks_all:
            self._names[Source.HERE] = first_of(names, (*recent, MOOD), ordered)
        if self._names[Source.EXIST] not in names:
            self._names[Source.EXIST] = ""
        self._was_read, self._decided = True, await self._views.decided()
        if self._source is Source.EXIST:
            self._of_exist, self._error = await self._views.of_exist(self._days.calendar_day())
            self._former[Source.EXIST] = await self._views.former_of_exist()
        self._show()
        self._look_here()

    @property
    def _today(self) -> date:
        return self._days.proposed()

    def _look_here(self) -> None:
        """Searches if the list of this computer is shown and has not been found yet."""
        wanted = self._source is Source.HERE and self._was_read and bool(self._attributes) and self.isVisible()
        if wanted and not self._here.stopped and self._here.needs(self._asked) and not self._here.runs(self._asked):
            self._search_anew()

    def _search_anew(self) -> None:
        self._here.begin(self._asked)
        offsets = range(-MOST_DAYS_LATER, MOST_DAYS_LATER + 1) if self._up_to_a_week else BY_DEFAULT
        name, today = self._names[Source.HERE], self._today.toordinal()
        if name:
            self._search.begin(self._views.of_attribute(name, today, offsets, self._search))
        else:
            self._search.begin(self._views.of_all(today, max(offsets), self._search))
        self.list.progress.show_share(0.0)
        self._show()

    def _on_found(self, found: Findings) -> None:
        if (asked := self._here.keep(found)) is not None:  # the person may look at another list by now
            self._bridge.run_in(self, self._look_back(asked, places(of_own(found.relations))))

    async def _look_back(self, asked: Asked, found: Mapping[Place, float]) -> None:
        """Finds out what was listed at an earlier look."""
        self._former[asked] = await self._views.former(asked.question, found, self._today)
        self._show()

    def _on_stop_wanted(self) -> None:
        self._here.stop()
        self._search.cancel()

    def _items(self) -> tuple[Item, ...]:
        if self._source is Source.EXIST:
            return of_exist(self._of_exist or (), self._attributes)
        found = self._here.of(self._asked)
        return of_own(found.relations) if found is not None else ()

    def _show(self) -> None:
        """Shows the list as it is known now. Rows that are there stay, and with them the place and the focus."""
        here = self._source is Source.HERE
        former = self._former.get(self._asked if here else Source.EXIST)
        words, items = self.words, self._items()
        choices = Choices(self._decided.kept, self._decided.hidden, former)
        self.head.news.setVisible(former is not None)
        shown = listing(items, of_attribute(self.head.filters, self._name), choices)
        rows, folded, hidden = (
            [RowText(one.place, words.row(one, choices)) for one in part]
            for part in (shown.rows[: self._count], shown.folded, shown.hidden)
        )
        searching, found = here and self._search.is_running, self._here.of(self._asked)
        known = Known(self._source, self._was_read, self._of_exist is not None, searching, found, self._error)
        state = why_nothing(known, shown, words)
        self.list.show_texts(ListTexts(words.question(self._name), rows, len(shown.rows), folded, hidden, state))
        self.list.progress.setVisible(searching)
        self.list.anew.setVisible(here and not searching and self._here.is_old(self._asked))
        left_out = self._language.sentences(words.left_out(shown.left_out), words.others(shown))
        how = words.how_here() if here else words.how_exist()
        self.about.show_texts(looked_through(known, words, self._name), left_out, how)

    def _on_opened(self, place: Place) -> None:
        item = next((one for one in self._items() if one.place == place), None)
        if item is not None:
            self._open(Pair(*place, item))

    def compare(self, name: str, other: str) -> None:
        """Shows any two attributes side by side; the second is asked for if it is empty."""
        if other:
            self._open(Pair(name, other))
        else:
            self.head.ask_for_second(name)

    def _open(self, pair: Pair) -> None:
        self._place = self.verticalScrollBar().value()
        self.pair.open(pair)
        self.pair.show_decision(self._decided.of(pair_of(pair.one, pair.two)))
        self.list.mark(pair.place if pair.item is not None else None)
        self._arrange()
        if self.panes.is_wide:
            self.panes.put_pair_at(min(self._place - self.panes.y(), self.list.height() - LEAST_BESIDE))
        else:
            self.verticalScrollBar().setValue(0)
            self.pair.take_focus()

    def _on_decided(self, decision: Decision | None) -> None:
        if self.pair.pair is not None:
            one, two, _ = self.pair.pair.place
            self._bridge.run(self._decide(pair_of(one, two), decision))

    async def _decide(self, pair: NamedPair, decision: Decision | None) -> None:
        self._decided = await self._views.decide(pair, decision)
        self.pair.show_decision(decision)
        self._show()

    def _on_pair_closed(self) -> None:
        row = self.list.row_of(self.pair.pair.place) if self.pair.pair is not None else None
        self.pair.close_pair()
        self.list.mark(None)
        self._arrange()
        self.verticalScrollBar().setValue(self._place)
        (row or self.head.compare).setFocus(Qt.FocusReason.TabFocusReason)

    def _arrange(self) -> None:
        self.panes.arrange(is_wide=self.width() / theme.scale(self.font()) >= WIDE_FROM)

    def forget(self) -> None:
        """Frees what was found; it is found again when the page is shown."""
        self._search.cancel()
        self._here.clear()
        self._of_exist = None
        self.pair.close_pair()
        self._arrange()
        self._show()
        self._fresh.changed()

    def _on_changed(self, change: Change) -> None:
        """Days that have changed make what was found old; it is compared again when it is asked for."""
        today = self._today
        if change.days is None or any(day < today for day in change.days):
            self._here.age()
            self.pair.refresh()
            if self.isVisible() and self._was_read:
                self._show()
        if change.session:  # of another account, perhaps
            self._former.clear()
            self._names = {Source.HERE: "", Source.EXIST: ""}
            self.forget()
        elif change.catalogue or change.arrangement:
            self._fresh.changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._forgetting.stop()
        self._here.renew()
        self._fresh.changed()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._search.cancel()
        self._forgetting.start()

    def _look_further(self) -> None:
        """Makes more rows when the person has scrolled to the end."""
        bar = self.verticalScrollBar()
        if self.isVisible() and self.list.has_more and bar.maximum() - bar.value() <= NEAR:
            self._show_more()

    def _show_more(self) -> None:
        self._count += ROWS_AT_ONCE
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        side = theme.margin(self.width())
        self._column.setContentsMargins(side, 20, side, 20)
