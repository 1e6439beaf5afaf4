"""Connects the Settings page to the engine: account, history and removal of data."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from shiboken6 import isValid

from exist_desktop.api.http.server_address import ServerAddressError, check_server
from exist_desktop.app import about
from exist_desktop.app.desktop.autostart import autostart
from exist_desktop.app.desktop.command import quick_command
from exist_desktop.app.desktop.log import FILE as LOG
from exist_desktop.domain.history.progress import HistoryProgress
from exist_desktop.engine import Engine, Unsent
from exist_desktop.errors import KeyringError, NotSavedError
from exist_desktop.files import file_fault
from exist_desktop.ownership.giving_back import give_back_all
from exist_desktop.settings import default_folder
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import WallTime
from exist_desktop.ui.global_key.binding import binding, desktop_of
from exist_desktop.ui.global_key.global_key import GlobalKey
from exist_desktop.ui.global_key.shortcut import shortcut_of
from exist_desktop.ui.pages.settings.about import UsedLibrary
from exist_desktop.ui.pages.settings.page import PageContext, SettingsPage
from exist_desktop.words.error_messages import ErrorMessages, Message
from exist_desktop.words.language import Language
from exist_desktop.words.pages.settings import AccountState, SettingsWords
from exist_desktop.words.pages.sign_out import not_discarded, still_filled, waiting


class EngineSource:
    """Gives the page what it asks for."""

    def __init__(self, engine: Engine, language: Language) -> None:
        self._engine = engine
        self._words = SettingsWords(language)

    def check_server(self, typed: str) -> tuple[str, str]:
        """Returns the normalised address and `""`, or `""` and what is wrong with it."""
        try:
            return check_server(typed), ""
        except ServerAddressError as problem:
            return "", self._words.wrong_server(problem.kind.name, problem.typed)

    async def account_state(self) -> AccountState:
        """Returns who is signed in and what the token allows."""
        return await standing(self._engine)

    async def unsent(self) -> int:
        """Returns how many entries of all accounts are not in Exist yet."""
        return await self._engine.unsent()

    async def filled_here(self) -> Sequence[AttributeRow]:
        """Returns the attributes that can be given back before somebody leaves; none while nobody is signed in."""
        if self._engine.link is None:
            return ()
        return [row for row in await self._engine.owners.attributes() if row.ours]

    async def history_progress(self) -> HistoryProgress:
        """Returns how far the copy of the history is."""
        return await self._engine.history.progress()

    def used_libraries(self) -> Sequence[UsedLibrary]:
        """Returns the libraries that the program uses."""
        return about.used()


def page_context(engine: Engine, language: Language, key: GlobalKey) -> PageContext:
    """Returns what the page needs of the program."""
    folder = engine.setup.folder
    desktop = desktop_of(sys.platform, os.environ)
    return PageContext(
        server=engine.server,
        folder=folder,
        log=folder / LOG,
        version=about.version(),
        source=EngineSource(engine, language),
        login=autostart(folder, default_folder()),
        key=key,
        binding=binding(desktop, quick_command(engine.setup), shortcut_of(engine.preferences.chosen.quick_key)),
        spoken=engine.preferences.chosen.language,  # which only the page itself changes
    )


async def standing(engine: Engine) -> AccountState:
    """Returns who is signed in and what the token allows."""
    account = engine.account
    if account is None:
        return AccountState()
    if engine.link is None:
        return AccountState(account.username, account.server)
    tokens = engine.link.session.tokens
    return AccountState(
        account.username,
        account.server,
        signed_in=True,
        since=await engine.signed_in_since(),
        expires_at=tokens.expires_at,
        renews=tokens.refresh is not None,
        read_only=tokens.read_only,
        scopes=tokens.scopes,
    )


class SettingsPresenter(QObject):
    """Does what the `page` of Settings asks for.

    Signals:
        sign_in_wanted(set[str] | None): open Welcome with these permissions checked, None for the default ones.
        told(Message): a message to be shown in the window.
        signed_out(): nobody is signed in any more.
        token_wanted(): the token must be read again.
        removed(): all data is to be removed after the end.
        restart_wanted(): the program is to end and to start again.
    """

    sign_in_wanted = Signal(object)
    told = Signal(object)
    signed_out = Signal()
    token_wanted = Signal()
    removed = Signal()
    restart_wanted = Signal()

    def __init__(self, engine: Engine, bridge: Bridge, language: Language, time: WallTime, key: GlobalKey) -> None:
        context = page_context(engine, language, key)
        self.page = page = SettingsPage(engine.preferences, engine.views, bridge, language, context, time)
        super().__init__(page)
        self._engine = engine
        self._bridge = bridge
        self._language = language
        self._time = time
        page.sign_in_wanted.connect(self._on_sign_in_wanted)
        page.signed_out.connect(self._on_signed_out)
        page.removed.connect(self._on_removed)
        page.secret_given.connect(lambda secret: bridge.run(self._replace_secret(secret)))
        page.history_removed.connect(self._on_history_removed)
        page.restart_wanted.connect(self.restart_wanted)
        page.opened.connect(self._on_opened)
        page.built.connect(self._on_built)

    def _on_built(self) -> None:
        from exist_desktop.app.presenters.transfer.your_data import YourData

        self._data = YourData(self.page.data, self._engine, self._bridge, self._language, self._time)
        self._data.token_wanted.connect(self.token_wanted)

    def _on_sign_in_wanted(self) -> None:
        self.sign_in_wanted.emit(self._engine.link.session.tokens.scopes if self._engine.link else None)

    def _on_signed_out(self, discard: bool, give_back: bool) -> None:  # noqa: FBT001 - the shape of the signal
        unsent = Unsent.DISCARDED if discard else Unsent.KEPT
        self._bridge.run(self._sign_out(unsent, give_back=give_back))

    def _on_removed(self, despite: bool, give_back: bool) -> None:  # noqa: FBT001 - the shape of the signal
        self._bridge.run(self._forget(despite=despite, give_back=give_back))

    async def _sign_out(self, unsent: Unsent, *, give_back: bool) -> None:
        still = await self._give_back() if give_back else ()
        try:
            left = await self._engine.sign_out(unsent)
        except (KeyringError, NotSavedError):
            self.token_wanted.emit()  # nothing was changed
            raise
        self.signed_out.emit()
        say = self._language.say
        rest = waiting(self._language, left) if unsent is Unsent.KEPT else not_discarded(self._language, left)
        filled = still_filled(self._language, still) if still else ""
        sentence = self._language.sentences(say("Your days can be seen and filled all the same."), rest, filled)
        self.told.emit(Message(say("Signed out"), sentence))

    async def _give_back(self) -> Sequence[str]:
        """Gives back what is filled from here. Returns the labels of what could not be."""
        self.page.account.tell_giving_back(under_way=True)
        try:
            return await give_back_all(self._engine)
        finally:
            if isValid(self):
                self.page.account.tell_giving_back(under_way=False)

    def _on_history_removed(self) -> None:
        self._bridge.run(self._remove_history())

    async def _remove_history(self) -> None:
        try:
            await self._engine.history.remove()
        except OSError as error:
            raise NotSavedError(file_fault(error), str(self._engine.setup.folder)) from error
        say = self._language.say
        self.told.emit(Message(say("The history left this computer"), say("Everything stays in Exist.")))

    async def _forget(self, *, despite: bool, give_back: bool) -> None:
        if give_back and (still := await self._give_back()):
            self.page.account.ask_without_giving_back(still)
            return
        try:
            await self._engine.forget_tokens()
        except KeyringError as error:
            if not despite:
                self.page.account.ask_despite(ErrorMessages(self._language).message(error))
                self.token_wanted.emit()
                return
        self.removed.emit()

    async def _replace_secret(self, secret: str) -> None:
        await self._engine.replace_client_secret(secret)
        say = self._language.say
        self.told.emit(Message(say("The new client secret is kept"), say("Tokens are renewed with it from now on.")))

    def _on_opened(self, path: Path) -> None:
        shown = path if path.exists() else path.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown))):
            say = self._language.say
            self.told.emit(Message(say("It cannot be shown from here"), say("It lies at {path}.", path=shown)))
