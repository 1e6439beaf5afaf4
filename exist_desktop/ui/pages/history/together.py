"""The card with what goes together with the attribute in view: the closest relations that Exist has found.

What is on this computer is shown at once; Exist is asked for a newer batch if that one is old.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.listing import Choices, Filters, listing, of_exist
from exist_desktop.domain.findings.remembered import Decided
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.errors import AppError
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.relation_rows import RowColumn, RowText
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.findings.relations import NO_CAUSE
from exist_desktop.words.findings.relations_page import RelationsPageWords
from exist_desktop.words.language import Language

MOST_ROWS = 3


class TogetherViews(Protocol):
    """What the card reads."""

    async def attributes(self) -> Mapping[str, Attribute]:
        """Returns the account's attributes by name."""

    async def kept_of_exist(self) -> Sequence[Correlation]:
        """Returns the batch of Exist's that is on this computer."""

    async def of_exist(self, today: date) -> tuple[Sequence[Correlation], AppError | None]:
        """Returns Exist's last batch, and why Exist was not asked now, if it was not."""

    async def decided(self) -> Decided:
        """Returns which pairs are kept, and which are hidden."""


class NoRelations:
    """None are known."""

    async def attributes(self) -> Mapping[str, Attribute]:
        """Returns none."""
        return {}

    async def kept_of_exist(self) -> Sequence[Correlation]:
        """Returns none."""
        return ()

    async def of_exist(self, _today: date) -> tuple[Sequence[Correlation], AppError | None]:
        """Returns none."""
        return (), None

    async def decided(self) -> Decided:
        """Returns that nothing is."""
        return Decided()


class TogetherCard(Card):
    """A few relations of one attribute; hidden while none is known.

    Signals:
        opened(object): the person wants to see the relation of that `Place`.
        all_wanted(str): the person wants to see all relations of the attribute of that name.
    """

    opened = Signal(object)
    all_wanted = Signal(str)

    def __init__(self, views: TogetherViews, bridge: Bridge, language: Language, days: DayClock) -> None:
        super().__init__()
        self._views = views
        self._bridge = bridge
        self._language = language
        self._days = days
        self._name = ""
        self._heading = Heading("", points=1, bold=True, lines=4)
        self._source = TextBlock(language.say("From Exist"), tone=Tone.MUTED)
        self.rows = RowColumn()
        self._no_cause = TextBlock(language.say_marked(NO_CAUSE), tone=Tone.MUTED)
        self.all = PlainButton(language.say("All relations"))
        self.rows.opened.connect(self.opened)
        self.all.clicked.connect(lambda: self.all_wanted.emit(self._name))
        column = column_of(self, self._heading, self._source, self.rows, self._no_cause, line_of(self.all), gap=8)
        column.addStretch(1)
        self.hide()

    def look(self, name: str) -> None:
        """Shows the relations of an attribute."""
        if name != self._name:
            self._name = name
            self.hide()
            self._bridge.run_in(self, self._read(name))

    def rest(self) -> None:
        """Reads nothing until an attribute comes into view."""
        self._name = ""

    async def _read(self, name: str) -> None:
        await self._show(name, await self._views.kept_of_exist())
        if name == self._name:
            found, _ = await self._views.of_exist(self._days.calendar_day())
            await self._show(name, found)

    async def _show(self, name: str, found: Sequence[Correlation]) -> None:
        attributes, decided = await self._views.attributes(), await self._views.decided()
        if name != self._name:
            return
        choices = Choices(decided.kept, decided.hidden)
        shown = listing(of_exist(found, attributes), Filters(name), choices).rows[:MOST_ROWS]
        words = RelationsPageWords(self._language, attributes)
        self._heading.say(words.question(name))
        self.rows.show_rows([RowText(one.place, words.row(one, choices)) for one in shown])
        self.setVisible(bool(shown))
