"""The window's side of a run: pages over one engine, and what they ask for."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

from exist_desktop.acts.show import last_status
from exist_desktop.app.demo import Demo
from exist_desktop.app.entrance import Entrance, open_in_browser
from exist_desktop.app.first_paint import FirstPaint
from exist_desktop.app.office import Doors, Office, surroundings
from exist_desktop.app.scheme import SchemeFollower
from exist_desktop.app.wishes import Wishes
from exist_desktop.domain.account import Imperial
from exist_desktop.domain.day import Zone, ZoneSource, choose_zone
from exist_desktop.domain.outbox import Entry
from exist_desktop.domain.units import METRIC, choose
from exist_desktop.engine import Engine
from exist_desktop.errors import KeyringTrouble, SignInTrouble, WireFailure
from exist_desktop.journal import computer_zone
from exist_desktop.store.changes import Change
from exist_desktop.sync.status import Condition
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.main_window import MainWindow
from exist_desktop.ui.pages.outbox import OutboxPage
from exist_desktop.ui.pages.settings import SettingsPage
from exist_desktop.ui.pages.today import TodayPage
from exist_desktop.ui.pages.today_clock import DayClock
from exist_desktop.ui.pages.welcome import WelcomePage
from exist_desktop.ui.reachability import Reachability
from exist_desktop.words import Language, Values
from exist_desktop.words.sign_in import SignInWords
from exist_desktop.words.troubles import Message

QUIT_SECONDS = 3.0
"""How long quitting may spend on sending what waits."""
ATTRIBUTES_PAGE = "/account/attributes/"
"""Exist's own page, where people see and change who fills what."""


class Desk:
    """The window with its pages, and the engine below them.

    `closed` is set when the person wants to end; `to_remove` is whether everything here is to be removed after that.
    """

    def __init__(self, app: QApplication, engine: Engine, bridge: Bridge, language: Language) -> None:
        self.closed = asyncio.Event()
        self.to_remove = False
        self._engine = engine
        self._bridge = bridge
        self._units = METRIC
        self._language = language = replace(language, units=lambda: self._units)
        self._preferences = engine.preferences
        self._zone = Zone(computer_zone(), "", ZoneSource.COMPUTER)
        self._chosen = self._preferences.chosen
        self._scheme = SchemeFollower(app, self._chosen.theme)
        wall = engine.clock.wall
        self.window = MainWindow(
            bridge,
            language,
            clock=wall,
            zone=lambda: self._zone.info,
            geometry=bytes.fromhex(self._preferences.chosen.geometry),
            remember=self._remember,
        )
        self._days = DayClock(
            wall, lambda: self._zone, computer_zone, lambda: self._preferences.chosen.day_ends_at, self.window
        )
        self._today = TodayPage(
            engine.views,
            engine.journal,
            bridge,
            language,
            self._days,
            mood_steps=self._preferences.mood_steps,
            step_of=self._preferences.add_step,
        )
        self._outbox = OutboxPage(
            engine.views, engine.journal, bridge, language, clock=wall, zone=lambda: self._zone.info
        )
        self._choices = SettingsPage(
            self._preferences,
            engine.views,
            bridge,
            language,
            surroundings(engine, language),
            clock=wall,
            zone=lambda: self._zone.info,
        )
        self._welcome = WelcomePage(language, SignInWords(language).permissions())
        self._entrance = Entrance(engine, self._welcome, bridge, language, self._on_signed_in, self._on_demo_requested)
        self._office = Office(engine, self._choices, self._welcome, bridge, language, self._doors())
        self._reachability = Reachability(self.window)
        self.wishes = Wishes(engine, self.window, lambda: self.connect(None))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        say = self._language.say
        self.window.set_welcome(self._welcome)
        self.window.add_page("today", say("Today"), self._today)
        self.window.add_page("outbox", say("Outbox"), self._outbox)
        self.window.add_page("settings", say("Settings"), self._choices, at_foot=True)

    def _doors(self) -> Doors:
        return Doors(
            show_sign_in=self.window.show_sign_in,
            tell=self.window.tell,
            signed_out=self._on_signed_out,
            connect_again=lambda: self._bridge.run(self.connect(None)),
            removed=self._on_removed,
        )

    def _connect(self) -> None:
        self._engine.store.subscribe(self._bridge.publish_change)
        self._preferences.subscribe(self._on_preferences_changed)
        self._bridge.changed.connect(self._on_changed)
        self._today.saved.connect(self._on_saved)
        self._today.refresh_requested.connect(self._refresh)
        self._today.page_wanted.connect(lambda: open_in_browser(self._engine.wire.server + ATTRIBUTES_PAGE))
        self._outbox.send_now_requested.connect(self._send_now)
        self._outbox.sign_in_requested.connect(self.window.show_sign_in)
        self.window.send_now_requested.connect(self._send_now)
        self.window.refresh_requested.connect(self._refresh)
        self.window.close_requested.connect(self.closed.set)
        self._reachability.came_back.connect(self._on_network_back)

    async def show(self) -> None:
        """Shows the window with what the disk has: nothing is waited for but the disk."""
        await self._read_zone()
        if self._engine.account is None:
            self.window.show_welcome()
        else:
            self._today.go_to_today()
            await self._today.load()
            self.window.show_pages()
        self.window.show()
        if (rescued := self._engine.store.rescued) is not None:
            sentence = self._language.say(
                "It is kept in {folder}. Entries brought back: {n}; those that may be counted already need you.",
                folder=rescued.moved_to,
                n=rescued.waiting + rescued.doubtful,
            )
            self.window.tell(Message(self._language.say("The database was damaged"), sentence))

    async def after_first_paint(self) -> None:
        """Returns when the window has been painted once; all that takes time begins after that."""
        await FirstPaint(self.window).happened.wait()
        self._reachability.listen()

    async def connect(self, demo: Demo | None) -> None:
        """Takes the token and lets the worker run; in the demo the sign-in begins by itself."""
        if await self._take_token():
            self._engine.start()
            self.window.show_pages()
        elif demo is not None:
            permissions = SignInWords(self._language).permissions()
            scopes = [scope for permission in permissions if permission.asked for scope in permission.scopes]
            self.window.show_welcome()
            self._entrance.sign_in(demo.client_id, demo.client_secret, demo.redirect_address, scopes)
        elif self._engine.account is not None:
            self._bridge.publish_status(replace(self._bridge.status, condition=Condition.SIGNED_OUT))

    async def _take_token(self) -> bool:
        try:
            return await self._engine.connect()
        except (KeyringTrouble, SignInTrouble, WireFailure) as trouble:
            self.window.tell_trouble(trouble)
            return False

    async def stop(self) -> None:
        """Ends what the pages have begun, sends what waits within reason, and says what remains."""
        await self._entrance.stop()
        if self.to_remove:
            self.window.hide()
            await self._bridge.stop()
            return
        self._today.leave()
        await self._bridge.stop()
        waiting = (await self._engine.views.tally()).waiting
        if waiting and self._engine.link is not None:
            self.window.tell(Message(self._language.say("Sending what waits…"), self._remaining(waiting)))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(QUIT_SECONDS):
                    await self._engine.link.schedule.push_out()
        await self._bridge.stop()
        self.window.hide()

    def _remaining(self, waiting: int) -> str:
        return self._language.count(
            waiting,
            "1 entry is saved on this computer. If it cannot be sent now, the next start sends it.",
            "{n} entries are saved on this computer. What cannot be sent now, the next start sends.",
        )

    def _on_signed_in(self, trouble: KeyringTrouble | None) -> None:
        self._engine.start()
        self._bridge.run(self._open_account())
        if trouble is not None:
            self.window.tell_trouble(trouble)

    async def _open_account(self) -> None:
        await self._read_zone()
        self._today.go_to_today()
        self.window.open_page("today")

    def _on_demo_requested(self) -> None:
        QProcess.startDetached(sys.executable, ["-m", "exist_desktop", "--demo"])

    def _on_changed(self, change: Change) -> None:
        if change.session:
            self._bridge.run(self._read_zone())
        if change.outbox and self._engine.link is not None:
            self._bridge.run(self._engine.link.worker.say())
        elif change.outbox:
            self._bridge.run(self._count())

    async def _count(self) -> None:
        """Keeps the counts right while nobody is signed in."""
        stands = await last_status(self._engine)
        self._bridge.publish_status(replace(stands, condition=Condition.SIGNED_OUT))

    def _on_saved(self, entries: Sequence[Entry]) -> None:
        self._bridge.run(self._tell_saved(entries))

    async def _tell_saved(self, entries: Sequence[Entry]) -> None:
        lines = [line for line in await self._engine.views.outbox() if line.entry in entries]
        values = Values(self._language)
        said = " · ".join(f"{line.attribute.label} {values.amount(line.attribute, line.entry)}" for line in lines[::-1])
        sentence = self._language.say("{what}. Saved on this computer", what=said)
        self.window.tell_saved(sentence, lambda: self._undo(entries))

    def _undo(self, entries: Sequence[Entry]) -> None:
        for entry in reversed(entries):
            self._bridge.run(self._engine.journal.undo(entry.id))

    def _send_now(self) -> None:
        if self._engine.link is not None:
            self._engine.link.schedule.send_now()

    def _refresh(self) -> None:
        if self._engine.link is not None:
            self._engine.link.schedule.refresh()

    def _on_network_back(self) -> None:
        if self._engine.link is not None:
            self._engine.link.schedule.network_back()

    async def _read_zone(self) -> None:
        """The account's zone; where it is not known yet, the computer's own."""
        profile = await self._engine.views.profile()
        own = computer_zone()
        self._zone = choose_zone(profile.timezone, profile.local_time, own) if profile else self._zone
        self._days.look()
        self._show_units(profile.imperial if profile else Imperial())

    def _show_units(self, imperial: Imperial) -> None:
        """Shows values in the units that the profile asks for, or the person has chosen otherwise."""
        units = choose(imperial, self._preferences.chosen.units)
        if units != self._units:
            self._units = units
            self._bridge.publish_change(Change(days=None, outbox=True))

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

    def _on_signed_out(self) -> None:
        self._bridge.publish_status(replace(self._bridge.status, condition=Condition.SIGNED_OUT))

    def _on_removed(self) -> None:
        self.to_remove = True
        self.closed.set()
