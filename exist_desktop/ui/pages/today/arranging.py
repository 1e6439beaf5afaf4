"""Arranging Today: what the person moves, pins and hides is shown at once and kept on this computer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from exist_desktop.domain.arranging import actions, moves
from exist_desktop.domain.arranging.actions import ArrangeAction, GroupAction, Rearranged
from exist_desktop.domain.arranging.arrangement import FAVOURITES, Arrangement, TileSize
from exist_desktop.domain.projection import DayView, TileGroup
from exist_desktop.errors import NotSavedError
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.keys import letter_of
from exist_desktop.ui.pages.today.head.header import TodayHeader
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard
from exist_desktop.words.arranging.groups import group_label
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.widgets.arranging.bar import ArrangeBar

SCROLL_MS, SCROLL_PIXELS = 16, 14
"""While a drag is at an edge: how often, and how far, the page scrolls."""


class ArrangementStore(Protocol):
    """Keeps what is arranged."""

    async def put(self, arrangement: Arrangement) -> None:
        """Saves an arrangement in place of the former one. Raises `NotSavedError`."""


class NoArrangement:
    """Keeps nothing; for a page without an account."""

    async def put(self, arrangement: Arrangement) -> None:
        """Does nothing."""


class TodayArranging(QObject):
    """Connects the board, its menus and its bar with the arrangement. The `header` has a button, too.

    Signals:
        changed(): the day shall be shown anew, in another order.
        begun(): the person arranges from now on.
        stale(): the order could not be kept; that of the disk counts.
        rearranged(Rearranged): the disk has it; the window offers Undo.
        named(NameAction, str): that action about the name of that attribute was chosen.
        history_wanted(str): the history of the attribute of that name was chosen, in its menu or over its tile.
    """

    changed = Signal()
    begun = Signal()
    stale = Signal()
    rearranged = Signal(object)
    named = Signal(object, str)
    history_wanted = Signal(object)

    def __init__(
        self,
        board: TileBoard,
        scroll: PageScroll,
        foot: QVBoxLayout,
        header: TodayHeader,
        store: ArrangementStore,
        bridge: Bridge,
        language: Language,
    ) -> None:
        super().__init__(board)
        self._board = board
        self._scroll = scroll
        self._foot = foot
        self._header, self._begun_by = header, board.foot.arrange
        self._store = store
        self._bridge = bridge
        self._language = language
        self._view: DayView | None = None
        self._wanted: Arrangement | None = None
        self._unsaved = 0
        self._bar: ArrangeBar | None = None
        self._pull = 0
        self._pulling = QTimer(self, interval=SCROLL_MS)
        self._pulling.timeout.connect(self._on_pulling)
        for button in (header.arrange, board.foot.arrange):
            button.clicked.connect(self.begin)
        board.foot.shown_again.connect(self._on_shown_again)
        board.arranging_ended.connect(self.end)
        board.moved.connect(self._on_moved)
        board.group_moved.connect(self._on_group_moved)
        board.tile_actions.opened.connect(self._on_opened)
        board.tile_actions.menu_wanted.connect(self.open_menu)
        board.tile_actions.group_menu_wanted.connect(self._open_group_menu)

    @property
    def view(self) -> DayView | None:
        """The day in the person's order; None before it was read."""
        return self._view

    @property
    def active(self) -> bool:
        """Whether tiles are arranged, and not used."""
        return self._board.layer is not None

    def as_wanted(self, view: DayView) -> DayView:
        """Returns a day as the person has arranged it last, even if the disk does not have that yet."""
        self._view = view if self._wanted is None else view.arranged(self._wanted)
        return self._view

    def groups(self, groups: tuple[TileGroup, ...]) -> tuple[TileGroup, ...]:
        """Returns the groups to show; while they are arranged there is always a place for favourites."""
        self._header.offer_arrange(offered=bool(groups) and not self.active)
        if not self.active or any(group.group == FAVOURITES for group in groups) or self._view is None:
            return groups
        return (TileGroup(FAVOURITES, (), self._view.arrangement.size_of(FAVOURITES.name)), *groups)

    def take_key(self, event: QKeyEvent) -> bool:
        """Begins with A; False for other keys, and where there is nothing to arrange."""
        if self.active or not self._board.groups or letter_of(event) != "a":
            return False
        self.begin()
        return True

    def begin(self) -> None:
        """Lets the person arrange, with a bar below the page."""
        if self.active:
            return
        above = self._header.arrange
        self._begun_by = above if above.hasFocus() else self._board.foot.arrange
        from exist_desktop.ui.widgets.arranging.bar import ArrangeBar

        self._board.set_arranging(arranging=True)
        layer = self._board.layer
        assert layer is not None
        layer.tile_pressed.connect(self.open_menu)
        layer.group_pressed.connect(self._open_group_menu)
        layer.tiles_ordered.connect(self._on_tiles_ordered)
        layer.groups_ordered.connect(self._on_groups_ordered)
        layer.shelved.connect(self._on_shelved)
        layer.pulled.connect(self._on_pulled)
        self._bar = ArrangeBar(self._language)
        self._bar.compact_wanted.connect(self._on_compact_wanted)
        self._bar.ended.connect(self.end)
        self._foot.insertWidget(0, self._bar)
        self.begun.emit()
        self._board.foot.arrange.hide()
        self.changed.emit()
        first = next((view.button for group in self._board.groups.values() for view in group.columns.in_order()), None)
        (self._bar.done if first is None else first).setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Lets the tiles be used again."""
        if not self.active:
            return
        self._pulling.stop()
        self._board.set_arranging(arranging=False)
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
        self._board.foot.arrange.show()
        self.changed.emit()
        if self._board.isVisible():
            self._begun_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_menu(self, name: str) -> None:
        """Opens the menu of a tile: its place, favourites, hiding."""
        tile, view = self._board.tile(name), self._view
        if tile is None or view is None:
            return
        from exist_desktop.ui.widgets.arranging.menus import tile_menu, tile_menu_in_use

        tile.button.setFocus(Qt.FocusReason.MouseFocusReason)
        made = tile_menu if self.active else tile_menu_in_use
        menu = made(self._language, tile.tile.attribute, view.arrangement, self._board)
        menu.acted.connect(self._on_acted)
        if not self.active:
            menu.offer(self._language.say("History"), self.history_wanted, name)
            menu.addAction(self._language.say("Arrange…")).triggered.connect(self.begin)
            menu.addSeparator()
            menu.named.connect(self.named)
            menu.offer_names(tile.tile.attribute)
            menu.addSeparator()
            menu.tell_names(tile.tile.attribute)
        menu.open(tile.button)

    def _on_opened(self, name: str) -> None:
        if self.active:
            self.open_menu(name)

    def _open_group_menu(self, name: str) -> None:
        group, view = self._board.groups.get(name), self._view
        if group is None or group.handle is None or view is None:
            return
        from exist_desktop.ui.widgets.arranging.menus import group_menu

        menu = group_menu(self._language, name, self._label(name), view.arrangement, self._board)
        menu.acted.connect(self._on_group_acted)
        menu.open(group.handle)

    def perform(self, name: str, action: ArrangeAction) -> None:
        """Does an action to an attribute of the day."""
        if self._view is not None:
            attributes = [tile.attribute for tile in self._view.every]
            self.take(actions.acted(self._view.arrangement, action, name, attributes))

    def _on_acted(self, action: ArrangeAction, name: str) -> None:
        self.perform(name, action)

    def _on_group_acted(self, action: GroupAction, name: str) -> None:
        if self._view is not None:
            attributes = [tile.attribute for group in self._view.groups for tile in group.tiles]
            self.take(actions.acted_on_group(self._view.arrangement, action, name, attributes))

    def _on_moved(self, name: str, toward: int) -> None:
        self.perform(name, ArrangeAction.UP if toward < 0 else ArrangeAction.DOWN)

    def _on_group_moved(self, name: str, toward: int) -> None:
        self._on_group_acted(GroupAction.UP if toward < 0 else GroupAction.DOWN, name)

    def _on_shown_again(self, name: str) -> None:
        self.perform(name, ArrangeAction.SHOW)

    def _on_shelved(self, name: str, pinned: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.perform(name, ArrangeAction.PIN if pinned else ArrangeAction.UNPIN)

    def _on_compact_wanted(self, compact: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._on_group_acted(GroupAction.COMPACT if compact else GroupAction.USUAL_SIZE, "")

    def _on_tiles_ordered(self, name: str, names: Sequence[str]) -> None:
        if self._view is not None:
            before = self._view.arrangement
            after = moves.in_this_order(before, names)
            self.take(Rearranged(before, after, ArrangeAction.DOWN, name, names.index(name) + 1, len(names)))

    def _on_groups_ordered(self, name: str, names: Sequence[str]) -> None:
        if self._view is not None:
            before = self._view.arrangement
            after = moves.groups_in_this_order(before, names)
            self.take(Rearranged(before, after, GroupAction.DOWN, name, names.index(name) + 1, len(names)))

    def take(self, done: Rearranged | None) -> None:
        """Shows a change at once, and keeps it; None is no change."""
        if done is None or self._view is None:
            return
        self._wanted = done.after
        self._unsaved += 1
        self.as_wanted(self._view)
        self.changed.emit()
        self._bridge.run(self._keep(done))

    async def _keep(self, done: Rearranged) -> None:
        try:
            await self._store.put(done.after)
        except NotSavedError:
            self._unsaved -= 1
            self._wanted = None
            self.stale.emit()
            raise
        self._unsaved -= 1
        if not self._unsaved:
            self._wanted = None  # the disk has it, and what is read from now on
        self.rearranged.emit(done)

    def show_size(self) -> None:
        """Shows in the bar which size all tiles have."""
        if self._bar is not None and self._view is not None:
            self._bar.show_size(compact=self._view.arrangement.size is TileSize.COMPACT)

    def label(self, done: Rearranged) -> str:
        """Returns what the attribute or the group of a change is called; empty for all groups."""
        if isinstance(done.action, GroupAction):
            return self._label(done.name) if done.name else ""
        tile = self._view.tile(done.name) if self._view is not None else None
        return tile.attribute.label if tile is not None else done.name

    def _label(self, name: str) -> str:
        groups = self._view.groups if self._view is not None else ()
        group = next((one.group for one in groups if one.group.name == name), FAVOURITES)
        return group_label(self._language, group)

    def _on_pulled(self, pull: int) -> None:
        self._pull = pull
        if pull:
            self._pulling.start()
        else:
            self._pulling.stop()

    def _on_pulling(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + self._pull * SCROLL_PIXELS)
        if self._board.layer is not None:
            self._board.layer.follow_scrolling()
