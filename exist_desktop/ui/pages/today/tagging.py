"""What can be done with a tag: its place, its days, its name, and which other tag is the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.actions import ArrangeAction, Rearranged
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.pages.today.arranging import TodayArranging
from exist_desktop.ui.pages.today.interfaces import Days
from exist_desktop.ui.pages.today.saver import EntrySaver
from exist_desktop.ui.widgets.mood.tags import TagChips
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.widgets.arranging.menus import ArrangeMenu


class TodayTags(QObject):
    """Connects the tags with the arrangement.

    Signals:
        days_wanted(str), year_wanted(str): the person wants to see all days of the tag of that name, or its last year.
        day_wanted(date): the person wants to see that day.
        named(NameAction, str): that action about the name of the tag was chosen.
    """

    days_wanted = Signal(object)
    year_wanted = Signal(object)
    day_wanted = Signal(object)
    named = Signal(object, str)

    def __init__(
        self,
        tags: TagChips,
        arranging: TodayArranging,
        saving: EntrySaver,
        views: Days,
        bridge: Bridge,
        language: Language,
    ) -> None:
        super().__init__(tags)
        self._tags = tags
        self._saving, self._views, self._bridge = saving, views, bridge
        self._arranging = arranging
        self._language = language
        tags.menu_wanted.connect(self.open_menu)
        tags.moved.connect(self._move)
        tags.ordered.connect(self._on_ordered)
        arranging.changed.connect(self._on_changed)

    def open_menu(self, name: str) -> None:
        """Opens the menu of a tag."""
        chip, view = self._tags.chips.get(name), self._arranging.view
        tile = view.tile(name) if view is not None else None
        if chip is None or view is None or tile is None:
            return
        from exist_desktop.ui.widgets.arranging.menus import tile_menu

        say = self._language.say
        menu = tile_menu(self._language, tile.attribute, view.arrangement, self._tags)
        menu.acted.connect(self._on_acted)
        menu.addSeparator()
        menu.offer(say("All its days"), self.days_wanted, name)
        menu.offer(say("Its last year"), self.year_wanted, name)
        menu.addAction(say("Tags of several days…")).triggered.connect(self.open_grid)
        menu.addSeparator()
        menu.named.connect(self.named)
        menu.offer_names(tile.attribute)
        menu.addSeparator()
        menu.tell_names(tile.attribute)
        menu.open(chip)
        self._bridge.run_in(menu, self._tell_last_use(menu, name, view.day))

    async def _tell_last_use(self, menu: ArrangeMenu, name: str, day: date) -> None:
        """Says in the menu when the tag was used last, before the day on the page; a press leads to that day."""
        from exist_desktop.words.arranging.names import last_use

        found = await self._views.last_use(name, day)
        line = menu.addAction(last_use(self._language, found, day))
        line.setEnabled(found is not None)
        line.triggered.connect(partial(self._open_day, found))

    def _open_day(self, day: date | None, *_: object) -> None:
        if day is not None:
            self.day_wanted.emit(day)

    def open_grid(self) -> None:
        """Opens the grid of the week that ends with the day on the page."""
        if (view := self._arranging.view) is None:
            return
        from exist_desktop.ui.pages.today.grid.dialog import TagGrid

        tags = [tile.attribute for tile in view.tags]
        shared = self._views, self._saving, self._bridge, self._language
        TagGrid(tags, view.day, *shared, self._tags.window()).open()

    def _on_acted(self, action: ArrangeAction, name: str) -> None:
        match action:
            case ArrangeAction.UP:
                self._move(name, -1)
            case ArrangeAction.DOWN:
                self._move(name, 1)
            case _:
                self._arranging.perform(name, action)

    def _move(self, name: str, toward: int) -> None:
        """Moves a tag among those that are shown, which then stay in this order."""
        view = self._arranging.view
        names = [tile.attribute.name for tile in view.tags] if view is not None else []
        if view is None or name not in names:
            return
        if (after := moves.shifted(names, name, toward)) is not None:
            self._on_ordered(name, after)

    def _on_ordered(self, name: str, names: Sequence[str]) -> None:
        view = self._arranging.view
        if view is not None:
            after = moves.in_this_order(view.arrangement, names)
            place = names.index(name) + 1
            self._arranging.take(Rearranged(view.arrangement, after, ArrangeAction.DOWN, name, place, len(names)))

    def _on_changed(self) -> None:
        self._tags.set_arranging(arranging=self._arranging.active)
