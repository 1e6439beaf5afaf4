"""The tray's side of a run: what icon and menu show, and what is done from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

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
"""How many attributes the menu offers to add to; with more it would not be read at a glance."""


@dataclass(frozen=True)
class TrayActions:
    """Where the tray leads: an entry, quick entry, sending, the window, its settings, and the end."""

    save: Callable[[Command], None]
    quick_entry: Callable[[], None]
    send_now: Callable[[], None]
    show_window: Callable[[], None]
    show_settings: Callable[[], None]
    end: Callable[[], None]


class TrayPresenter(QObject):
    """Icon and menu, kept current on each change."""

    def __init__(
        self, engine: Engine, bridge: Bridge, language: Language, days: DayClock, host: TrayHost, actions: TrayActions
    ) -> None:
        super().__init__()
        self._engine = engine
        self._quick_views = QuickViews(engine.store, lambda: engine.account, engine.clock.wall)
        self._bridge = bridge
        self._days = days
        self._host = host
        self._actions = actions
        self._asked = ""
        self._view: TrayView | None = None
        self._fresh = Refresher(self, self._read, bridge)
        self.menu = TrayMenu(language)
        self.icon = TrayIcon(language, self.menu)
        self._connect(actions)
        host.came.connect(self.icon.make)
        host.went.connect(self.icon.remove)

    def _connect(self, actions: TrayActions) -> None:
        self.icon.pressed.connect(actions.quick_entry)
        self.icon.message_pressed.connect(actions.quick_entry)
        self.menu.quick_entry_wanted.connect(actions.quick_entry)
        self.menu.mood_chosen.connect(self._on_mood_chosen)
        self.menu.stepped.connect(lambda name, step: self._save(lambda day: Increment(Key(name, day), step)))
        self.menu.tag_toggled.connect(lambda name, on: self._save(lambda day: SetValue(Key(name, day), int(on))))
        self.menu.send_now_wanted.connect(actions.send_now)
        self.menu.window_wanted.connect(actions.show_window)
        self.menu.settings_wanted.connect(actions.show_settings)
        self.menu.quit_wanted.connect(actions.end)
        self._bridge.changed.connect(self._on_changed)
        self._bridge.status_changed.connect(self._on_status_changed)
        self._days.rolled.connect(self.refresh)
        self._unsubscribe = self._engine.preferences.subscribe(self.refresh)

    @property
    def present(self) -> bool:
        """Whether there is a tray in which this can be seen."""
        return self._host.present

    def stop(self) -> None:
        """Takes the icon away."""
        self._bridge.changed.disconnect(self._on_changed)
        self._bridge.status_changed.disconnect(self._on_status_changed)
        self._days.rolled.disconnect(self.refresh)
        self._unsubscribe()
        self.icon.remove()

    def tell(self, title: str, sentence: str) -> None:
        """Says something beside the icon; pressing it opens quick entry, as pressing the icon does, which it covers."""
        self.icon.tell(title, sentence)

    def ask(self, question: str) -> None:
        """Shows by mark and tooltip that a reminder asks something; nothing ends that."""
        answered = bool(self._asked) and not question
        self._asked = question
        if answered and self._host.present:
            self.icon.make()  # until its message has run out, the former one would show that in place of the tooltip
        self.refresh()

    def refresh(self) -> None:
        """Reads and shows the day anew."""
        self._fresh.changed()

    async def _read(self) -> None:
        account, today, often = self._engine.account, None, tuple[Tile, ...]()
        if account is not None:
            wall, zone = self._engine.clock.wall(), self._days.zone.info
            since = wall - REMEMBERED_DAYS * DAY_SECONDS
            weighed = weights(await self._quick_views.uses(since), wall, zone)
            view = await self._engine.views.day(self._days.proposed())
            today = view.with_steps(self._engine.preferences.add_step)
            often = often_added(today, weighed)
        self._show(TrayView(today, often, self._bridge.status, self._days.zone.info, self._asked))

    def _show(self, view: TrayView) -> None:
        self._view = view
        self.icon.show_view(view, self._engine.clock.wall())

    def _on_changed(self, change: Change) -> None:
        touches_today = change.days is None or self._days.proposed() in change.days
        if touches_today or change.catalogue or change.session:
            self.refresh()

    def _on_status_changed(self, status: SyncStatus) -> None:
        if self._view is not None:
            view = self._view
            self._show(TrayView(view.today, view.often, status, view.zone, view.asked))

    def _on_mood_chosen(self, step: int) -> None:
        if self._view is not None and self._view.today is not None:
            value = to_wire(step, self._view.today.mood_type)
            self._save(lambda day: SetValue(Key(MOOD, day), value))

    def _save(self, command: Callable[[date], Command]) -> None:
        """Saves for the day that the menu shows; the ticks of the menu then follow the store, not the press."""
        if self._view is not None and self._view.today is not None:
            self._actions.save(command(self._view.today.day))
            self._show(self._view)


def often_added(view: DayView, used: dict[str, float]) -> tuple[Tile, ...]:
    """The tiles with an add button that are used most at this hour, in the page's order so that lines stay in place."""
    tiles = [tile for group in view.groups for tile in group.tiles if tile.step is not None]
    favourites = sorted(tiles, key=lambda tile: -used.get(tile.attribute.name, 0.0))[:MOST_OFTEN]
    return tuple(tile for tile in tiles if tile in favourites)
