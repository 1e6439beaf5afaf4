"""Settings: the choices, the account, and the data on this computer. Every choice takes effect at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.domain.attributes import MOOD
from exist_desktop.domain.history.progress import HistoryProgress, HistoryState
from exist_desktop.domain.value_types import ValueType
from exist_desktop.errors import NotSavedError
from exist_desktop.files import file_fault
from exist_desktop.settings import AS_THE_SYSTEM, Preferences
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.store.reading.views import Views
from exist_desktop.sync.status import SyncStatus
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import WallTime
from exist_desktop.ui.global_key.binding import Binding
from exist_desktop.ui.global_key.global_key import GlobalKey
from exist_desktop.ui.pages.settings.about import AboutSection, FoldersSection, ProgramFacts
from exist_desktop.ui.pages.settings.account import AccountSection
from exist_desktop.ui.pages.settings.add_steps import StepsSection
from exist_desktop.ui.pages.settings.choices import DaySection, LookSection, SyncSection, UnitsSection
from exist_desktop.ui.pages.settings.connection import ConnectionSection, ServerCheck
from exist_desktop.ui.pages.settings.history import HistorySection
from exist_desktop.ui.pages.settings.language import LanguageSection
from exist_desktop.ui.pages.settings.quick_key import QuickKeySection
from exist_desktop.ui.pages.settings.reminders import RemindersSection
from exist_desktop.ui.pages.settings.startup import LoginStart, StartupSection
from exist_desktop.ui.pages.settings.your_data.card import YourDataSection
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language
from exist_desktop.words.pages.settings import AccountState

WIDEST = 720


HISTORY_SETTINGS = ("history", "history_paused", "read_every")
"""Settings that change how far the copy of the history comes."""


class SettingsSource(ServerCheck, ProgramFacts, Protocol):
    """What the page needs from the program."""

    async def account_state(self) -> AccountState:
        """Returns who is signed in and what the token allows."""

    async def unsent(self) -> int:
        """Returns how many entries of all accounts are not in Exist yet."""

    async def filled_here(self) -> Sequence[AttributeRow]:
        """Returns the attributes that can be given back before somebody leaves."""

    async def history_progress(self) -> HistoryProgress:
        """Returns the progress of the copy of the history."""


class PageContext(Struct, frozen=True):
    """What the page needs from the rest of the program.

    `server` is the one in use in this run; `login` switches starting at login. `key` gets the key for quick entry;
    where none is given, a person can bind one by `binding`. `spoken` is the choice of a language with which the window
    has started.
    """

    server: str
    folder: Path
    log: Path
    version: str
    source: SettingsSource
    login: LoginStart
    key: GlobalKey
    binding: Binding
    spoken: str = AS_THE_SYSTEM


class SettingsPage(PageScroll):
    """Shows the settings in force and saves the choices; actions on the account are only emitted.

    Signals:
        sign_in_wanted(): show Welcome, with the known fields filled in.
        signed_out(bool, bool): sign out; whether waiting entries are discarded, and what is filled from here is given
            back.
        removed(bool, bool): remove everything; whether tokens that the keyring does not delete may stay, and the same.
        secret_given(str): a new secret of the client.
        history_removed(): remove the history from this computer.
        opened(Path): show that folder or file.
        restart_wanted(): end the program and start it again.
        built(): the cards are there, `data` among them.
    """

    sign_in_wanted = Signal()
    signed_out = Signal(bool, bool)
    removed = Signal(bool, bool)
    secret_given = Signal(str)
    history_removed = Signal()
    opened = Signal(object)
    restart_wanted = Signal()
    built = Signal()

    def __init__(
        self,
        preferences: Preferences,
        views: Views,
        bridge: Bridge,
        language: Language,
        surroundings: PageContext,
        time: WallTime,
        *,
        parent: QWidget | None = None,
    ) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self.keep_reading_order()
        self._preferences = preferences
        self._views = views
        self._bridge = bridge
        self._around = surroundings
        self._time = time
        self._language = language
        self._built = False
        self._fresh = Refresher(self, self._read, bridge, self)
        self._line = QHBoxLayout(content)
        unsubscribe = preferences.subscribe(self._show_settings)
        self.destroyed.connect(unsubscribe)
        bridge.changed.connect(self._on_changed)
        bridge.status_changed.connect(self._on_status_changed)

    def _build(self) -> None:
        """Builds the cards when the page is first shown, so that the start of the program does not wait for them."""
        language, surroundings = self._language, self._around
        self.look, self.day = LookSection(language), DaySection(language)
        self.language = LanguageSection(language, surroundings.spoken)
        self.units, self.steps = UnitsSection(language), StepsSection(language)
        self.reminders, self.startup = RemindersSection(language), StartupSection(language, surroundings.login)
        self.quick_key = QuickKeySection(language, self._bridge, surroundings.key, surroundings.binding)
        self.sync, self.history = SyncSection(language), HistorySection(language)
        self.connection = ConnectionSection(language, surroundings.server, surroundings.source)
        self.data = YourDataSection(language, "exist")
        self.account = AccountSection(language)
        self.folders = FoldersSection(language, surroundings.folder, surroundings.log)
        self.about = AboutSection(language, surroundings.version, surroundings.source)
        about_people = (self.look, self.language, self.day, self.reminders, self.startup, self.quick_key)
        self._choices = (*about_people, self.units, self.steps, self.sync, self.history, self.connection)
        self._built = True
        self._lay_out(Heading(language.say("Settings"), points=6, bold=True, lines=1))
        self._connect()
        self.built.emit()
        self._show_settings()

    def _lay_out(self, heading: TextBlock) -> None:
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        parts = (heading, *self._choices, self.data, self.account, self.folders, self.about)
        column_of(column, *parts, gap=14).addStretch(1)
        self._line.addStretch(1)
        self._line.addWidget(column, 1000)
        self._line.addStretch(1)

    def _connect(self) -> None:
        for section in self._choices:
            section.chosen.connect(self._on_chosen)
        self.connection.secret_given.connect(self.secret_given)
        self.language.restart_wanted.connect(self.restart_wanted)
        self.history.history_removed.connect(self.history_removed)
        self.folders.opened.connect(self.opened)
        self.account.sign_in_wanted.connect(self.sign_in_wanted)
        self.account.signed_out.connect(self.signed_out)
        self.account.removed.connect(self.removed)
        self.account.sign_out_wanted.connect(self._on_sign_out_wanted)
        self.account.removal_wanted.connect(self._on_removal_wanted)

    def _on_chosen(self, setting: str, value: object) -> None:
        if getattr(self._preferences.chosen, setting) == value:
            return
        try:
            self._preferences.change(**{setting: value})
        except OSError as error:
            self._bridge.error_raised.emit(NotSavedError(file_fault(error), str(self._around.folder)))
        if setting in HISTORY_SETTINGS:
            self._fresh.changed()

    def _show_settings(self) -> None:
        for section in self._choices if self._built else ():
            section.show_settings(self._preferences.chosen)

    def _on_sign_out_wanted(self) -> None:
        self._bridge.run_in(self, self._ask_to_sign_out())

    def _on_removal_wanted(self) -> None:
        self._bridge.run_in(self, self._ask_to_remove())

    async def _ask_to_sign_out(self) -> None:
        filled = await self._around.source.filled_here()
        self.account.ask_to_sign_out((await self._views.counts()).open, filled)

    async def _ask_to_remove(self) -> None:
        filled = await self._around.source.filled_here()
        self.account.ask_to_remove(await self._around.source.unsent(), filled)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads the account and its attributes, since the token may have changed."""
        super().showEvent(event)
        if not self._built:
            self._build()
        self.startup.look()
        self._fresh.changed()

    def _on_changed(self, change: Change) -> None:
        if change.catalogue or change.session or change.history:
            self._fresh.changed()

    def _on_status_changed(self, status: SyncStatus) -> None:
        if self._built and status.history.state is not HistoryState.NOT_BEGUN:
            self._show_progress(status.history)

    def _show_progress(self, progress: HistoryProgress) -> None:
        self.history.show_progress(progress, self._time.now(), self._time.computer_zone())

    async def _read(self) -> None:
        """Reads and shows what is not in the settings file."""
        attributes, _ = await self._views.catalogue()
        profile = await self._views.profile()
        standing = await self._around.source.account_state()
        mood = attributes.get(MOOD)
        self.day.show_mood(nine=mood is not None and mood.value_type is ValueType.SCALE)
        self.steps.show_attributes(attributes.values())
        self.reminders.show_attributes(attributes.values())
        if profile is not None:
            self.units.show_profile(profile.imperial)
        self.account.show_standing(standing, self._time.now(), self._time.computer_zone())
        self.connection.secret.show_kept(kept=standing.renews)
        self._show_progress(await self._around.source.history_progress())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme.margin(self.width())
        self._line.setContentsMargins(side, 20, side, 20)
