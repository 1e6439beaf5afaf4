"""Connects the tray to the engine: what icon and menu show, and entries that are made in the menu."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from exist_desktop.domain.attributes import MOOD
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.domain.mood import to_wire
from exist_desktop.domain.projection import DayView, Tile
from exist_desktop.domain.statistics.frecency import REMEMBERED_DAYS, weights
from exist_desktop.engine import Engine
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.quick_views import QuickViews
from exist_desktop.sync.status import SyncStatus
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.tray.host import TrayHost
from exist_desktop.ui.tray.icon import TrayIcon
from exist_desktop.ui.tray.menu import TrayMenu, TrayView
from exist_desktop.words.language import Language

MOST_OFTEN = 6
"""How many attributes the menu offers to add to. More could not be read at a glance."""


class TrayPresenter(QObject):
    """Icon and menu, updated on each change. Other actions are signals of `icon` and `menu`.

    Signals:
        entered(Command): an entry was made in the menu.
    """

    entered = Signal(object)

    def __init__(self, engine: Engine, bridge: Bridge, language: Language, days: DayClock, host: TrayHost) -> None:
        super().__init__()
        self._engine = engine
        self._quick_views = QuickViews(engine.store, engine, engine.clock)
        self._bridge = bridge
        self._days = days
        self._host = host
        self._asked = ""
        self._view: TrayView | None = None
        self._fresh = Refresher(self, self._read, bridge)
        self.menu = TrayMenu(language)
        self.icon = TrayIcon(language, self.menu)
        self._connect()
        host.came.connect(self.icon.make)
        host.went.connect(self.icon.remove)

    def _connect(self) -> None:
        self.menu.mood_chosen.connect(self._on_mood_chosen)
        self.menu.stepped.connect(self._on_stepped)
        self.menu.tag_toggled.connect(self._on_tag_toggled)
        self._bridge.changed.connect(self._on_changed)
        self._bridge.status_changed.connect(self._on_status_changed)
        self._days.rolled.connect(self.refresh)
        self._unsubscribe = self._engine.preferences.subscribe(self.refresh)

    @property
    def present(self) -> bool:
        """Whether there is a tray that shows the icon."""
        return self._host.present

    def stop(self) -> None:
        """Removes the icon."""
        self._bridge.changed.disconnect(self._on_changed)
        self._bridge.status_changed.disconnect(self._on_status_changed)
        self._days.rolled.disconnect(self.refresh)
        self._unsubscribe()
        self.icon.remove()

    def tell(self, title: str, sentence: str) -> None:
        """Shows a message beside the icon. Clicking it opens quick entry, like the icon, which it covers."""
        self.icon.tell(title, sentence)

    def ask(self, question: str) -> None:
        """Shows by badge and tooltip that a reminder has a question. An empty question ends that."""
        answered = bool(self._asked) and not question
        self._asked = question
        if answered and self._host.present:
            self.icon.make()  # the former icon would show its message in place of the tooltip until that has run out
        self.refresh()

    def refresh(self) -> None:
        """Reads the day again and shows it."""
        self._fresh.changed()

    async def _read(self) -> None:
        account, today, often = self._engine.account, None, tuple[Tile, ...]()
        if account is not None:
            wall, zone = self._engine.clock.wall(), self._days.zone.info
            since = wall - REMEMBERED_DAYS * DAY_SECONDS
            weighed = weights(await self._quick_views.uses(since), wall, zone)
            view = await self._engine.views.day(self._days.proposed())
            today = view.with_steps(self._engine.preferences)
            often = often_added(today, weighed)
        in_one_colour = self._engine.preferences.chosen.tray_in_one_colour
        self._show(TrayView(today, often, self._bridge.status, self._days.zone.info, self._asked, in_one_colour))

    def _show(self, view: TrayView) -> None:
        self._view = view
        self.icon.show_view(view, self._engine.clock.wall())

    def _on_changed(self, change: Change) -> None:
        touches_today = change.days is None or self._days.proposed() in change.days
        if touches_today or change.catalogue or change.session or change.arrangement:
            self.refresh()

    def _on_status_changed(self, status: SyncStatus) -> None:
        if self._view is not None:
            self._show(replace(self._view, status=status))

    def _on_mood_chosen(self, step: int) -> None:
        if (day := self._day) is not None:
            self._enter(SetValue(Key(MOOD, day.day), to_wire(step, day.mood_type)))

    def _on_stepped(self, name: str, step: float) -> None:
        if (day := self._day) is not None:
            self._enter(Increment(Key(name, day.day), step))

    def _on_tag_toggled(self, name: str, on: bool) -> None:  # noqa: FBT001 - the shape of the signal
        if (day := self._day) is not None:
            self._enter(SetValue(Key(name, day.day), int(on)))

    @property
    def _day(self) -> DayView | None:
        """Returns the day that the menu shows."""
        return None if self._view is None else self._view.today

    def _enter(self, command: Command) -> None:
        """Emits the command. The menu's check marks then follow the store, not the click."""
        self.entered.emit(command)
        if self._view is not None:
            self._show(self._view)


def often_added(view: DayView, used: dict[str, float]) -> tuple[Tile, ...]:
    """Returns the favourites with an add button, and those used most at this hour, in the page's order: lines stay."""
    tiles = [tile for group in view.groups for tile in group.tiles if tile.step is not None]
    likely = sorted(
        tiles, key=lambda tile: (tile.attribute.name not in view.pinned, -used.get(tile.attribute.name, 0.0))
    )
    return tuple(tile for tile in tiles if tile in likely[:MOST_OFTEN])
