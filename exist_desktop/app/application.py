"""The window's side of a run: pages over one engine, and what they ask for."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from exist_desktop.app import preload
from exist_desktop.app.account_locale import AccountLocale, AccountTime
from exist_desktop.app.desktop.colour_scheme import SchemeFollower
from exist_desktop.app.first_paint import FirstPaint
from exist_desktop.app.presenters.look_back_pages import add_look_back_pages
from exist_desktop.app.presenters.postponed import Postponed, ToldHints
from exist_desktop.app.presenters.quick_entry_presenter import QuickEntryActions as QuickWays
from exist_desktop.app.presenters.quick_entry_presenter import QuickEntryPresenter
from exist_desktop.app.presenters.undo import UndoOffer
from exist_desktop.app.presenters.update_notice import UpdateNotice
from exist_desktop.app.request_handler import RequestHandler, show
from exist_desktop.app.sync_control import SyncControl
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.engine import Engine
from exist_desktop.errors import KeyringError
from exist_desktop.settings import default_folder
from exist_desktop.store.changes import Change
from exist_desktop.store.drafts import Drafts
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.lazy_page import LazyPage
from exist_desktop.ui.pages.today.hints import TodayHints
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.windows.clock_notice import ClockNotice
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.words.error_messages import Message, only_to_look
from exist_desktop.words.language import Language
from exist_desktop.words.pages.rescue import rescued

if TYPE_CHECKING:
    from exist_desktop.app.background import Background
    from exist_desktop.app.demo.demo_start import DemoStart
    from exist_desktop.app.presenters.welcome_presenter import WelcomePresenter


ATTRIBUTES_PAGE = "/account/attributes/"
"""Exist's own page, where people see and change who fills what."""


class Application:
    """The window with its pages, and the engine below them.

    `closed` is set when the person wants to end; `to_remove` is whether everything here is to be removed after that,
    `for_quick_entry` whether this run ends with it.
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
        self.to_remove = False
        self.for_quick_entry = False
        self._engine = engine
        self._bridge = bridge
        self._locale = AccountLocale(engine, bridge)
        self._language = language = replace(language, units=lambda: self._locale.units)
        self._preferences = engine.preferences
        self._chosen = self._preferences.chosen
        self._scheme = SchemeFollower(app, self._chosen.theme)
        self._time = AccountTime(engine, self._locale)
        geometry = bytes.fromhex(self._preferences.chosen.geometry)
        self.window = MainWindow(bridge, language, self._time, geometry=geometry)
        self._days = DayClock(self._time, self.window)
        self._today = TodayPage(
            engine.views,
            engine.journal,
            bridge,
            language,
            self._days,
            choices=self._preferences,
            drafts=Drafts(engine.store, lambda: engine.account),
            postponed=Postponed(self._preferences, self._days.calendar_day),
        )
        self._traffic = SyncControl(engine, bridge, self.window, language)
        self._taking_back = UndoOffer(engine, bridge, language, self.window.toasts)
        self._looking: asyncio.Task[None] | None = None
        self._welcome: WelcomePresenter | None = None
        self._background: Background | None = None
        ClockNotice(bridge, language).noticed.connect(self.window.tell)
        self.update_notice = UpdateNotice(bridge, language, self._tell_everywhere)
        TodayHints(self._today, bridge, language, ToldHints(self._preferences), engine.views)
        self.quick = QuickEntryPresenter(engine, bridge, language, self._days, self._quick_actions())
        self.request_handler = RequestHandler(engine, self.window, self.connect, self.quick.open)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        say = self._language.say
        self.window.set_welcome(LazyPage(lambda: self._at_entrance().page))
        self.window.add_page("today", say("Today"), self._today)
        add_look_back_pages(self._engine, self._bridge, self._language, self._days, self._today, self.window)
        self.window.add_page("outbox", say("Outbox"), LazyPage(self._make_outbox))
        self.window.add_page("settings", say("Settings"), LazyPage(self._make_settings), at_foot=True)

    def _at_entrance(self) -> WelcomePresenter:
        """Welcome, with the conversation that is held there."""
        from exist_desktop.app.presenters.welcome_presenter import WelcomePresenter

        if self._welcome is None:
            self._welcome = WelcomePresenter(
                self._engine,
                self._bridge,
                self._language,
                self._on_signed_in,
                self.window.show_pages,
                self._demo_start(),
            )
        return self._welcome

    def _demo_start(self) -> DemoStart:
        from exist_desktop.app.demo.demo_start import DemoStart

        return DemoStart(self._engine, self.connect, self.closed.set)

    def _make_outbox(self) -> QWidget:
        from exist_desktop.ui.pages.outbox.page import OutboxPage

        engine = self._engine
        page = OutboxPage(engine.views, engine.journal, self._bridge, self._language, self._time)
        page.send_now_requested.connect(self._traffic.send_now)
        page.sign_in_requested.connect(lambda: self._show_sign_in(None))
        return page

    def _make_settings(self) -> QWidget:
        from exist_desktop.app.presenters.settings_presenter import SettingsActions, SettingsPresenter

        actions = SettingsActions(
            show_sign_in=self._show_sign_in,
            tell=self.window.tell,
            signed_out=self._traffic.signed_out,
            connect_again=lambda: self._bridge.run(self.connect()),
            removed=self._on_removed,
        )
        return SettingsPresenter(self._engine, self._bridge, self._language, actions, self._time).page

    def _show_sign_in(self, scopes: AbstractSet[str] | None) -> None:
        self._at_entrance().fill_in(scopes)
        self.window.show_sign_in()

    def _connect(self) -> None:
        self._engine.store.subscribe(self._bridge.publish_change)
        self._preferences.subscribe(self._on_preferences_changed)
        self._bridge.changed.connect(self._on_changed)
        self._today.saved.connect(self._on_saved)
        self._today.asking.connect(self.window.toasts.wait)
        self._today.refresh_requested.connect(self._traffic.refresh)
        self._today.day_chosen.connect(self._traffic.day_chosen)
        self._today.page_wanted.connect(self._open_attributes_page)
        self.window.send_now_requested.connect(self._traffic.send_now)
        self.window.refresh_requested.connect(self._traffic.refresh)
        self.window.geometry_changed.connect(self._remember)
        self.window.close_requested.connect(self._on_close_requested)
        self.window.quit_requested.connect(self.closed.set)
        if self._engine.setup.demo:
            self.window.mark_as_demo()
            self.window.own_account_wanted.connect(lambda: self._bridge.run(self._demo_start().to_own_account()))

    async def show(self, *, hidden: bool = False) -> None:
        """Shows the window with what the disk has: nothing is waited for but the disk. A `hidden` one is only ready."""
        await self._read_zone()
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
        """Tells in the window, and beside it while it is away."""
        self.window.tell(message)
        if self._background is not None and not (self.window.isVisible() and not self.window.isMinimized()):
            self._background.tell(message)

    def _tell_rescued(self) -> None:
        if (rescue := self._engine.store.rescued) is not None:
            self.window.tell(rescued(self._language, rescue))
        if (refusal := self._engine.store.refusal) is not None:
            self.window.tell(only_to_look(self._language, refusal))

    async def after_first_paint(self) -> None:
        """Returns when the window has been painted once; all that takes time begins after that."""
        await FirstPaint(self.window).happened.wait()
        from exist_desktop.ui.network_state import NetworkWatcher

        reachability = NetworkWatcher(self.window)
        reachability.came_back.connect(self._traffic.network_back)
        reachability.listen()

    def go_on_in_background(self, *, hidden: bool) -> None:
        """Puts the icon into the tray, and reminds from now on."""
        from exist_desktop.app.background import Background
        from exist_desktop.app.desktop.autostart import autostart
        from exist_desktop.app.presenters.memories import TodayMemories

        with contextlib.suppress(OSError):  # it starts as before then
            autostart(self._engine.setup.folder, default_folder()).renew()
        TodayMemories(self._engine, self._today, self._bridge)
        self._bridge.run_in(self.window, preload.load())
        self._bridge.run_in(self.quick, self.quick.make_ready())
        self._background = Background(
            self._engine,
            self.window,
            self._bridge,
            self._language,
            self._days,
            quick_entry=self.quick.open,
            say=self.quick.tell,
            say_in_passing=self.quick.tell_in_passing,
            send_now=self._traffic.send_now,
            saved=self._on_saved,
            end=self.closed.set,
        )
        self._background.start(hidden=hidden)

    def save_typed(self) -> None:
        """Saves what is typed and not saved yet: the session may end soon, and others may still keep it from that."""
        self._today.leave()

    async def connect(self) -> None:
        """Takes the token and lets the worker run."""
        if await self._engine.look_through_daily():
            self._tell_rescued()
        if not self.closed.is_set():
            self._looking = asyncio.current_task()
            await self._look_for_token()
            self._looking = None

    async def _look_for_token(self) -> None:
        former = self._engine.account
        if await self._traffic.begin():
            if self._engine.account == former:
                self.window.show_pages()
            else:
                await self._open_account()
        elif self._engine.account is not None:
            self._traffic.signed_out()

    async def stop(self) -> None:
        """Ends what the pages have begun, sends what waits within reason, and says what remains."""
        if self._looking is not None:
            self._looking.cancel()  # a keyring that says nothing holds nobody up
        self.quick.stop()
        if self._background is not None:
            await self._background.stop()
        if self._welcome is not None:
            await self._welcome.stop()
        if self.to_remove:
            self.window.hide()
            await self._bridge.stop()
            return
        self._today.leave()
        await self._bridge.stop()
        waiting = (await self._engine.views.counts()).waiting
        if waiting and self._engine.link is not None:
            self.window.tell(Message(self._language.say("Sending what waits…"), self._remaining(waiting)))
            await self._traffic.send_at_the_end()
        await self._bridge.stop()
        self.window.hide()

    def _remaining(self, waiting: int) -> str:
        return self._language.ngettext(
            "1 entry is saved on this computer. If it cannot be sent now, the next start sends it.",
            "{n} entries are saved on this computer. What cannot be sent now, the next start sends.",
            waiting,
        )

    def _on_signed_in(self, error: KeyringError | None) -> None:
        self._engine.start()
        self._bridge.run(self._open_account())
        if error is not None:
            self.window.tell_error(error)

    async def _open_account(self) -> None:
        await self._read_zone()
        self._today.go_to_today()
        self.window.open_page("today")
        self._today.go_on()

    def _open_attributes_page(self) -> None:
        from exist_desktop.app.desktop.browser import open_in_browser

        open_in_browser(self._engine.server + ATTRIBUTES_PAGE)

    def _on_changed(self, change: Change) -> None:
        if change.session:
            self._bridge.run(self._read_zone())
        self._traffic.follow(change)

    def _on_saved(self, entries: Sequence[Entry]) -> None:
        self._bridge.run(self._tell_saved(entries))

    async def _tell_saved(self, entries: Sequence[Entry]) -> None:
        tell = self.window.tell_saved if self.window.has_keyboard_focus else self.quick.tell_saved
        await self._taking_back.offer(entries, tell)

    def _quick_actions(self) -> QuickWays:
        return QuickWays(
            window=self.window,
            offer_undo=self._taking_back.offer,
            make=self._make_new,
            sign_in=lambda: show(self.window),
            day_chosen=self._traffic.day_chosen,
            ended=self._on_quick_entry_ended,
        )

    def _make_new(self, name: str, tag: bool) -> None:  # noqa: FBT001 - a signal's argument
        show(self.window)
        self.window.open_page("today")
        self._today.make_new(name, tag=tag)

    def _on_quick_entry_ended(self) -> None:
        """Ends a run that was for quick entry alone, where nothing of it is left to be seen."""
        in_tray = self._background is not None and self._background.in_tray
        if self.for_quick_entry and not self.window.isVisible() and not in_tray:
            self.closed.set()

    def _on_close_requested(self) -> None:
        if self._background is not None:
            self._background.close()
        else:
            self.closed.set()

    async def _read_zone(self) -> None:
        await self._locale.read()
        self._days.look()

    def _remember(self, geometry: bytes) -> None:
        with contextlib.suppress(OSError):  # the window's place is not worth a word
            self._preferences.change(geometry=geometry.hex())

    def _on_preferences_changed(self) -> None:
        former, self._chosen = self._chosen, self._preferences.chosen
        if self._chosen.theme != former.theme:
            self._scheme.choose(self._chosen.theme)
        if self._chosen.units != former.units:
            self._bridge.run(self._read_zone())
        if (self._chosen.mood_steps, self._chosen.add_steps) != (former.mood_steps, former.add_steps):
            self._bridge.publish_change(Change(days=None))
        self._days.look()

    def _on_removed(self) -> None:
        self.to_remove = True
        self.closed.set()
