"""Two attributes side by side: a relation that was opened, or two that a person compares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.listing import Item, Place, of_exist
from exist_desktop.domain.findings.remembered import Decision
from exist_desktop.domain.findings.together import points
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.domain.statistics.series import Measure, chosen_meaning
from exist_desktop.domain.statistics.span import Range, Span, span_of
from exist_desktop.settings import Preferences
from exist_desktop.store.reading.whole_series import WholeSeries
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.history.chart.card import ChartCard, Shown
from exist_desktop.ui.pages.history.chart.chart import all_of
from exist_desktop.ui.pages.history.chart.frame import Content
from exist_desktop.ui.pages.history.chart.prepared import Prepared, prepared
from exist_desktop.ui.pages.relations.course import Course
from exist_desktop.ui.pages.relations.scatter import Scatter, plot_of
from exist_desktop.ui.pages.relations.views import RelationViews
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import Chip, PlainButton, RadioChip
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.findings.relations_page import RelationsPageWords
from exist_desktop.words.findings.relations_pair import PairWords
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings, Relation

OFFSETS = (0, 1, 2, 7)
"""How many days later the second attribute is compared with the first."""

FOUR_MONTHS_FROM = 520
"""Width in pixels from which four months are shown at first, so that each day can be distinguished from the next."""


class Pair(Struct, frozen=True):
    """What is open: two attributes, how many days apart, and the relation of a list; None if they are compared."""

    one: str
    two: str
    days_later: int = 0
    item: Item | None = None

    @property
    def place(self) -> Place:
        """Says which relation it is."""
        return self.one, self.two, self.days_later


class Read(Struct, frozen=True):
    """What was read for a pair."""

    pair: Pair
    attributes: Mapping[str, Attribute]
    found: Findings | None = None
    whole: Mapping[str, WholeSeries] = {}
    course: Sequence[tuple[date, float]] = ()
    exist: Correlation | None = None


def _known(pair: Pair, former: Read | None) -> tuple[Correlation | None, bool]:
    """Returns Exist's relation as far as it is known, and whether it need not be asked about.

    Exist is asked once, and only about two that a person compares.
    """
    if pair.item is not None:
        return (pair.item.found if isinstance(pair.item.found, Correlation) else None), True
    asked = former is not None and former.pair.item is None
    return (former.exist if former is not None and asked else None), asked


class PairChart(ChartCard):
    """History's chart of both; what is said of one attribute alone is left to History."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.figures.hide()

    def show_days(self, shown: Shown, span: Span) -> None:
        """Shows both over a span of days."""
        super().show_days(shown, span)
        self.hide_meaning()


class PairView(QWidget):
    """Everything about two attributes, below each other.

    Signals:
        closed(): the person wants to go back to the list.
        decided(object): the person has decided about the pair, a `Decision`; None for nothing special.
        history_wanted(str, str): the person wants to see both on History.
    """

    closed = Signal()
    decided = Signal(object)
    history_wanted = Signal(str, str)

    def __init__(
        self, views: RelationViews, bridge: Bridge, language: Language, days: DayClock, preferences: Preferences
    ) -> None:
        super().__init__()
        self._views = views
        self._language = language
        self._days = days
        self._preferences = preferences
        self._pair: Pair | None = None
        self._read_pair: Read | None = None
        self._days_later = 0
        self._span: Span | None = None
        self._fresh = Refresher(self, self._read, bridge, self)
        self._build()
        self.hide()

    def _build(self) -> None:
        say = self._language.say
        self.back = PlainButton(say("Back to the list"))
        self.back.clicked.connect(self.closed)
        self.sentence = Heading("", bold=True, points=2)
        self.of_exist = TextBlock("", tone=Tone.MUTED)
        self.of_exist.setObjectName("pairOfExist")
        self.course = Course()
        self.unknown = TextBlock("", tone=Tone.MUTED)
        self.chips: dict[int, RadioChip] = {}
        self._chip_line = line_of()
        self.offsets = column_of(None)
        self.history = PlainButton(say("Show both on History"))
        self.history.clicked.connect(self._on_history_wanted)
        self.keep = Chip(say("Keep"))
        self.hide_for_good = Chip(say("Hide for good"))
        self.keep.clicked.connect(self._on_decided)
        self.hide_for_good.clicked.connect(self._on_hidden)
        head = Card()
        self._head = column_of(head, self.sentence, self.of_exist, self.course, self.unknown, gap=8)
        self._head.addLayout(self.offsets)
        self._ways = line_of(self.history, self.keep, self.hide_for_good)
        self._head.addWidget(self._ways)
        self.chart = PairChart(self._language)
        self.chart.span_changed.connect(self._on_span_changed)
        self.scatter = Scatter()
        self.computed = TextBlock("")
        self.computed.setObjectName("pairComputed")
        self.plot = Card()
        title = Heading(say("Computed here, day by day"), bold=True)
        column_of(self.plot, title, self.scatter, self.computed, gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (line_of(self.back), head, self.chart, self.plot):
            column.addWidget(part)

    @property
    def pair(self) -> Pair | None:
        """What is open."""
        return self._pair

    def open(self, pair: Pair) -> None:
        """Shows another pair, or the same with a newer relation."""
        if self._pair is None or pair.place[:2] != self._pair.place[:2]:
            self._read_pair, self._span = None, None
        if self._pair is None or pair.place != self._pair.place:
            self._days_later = pair.days_later
        self._pair = pair
        if self._read_pair is None:
            self._show_nothing_yet()
        self.show()
        self._fresh.changed()

    def _show_nothing_yet(self) -> None:
        """Leaves nothing of another pair, and nothing that looks as if there were no days."""
        self.sentence.say("")
        for part in (self.of_exist, self.course, self.unknown, self.chart, self.plot, self._ways):
            part.hide()

    def close_pair(self) -> None:
        """Frees what is shown."""
        self._pair = self._read_pair = None
        self.chart.release()
        self.scatter.show_plot(None)
        self.hide()

    def refresh(self) -> None:
        """Reads the days again, if something is open."""
        if self._pair is not None:
            self._fresh.changed()

    def show_decision(self, decision: Decision | None) -> None:
        """Shows what was decided about the pair."""
        self.keep.setChecked(decision is Decision.KEPT)
        self.hide_for_good.setChecked(decision is Decision.HIDDEN)

    def _on_decided(self) -> None:
        self.decided.emit(Decision.KEPT if self.keep.isChecked() else None)

    def _on_hidden(self) -> None:
        self.decided.emit(Decision.HIDDEN if self.hide_for_good.isChecked() else None)

    async def _read(self) -> None:
        """Shows the days of this computer at once, and what Exist says of them when it has answered."""
        pair, former = self._pair, self._read_pair
        if pair is None:
            return
        attributes = await self._views.attributes()
        exist, asked = _known(pair, former)
        read = Read(pair, attributes, course=await self._course(exist), exist=exist)
        if pair.one in attributes and pair.two in attributes:
            whole = await self._views.whole(pair.one, pair.two)
            offsets = sorted({*OFFSETS, pair.days_later})
            found = await self._views.at_each_offset(pair.one, pair.two, self._today, offsets)
            read = replace(read, found=found, whole={one.attribute.name: one for one in whole})
        if not self._take(read) or asked:
            return
        exist = await self._views.exist_pair(pair.one, pair.two)
        if exist is not None:
            self._take(replace(read, course=await self._course(exist), exist=exist))

    def _take(self, read: Read) -> bool:
        """Shows what was read, if its pair is still open."""
        if read.pair is not self._pair:
            return False
        self._read_pair = read
        self._show()
        return True

    async def _course(self, exist: Correlation | None) -> Sequence[tuple[date, float]]:
        return await self._views.course((exist.attribute, exist.attribute2, exist.days_later)) if exist else ()

    @property
    def _today(self) -> int:
        return self._days.proposed().toordinal()

    def _show(self) -> None:
        read = self._read_pair
        if read is None:
            return
        pair, page = read.pair, RelationsPageWords(self._language, read.attributes)
        words = PairWords(page, self._today)
        self._show_head(read, words)
        self._ways.show()
        for days_later, chip in self.chips.items():
            chip.setChecked(days_later == self._days_later)
        has_days = read.found is not None
        one, two = (self._prepared(read, name) for name in (pair.one, pair.two))
        self.unknown.setVisible(not has_days)
        if not has_days:
            missing = pair.one if pair.one not in read.attributes else pair.two
            self.unknown.say(words.unknown(missing))
        for part in (self.chart, self.plot, self.history):
            part.setVisible(has_days and one is not None and two is not None)
        if one is None or two is None or read.found is None:
            return
        self._show_chart(one, two)
        together = points(one.series, two.series, self._days_later, self._today)
        found = self._relation(read.found)
        self.scatter.show_plot(plot_of(one, two, together, words, None if found is None else found.effect))
        self.computed.say("\n".join(words.computed(found, read.found)))

    def _show_head(self, read: Read, words: PairWords) -> None:
        pair, item = read.pair, read.pair.item
        title = words.title(pair.one, pair.two)
        self.sentence.say(title if item is None else words.page.sentence(item))
        for chip in (self.keep, self.hide_for_good):
            chip.setVisible(item is not None)
        self.of_exist.setVisible(read.exist is not None)
        if read.exist is not None:
            said = words.of_exist(read.exist, of_exist([read.exist], read.attributes)[0])
            quoted = read.exist.sentence if item is None else ""
            self.of_exist.say(self._language.sentences(quoted, said))
        self.course.show_course(read.course, words.course(read.course))
        offsets = sorted({*OFFSETS, pair.days_later}) if read.found is not None else []
        if list(self.chips) != offsets:
            self._make_chips(offsets, words)

    def _make_chips(self, offsets: Sequence[int], words: PairWords) -> None:
        self.offsets.removeWidget(self._chip_line)
        self._chip_line.hide()
        self._chip_line.deleteLater()
        self.chips = {days_later: RadioChip(words.offset(days_later)) for days_later in offsets}
        for days_later, chip in self.chips.items():
            chip.value = days_later
            chip.picked.connect(self.show_offset)
        self._chip_line = line_of(*self.chips.values())
        self.offsets.addWidget(self._chip_line)

    def show_offset(self, days_later: int) -> None:
        """Compares the second attribute so many days later."""
        self._days_later = days_later
        self._show()

    def _relation(self, found: Findings) -> Relation | None:
        return next((one for one in found.relations if one.days_later == self._days_later), None)

    def _prepared(self, read: Read, name: str) -> Prepared | None:
        whole = read.whole.get(name)
        if whole is None:
            return None
        meaning = chosen_meaning(whole.attribute, self._preferences.chosen.empty_days)
        return prepared(whole, meaning, self._language.units(), self._today)

    def _show_chart(self, one: Prepared, two: Prepared) -> None:
        """Shows both over each other; a yes or no is drawn over a number."""
        main, other = (two, one) if one.measure is Measure.YES_NO else (one, two)
        content = Content(main, other)
        bounds = all_of(content)
        usual = Range.FOUR_MONTHS if self.width() >= FOUR_MONTHS_FROM else Range.MONTH
        span = self._span or span_of(usual, bounds)
        meaning = chosen_meaning(main.attribute, self._preferences.chosen.empty_days)
        self.chart.show_days(Shown(content, bounds, meaning), span.moved(0, bounds))

    def _on_span_changed(self, span: Span) -> None:
        self._span = span

    def _on_history_wanted(self) -> None:
        if self._pair is not None:
            self.history_wanted.emit(self._pair.one, self._pair.two)

    def take_focus(self) -> None:
        """Gives the focus to the way back, or to the chosen offset."""
        stop = self.back if self.back.isVisible() else self.chips.get(self._days_later, self.history)
        stop.setFocus(Qt.FocusReason.TabFocusReason)
