"""The pages that are created when they are first opened: Welcome, Outbox, Settings and Help."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from exist_desktop.app.presenters.look_back_pages import LookBackPages
from exist_desktop.app.presenters.quick_entry_presenter import QuickEntryPresenter
from exist_desktop.app.runtime import Runtime
from exist_desktop.app.sync_control import SyncControl
from exist_desktop.errors import KeyringError, NotSavedError
from exist_desktop.files import file_fault
from exist_desktop.ui.pages.lazy_page import LazyPage
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.windows.main_window import HELP

if TYPE_CHECKING:
    from exist_desktop.app.demo.demo_start import DemoStart
    from exist_desktop.app.presenters.arranging.actions import ArrangingActions
    from exist_desktop.app.presenters.ownership.actions import OwnershipActions
    from exist_desktop.app.presenters.welcome_presenter import WelcomePresenter
    from exist_desktop.ui.pages.help.page import HelpPage


class Session(Protocol):
    """What the pages need of the application."""

    quick: QuickEntryPresenter

    async def connect(self) -> None:
        """Reads the token and starts the worker."""

    def on_signed_in(self, error: KeyringError | None) -> None:
        """Handles that an account has signed in. `error` is set if its tokens could not be stored."""

    def end(self) -> None:
        """Ends the program."""

    def remove_and_end(self) -> None:
        """Ends the program and then removes all data."""

    def restart(self) -> None:
        """Ends the program and starts it again."""


class Pages:
    """The window's pages in their order, each with its presenter except Today."""

    def __init__(
        self,
        runtime: Runtime,
        today: TodayPage,
        sync: SyncControl,
        session: Session,
        actions: OwnershipActions,
        arranging: ArrangingActions,
    ) -> None:
        self._runtime = runtime
        self._sync = sync
        self._session = session
        self._made: WelcomePresenter | None = None
        self._help: HelpPage | None = None
        window, say = runtime.window, runtime.language.say
        window.set_welcome(LazyPage(self._make_welcome))
        window.add_page("today", say("Today"), today)
        self._look_back = LookBackPages(runtime, today, actions, arranging)
        window.add_page("outbox", say("Outbox"), LazyPage(self._make_outbox))
        window.add_page("settings", say("Settings"), LazyPage(self._make_settings), at_foot=True)
        window.add_page(HELP, say("Help"), LazyPage(self._make_help), at_foot=True)
        window.history_pause_wanted.connect(self._on_history_pause_wanted)
        if runtime.engine.setup.demo:
            window.mark_as_demo()
            window.own_account_wanted.connect(self._on_own_account_wanted)

    async def stop(self) -> None:
        """Cancels a sign-in that is running."""
        if self._made is not None:
            await self._made.stop()

    def _welcome(self) -> WelcomePresenter:
        from exist_desktop.app.presenters.welcome_presenter import WelcomePresenter

        if self._made is None:
            runtime = self._runtime
            self._made = WelcomePresenter(runtime.engine, runtime.bridge, runtime.language, self._demo_start())
            self._made.signed_in.connect(self._session.on_signed_in)
            self._made.page.left.connect(runtime.window.show_pages)
        return self._made

    def _make_welcome(self) -> QWidget:
        return self._welcome().page

    def _demo_start(self) -> DemoStart:
        from exist_desktop.app.demo.demo_start import DemoStart

        return DemoStart(self._runtime.engine, self._session)

    def _on_own_account_wanted(self) -> None:
        self._runtime.bridge.run(self._demo_start().to_own_account())

    def _make_outbox(self) -> QWidget:
        from exist_desktop.ui.pages.outbox.page import OutboxPage

        runtime, engine = self._runtime, self._runtime.engine
        page = OutboxPage(engine.views, engine.journal, runtime.bridge, runtime.language, runtime.time)
        page.send_now_requested.connect(self._sync.send_now)
        page.sign_in_requested.connect(self._show_sign_in)
        return page

    def _make_settings(self) -> QWidget:
        from exist_desktop.app.presenters.settings_presenter import SettingsPresenter

        runtime = self._runtime
        key = self._session.quick.key
        settings = SettingsPresenter(runtime.engine, runtime.bridge, runtime.language, runtime.time, key)
        settings.sign_in_wanted.connect(self._show_sign_in)
        settings.told.connect(runtime.window.tell)
        settings.signed_out.connect(self._sync.signed_out)
        settings.token_wanted.connect(self._on_token_wanted)
        settings.removed.connect(self._session.remove_and_end)
        settings.restart_wanted.connect(self._session.restart)
        return settings.page

    def _make_help(self) -> QWidget:
        from exist_desktop.app.help.facts import Facts
        from exist_desktop.ui.pages.help.page import HelpPage

        runtime = self._runtime
        facts = Facts(runtime.engine.setup.folder, runtime.language.translations)
        self._help = HelpPage(runtime.language, runtime.bridge, facts)
        return self._help

    def open_news(self) -> None:
        """Opens Help at what is new."""
        self._runtime.window.open_page(HELP)
        if self._help is not None:
            self._help.show_news()

    def _on_history_pause_wanted(self, pause: bool) -> None:  # noqa: FBT001 - the shape of the signal
        engine = self._runtime.engine
        try:
            engine.history.pause() if pause else engine.history.resume()
        except OSError as error:
            self._runtime.bridge.error_raised.emit(NotSavedError(file_fault(error), str(engine.setup.folder)))

    def _on_token_wanted(self) -> None:
        self._runtime.bridge.run(self._session.connect())

    def _show_sign_in(self, scopes: AbstractSet[str] | None = None) -> None:
        """Shows Welcome with these permissions checked, or with the default ones."""
        self._welcome().fill_in(scopes)
        self._runtime.window.show_sign_in()
