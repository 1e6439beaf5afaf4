"""Where a scene plays: the window, the account and the language of a look, and everything put away afterwards."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import date, tzinfo
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.outbox.page import OutboxPage
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard
from exist_desktop.ui.windows.main_window import MainWindow
from tests.pictures.home import PLACE, ZONE, Home, at_home, now
from tests.pictures.look import Look, dressed
from tests.qt_events import delivered
from tests.ui.set_time import SetTime
from tests.ui.today_on_store import Home as MadeHome
from tests.ui.today_on_store import Values

Scene = Callable[["Stage"], Awaitable[QWidget]]
"""Plays a scene and gives the window that it is to be seen in."""


class Stage:
    """What a scene is made with."""

    def __init__(self, look: Look, filled: Path, folder: Path, exits: AsyncExitStack) -> None:
        self.look = look
        self.language = look.tongue.language
        self.bridge = Bridge()
        self._filled = filled
        self._folder = folder
        self._exits = exits

    def keep(self, widget: QWidget) -> None:
        """Lets a widget live as long as the scene."""
        self._exits.push_async_callback(self._put_away, widget)

    async def _put_away(self, widget: QWidget) -> None:
        widget.hide()
        await self.settled()  # a page saves what is typed when it is left
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)

    async def home(self) -> Home:
        """The account, offline."""
        home = await self._exits.enter_async_context(at_home(self._filled, self._folder, self.look.tongue.say))
        self.bridge = home.bridge
        return home

    async def home_with(self, values: Values, days: Sequence[date]) -> MadeHome:
        """An account that has these values on these days, offline."""
        home = MadeHome(self._folder, self.bridge, values=values, read_days=days)
        await home.open_store()
        self._exits.push_async_callback(home.close)
        return home

    def window(self) -> MainWindow:
        """The window without its pages."""
        window = MainWindow(self.bridge, self.language, SetTime(now, PLACE))
        self.keep(window)
        return window

    def days(self, computer: tzinfo = ZONE) -> DayClock:
        """The clock of the Today page."""
        return DayClock(SetTime(now, PLACE, lambda: computer), self.bridge)

    def furnished(self, home: Home, *, computer: tzinfo = ZONE) -> tuple[MainWindow, TodayPage, OutboxPage]:
        """The window with its pages over the account."""
        window = self.window()
        today = TodayPage(home.views, home.journal, self.bridge, self.language, self.days(computer))
        outbox = OutboxPage(home.views, home.journal, self.bridge, self.language, SetTime(now, PLACE))
        window.add_page("today", self.language.say("Today"), today)
        window.add_page("outbox", self.language.say("Outbox"), outbox)
        return window, today, outbox

    async def show(self, widget: QWidget) -> None:
        """Shows a window in the look's size, with everything on it that is built late."""
        widget.resize(self.look.size.expandedTo(widget.minimumSize()))
        widget.show()
        await self.settled()
        for board in widget.findChildren(TileBoard):
            board.build_all()
        await self.settled()

    async def settled(self) -> None:
        """Waits until everything has been read and laid out."""
        for _ in range(4):
            await asyncio.sleep(0)
            await self.bridge.stop()
        for _ in range(4):
            await delivered()


@contextmanager
def _collected() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.collect()


@asynccontextmanager
async def played(
    app: QApplication, scene: Scene, look: Look, filled: Path, folder: Path
) -> AsyncIterator[tuple[Stage, QWidget]]:
    """A scene as it is its end.

    What it leaves is collected here, where Qt lives: the store's thread must not be the one that takes widgets apart.
    """
    with dressed(app, look), _collected():
        async with AsyncExitStack() as exits:
            stage = Stage(look, filled, folder, exits)
            exits.push_async_callback(stage.settled)
            window = await scene(stage)
            await stage.settled()
            yield stage, window
