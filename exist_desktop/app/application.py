"""The window and its engine: creates pages, tray, quick entry and sync, and connects their signals."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from exist_desktop.app.account_locale import AccountTime, CurrentLocale
from exist_desktop.app.desktop.colour_scheme import SchemeFollower
from exist_desktop.app.first_paint import FirstPaint
from exist_desktop.app.pages import Pages
from exist_desktop.app.presenters.arranging.actions import ArrangingActions
from exist_desktop.app.presenters.ownership.actions import OwnershipActions
from exist_desktop.app.presenters.postponed import Postponed, ToldHints
from exist_desktop.app.presenters.quick_entry_presenter import QuickEntryPresenter
from exist_desktop.app.presenters.undo import UndoOffer
from exist_desktop.app.presenters.update_notice import UpdateNotice
from exist_desktop.app.request_handler import RequestHandler, show
from exist_desktop.app.runtime import Runtime
from exist_desktop.app.sync_control import SyncControl
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.engine import Engine
from exist_desktop.errors import KeyringError, NotReadableError
from exist_desktop.settings import default_folder
from exist_desktop.store.arranging.arrangement import Arrangements
from exist_desktop.store.changes import Change
from exist_desktop.store.drafts import Drafts
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.today.hints import TodayHints
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.windows.clock_notice import ClockNotice
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.words.error_messages import Message, only_to_look
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.app.background import Background


ATTRIBUTES_PAGE = "/account/attributes/"
"""Exist's own page, where people see and change which service fills an attribute."""


class Application:
    """The window with its pages, and the engine behind them.

    `closed` is set when the program should end. `to_remove` is whether all data is removed after that, `to_restart`
    whether the program starts again.
    `for_quick_entry` is whether this run ends when quick entry does. `runtime` is what its presenters share; `pages`
    has all pages but Today.
    """

    def __init__(
        self,
        app: QApplication,
        engine: Engine,
        bridge: Bridge,
        language: Language,
        closed: asyncio.Event | None = None,
    ) -> None:
        self.closed = closed or asyncio.Event()
        self.to_remove = self.to_restart = False
        self.for_quick_entry = False
        self._engine = engine
        self._bridge = bridge
        self._locale = CurrentLocale(engine, bridge)
        self._language = language = replace(language, units=self._locale.units)
        self._preferences = engine.preferences
        self._chosen = self._preferences.chosen
        self._scheme = SchemeFollower(app, self._chosen.theme)
        self._time = AccountTime(engine, self._locale)
        self.window = MainWindow(bridge, language, self._time, geometry=bytes.fromhex(self._chosen.geometry))
        self._days = DayClock(self._time, self.window)
        self.runtime = Runtime(engine, bridge, language, self._time, self._days, self.window)
        self._today = TodayPage(
            engine.views,
            engine.journal,
            bridge,
            language,
            self._days,
            choices=self._preferences,
            drafts=Drafts(engine.store, engine),
            postponed=Postponed(self._preferences, self._days),
            arrangement=Arrangements(engine.store, engine),
        )
        TodayHints(self._today, bridge, language, ToldHints(self._preferences), engine.views)
        self._sync = SyncControl(engine, bridge, self.window, language)
        self._undo = UndoOffer(self.runtime)
        self.ownership = OwnershipActions(self.runtime, self._undo)
        self.arranging = ArrangingActions(self.runtime)
        self._looking: asyncio.Task[None] | None = None
        self.background: Background | None = None
        ClockNotice(bridge, language).noticed.connect(self.window.tell)
        self.update_notice = UpdateNotice(bridge, language)
        self.quick = QuickEntryPresenter(self.runtime, self._undo)
        self.request_handler = RequestHandler(engine, self.window, self, self.quick)
        self.pages = Pages(self.runtime, self._today, self._sync, self, self.ownership, self.arranging)
        self._connect()

    def _connect(self) -> None:
        self._engine.store.subscribe(self._bridge.publish_change)
        self._preferences.subscribe(self._on_preferences_changed)
        self._bridge.changed.connect(self._on_changed)
        self._today.saved.connect(self._on_saved)
        self._today.asking.connect(self.window.toasts.wait)
        self._today.refresh_requested.connect(self._sync.refresh)
        self._today.day_chosen.connect(self._sync.day_chosen)
        self._today.rearranged.connect(self.arranging.offer)
        self._today.page_wanted.connect(self._open_attributes_page)
        self.arranging.page_wanted.connect(self._open_attributes_page)
        self._today.asked.connect(self.ownership.show_last_days)
        self.ownership.page_wanted.connect(self._open_attributes_page)
        self.ownership.outbox_wanted.connect(self._open_outbox)
        self.window.send_now_requested.connect(self._sync.send_now)
        self.window.refresh_requested.connect(self._sync.refresh)
        self.window.geometry_changed.connect(self._remember)
        self.window.close_requested.connect(self._on_close_requested)
        self.window.quit_requested.connect(self.end)
        self.update_notice.told.connect(self._tell_everywhere)
        self.quick.create_wanted.connect(self._create)
        self.quick.sign_in_wanted.connect(self._show_window)
        self.quick.day_chosen.connect(self._sync.day_chosen)
        self.quick.ended.connect(self._on_quick_entry_ended)

    def end(self) -> None:
        """Ends the program in the ordinary way."""
        self.closed.set()

    def restart(self) -> None:
        """Ends the program in the ordinary way, which keeps what is typed and what waits, and then starts it again."""
        self.to_restart = True
        self.end()

    def remove_and_end(self) -> None:
        """Ends the program and then removes all data."""
        self.to_remove = True
        self.end()

    async def show(self, *, hidden: bool = False) -> None:
        """Shows the window with what is on the disk, and waits for nothing else. A `hidden` one is only prepared."""
        await self._read_locale()
        if self._engine.account is None and not self._engine.setup.demo:
            self.window.show_welcome()
        else:
            self._today.go_to_today()
            await self._today.load()
            self.window.show_pages()
        self.window.setVisible(not hidden)
        self._today.go_on()
        self._tell_rescued()

    def _tell_everywhere(self, message: Message) -> None:
        """Shows a message in the window, and outside it while the window is not visible."""
        self.window.tell(message)
        if self.background is not None and not (self.window.isVisible() and not self.window.isMinimized()):
            self.background.tell(message)

    def _tell_rescued(self) -> None:
        if (rescue := self._engine.store.rescued) is not None:
            from exist_desktop.words.pages.rescue import rescued

            self.window.tell(rescued(self._language, rescue))
        if (refusal := self._engine.store.refusal) is not None:
            self.window.tell(only_to_look(self._language, refusal))

    async def after_first_paint(self) -> None:
        """Returns when the window has been painted once. Everything that takes time begins after that."""
        await FirstPaint(self.window).happened.wait()
        from exist_desktop.app.desktop.still_cursor import StillCursor
        from exist_desktop.ui.network_state import NetworkWatcher

        reachability = NetworkWatcher(self.window)
        reachability.came_back.connect(self._sync.network_back)
        reachability.listen()
        StillCursor(self.window).listen()

    def go_on_in_background(self, *, hidden: bool) -> None:
        """Puts the icon into the tray and starts reminders."""
        from exist_desktop.app import preload
        from exist_desktop.app.background import Background
        from exist_desktop.app.desktop.autostart import autostart
        from exist_desktop.app.help.release_notice import ReleaseNotice
        from exist_desktop.app.presenters.findings.on_today import FoundOnToday
        from exist_desktop.app.presenters.memories import TodayMemories
        from exist_desktop.app.presenters.ownership.losses import LossNotices
        from exist_desktop.app.presenters.ownership.outcomes import OwnerOutcomes
        from exist_desktop.app.presenters.streaks import today_streaks

        with contextlib.suppress(OSError):  # the former command stays then
            autostart(self._engine.setup.folder, default_folder()).renew()
        TodayMemories(self._engine, self._today, self._bridge)
        today_streaks(self.runtime, self._today)
        FoundOnToday(self.runtime, self._today)
        LossNotices(self.runtime, self.ownership)
        OwnerOutcomes(self.runtime, self.ownership)
        ReleaseNotice(self.runtime).notes_wanted.connect(self.pages.open_news)
        self._bridge.run_in(self.window, preload.load())
        self._bridge.run_in(self.quick, self.quick.make_ready())
        self.background = Background(self.runtime, self._sync, self.quick)
        self.background.saved.connect(self._on_saved)
        self.background.end_wanted.connect(self.end)
        self.background.start(hidden=hidden)
        self.quick.key.start()

    def save_typed(self) -> None:
        """Saves what is typed and not saved yet. The session may end soon, but others can still prevent that."""
        self._today.leave()

    async def connect(self) -> None:
        """Reads the token and starts the worker."""
        if await self._engine.look_through_daily():
            self._tell_rescued()
        await self._clear_away()
        if not self.closed.is_set():
            self._looking = asyncio.current_task()
            await self._look_for_token()
            self._looking = None

    async def _clear_away(self) -> None:
        """Deletes what an export has left half written when the program or the computer ended."""
        from exist_desktop.export.unfinished import clear_away

        with contextlib.suppress(NotReadableError):
            await clear_away(self._engine.store)

    async def _look_for_token(self) -> None:
        former = self._engine.account
        if await self._sync.begin():
            if self._engine.account == former:
                self.window.show_pages()
            else:
                await self._open_account()
        elif self._engine.account is not None:
            self._sync.signed_out()

    async def stop(self) -> None:
        """Stops what the pages have begun, sends what waits for at most a few seconds, and says what remains."""
        if self._looking is not None:
            self._looking.cancel()  # a keyring that does not answer must not delay the end
        self._bridge.quit()
        self.quick.stop()
        await self.quick.stop_key()
        if self.background is not None:
            await self.background.stop()
        await self.pages.stop()
        if self.to_remove:
            self.window.hide()
            await self._bridge.stop()
            return
        self._today.leave()
        await self._bridge.stop()
        waiting = (await self._engine.views.counts()).waiting
        if waiting and self._engine.link is not None:
            self.window.tell(Message(self._language.say("Sending what waits…"), self._remaining(waiting)))
            await self._sync.send_at_the_end()
        await self._bridge.stop()
        self.window.hide()

    def _remaining(self, waiting: int) -> str:
        return self._language.ngettext(
            "1 entry is saved on this computer. If it cannot be sent now, the next start sends it.",
            "{n} entries are saved on this computer. What cannot be sent now, the next start sends.",
            waiting,
        )

    def on_signed_in(self, error: KeyringError | None) -> None:
        """Starts the worker and opens the account. `error` is set if its tokens could not be stored."""
        self._engine.start()
        self._bridge.run(self._open_account())
        if error is not None:
            self.window.tell_error(error)

    async def _open_account(self) -> None:
        await self._read_locale()
        self._show_today()
        self._today.go_on()

    def open_today(self) -> None:
        """Opens the present day. Welcome stays where nobody has signed in yet."""
        if not self.window.sidebar.isHidden():
            self._show_today()

    def _show_today(self) -> None:
        self._today.go_to_today()
        self.window.open_page("today")

    def _open_attributes_page(self) -> None:
        from exist_desktop.app.desktop.browser import open_in_browser

        open_in_browser(self._engine.server + ATTRIBUTES_PAGE)

    def _open_outbox(self) -> None:
        self.window.open_page("outbox")

    def _on_changed(self, change: Change) -> None:
        if change.session:
            self._bridge.run(self._read_locale())
        self._sync.follow(change)

    def _on_saved(self, entries: Sequence[Entry]) -> None:
        self._bridge.run(self._tell_saved(entries))

    async def _tell_saved(self, entries: Sequence[Entry]) -> None:
        await self._undo.offer(entries, self.window if self.window.has_keyboard_focus else self.quick)

    def _show_window(self) -> None:
        show(self.window)

    def _create(self, name: str, tag: bool) -> None:  # noqa: FBT001 - a signal's argument
        show(self.window)
        self.window.open_page("today")
        self._today.make_new(name, tag=tag)

    def _on_quick_entry_ended(self) -> None:
        """Ends a run that was for quick entry alone, if nothing of it is visible any more."""
        in_tray = self.background is not None and self.background.in_tray
        if self.for_quick_entry and not self.window.isVisible() and not in_tray:
            self.end()

    def _on_close_requested(self) -> None:
        if self.background is not None:
            self.background.close()
        else:
            self.end()

    async def _read_locale(self) -> None:
        await self._locale.read()
        self._days.look()

    def _remember(self, geometry: bytes) -> None:
        with contextlib.suppress(OSError):  # losing the window's place is not worth a message
            self._preferences.change(geometry=geometry.hex())

    def _on_preferences_changed(self) -> None:
        former, self._chosen = self._chosen, self._preferences.chosen
        if self._chosen.theme != former.theme:
            self._scheme.choose(self._chosen.theme)
        if self._chosen.units != former.units:
            self._bridge.run(self._read_locale())
        if (self._chosen.mood_steps, self._chosen.add_steps) != (former.mood_steps, former.add_steps):
            self._bridge.publish_change(Change(days=None))
        self._days.look()
