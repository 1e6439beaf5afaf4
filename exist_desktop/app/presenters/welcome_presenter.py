"""Connects the Welcome page to the engine, which signs in."""

from __future__ import annotations

import contextlib
from collections.abc import Coroutine, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from PySide6.QtCore import QObject, Signal

from exist_desktop.api.oauth.sign_in import SignedIn, SignIn
from exist_desktop.app.demo.demo_start import DemoStart
from exist_desktop.app.desktop.browser import open_in_browser
from exist_desktop.engine import Engine
from exist_desktop.errors import AppError, SignInError, SignInErrorKind
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.pages.welcome.page import WelcomePage
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import Language
from exist_desktop.words.pages.sign_in import BrowserPageWords, SignInWords
from exist_desktop.words.visible import visible


class WelcomePresenter(QObject):
    """Fills in the `page` of Welcome with what was used before, and signs in.

    Signals:
        signed_in(KeyringError | None): an account has signed in; the error if its tokens could not be stored.
    """

    signed_in = Signal(object)

    def __init__(self, engine: Engine, bridge: Bridge, language: Language, demo: DemoStart) -> None:
        self.page = page = WelcomePage(language, SignInWords(language).permissions())
        super().__init__(page)
        self._engine = engine
        self._bridge = bridge
        self._language = language
        self._flow: SignIn | None = None
        self._found: SignedIn | None = None
        self._client: dict[str, str] = {}
        """The client of a sign-in through the browser; it is kept once the sign-in has come to its end."""
        self.fill_in(None)
        page.sign_in_requested.connect(self._on_sign_in_requested)
        page.token_given.connect(self._on_token_given)
        page.demo_requested.connect(lambda: self._run(self._open_demo(demo)))
        page.address_pasted.connect(self._on_address_pasted)
        page.identity_confirmed.connect(self._on_identity_confirmed)
        page.cancelled.connect(self._on_cancelled)
        page.browser_wanted.connect(open_in_browser)

    def fill_in(self, scopes: AbstractSet[str] | None) -> None:
        """Fills in what was used before, and the permissions `scopes` if they are known."""
        chosen = self._engine.preferences.chosen
        self.page.fill_in(chosen.client_id, chosen.redirect_address, scopes)
        if (account := self._engine.account) is not None:
            self.page.welcome_again(account.username, self._bridge.status.counts.open)
        else:
            self.page.welcome()

    async def stop(self) -> None:
        """Cancels a sign-in that is running."""
        if self._flow is not None:
            await self._flow.stop()

    def _on_sign_in_requested(self, client_id: str, secret: str, redirect: str, scopes: Sequence[str]) -> None:
        self._client = {"client_id": client_id, "redirect_address": redirect}
        self._run(self._sign_in(client_id, secret, redirect, scopes))

    async def _sign_in(self, client_id: str, client_secret: str, redirect: str, scopes: Sequence[str]) -> None:
        self.page.show_busy(self._language.say("Opening your browser…"))
        flow = self._engine.begin_sign_in(client_id, client_secret, redirect, scopes, BrowserPageWords(self._language))
        self._flow = flow
        try:
            address = await flow.start()
            self.page.show_waiting(address)
            open_in_browser(address)
            self._ask(await flow.finish())
        finally:
            await flow.stop()
            self._flow = None

    async def _open_demo(self, demo: DemoStart) -> None:
        self.page.show_busy(self._language.say("Starting the demo…"))
        await demo.to_demo()
        self.page.show_form()

    def _on_token_given(self, token: str) -> None:
        self._client = {}
        self._run(self._try_token(token))

    async def _try_token(self, token: str) -> None:
        self.page.show_busy(self._language.say("Asking Exist whose token it is…"))
        self._ask(await self._engine.try_token(token))

    def _ask(self, found: SignedIn) -> None:
        self._found = found
        self.page.show_question(visible(found.profile.username))

    def _on_identity_confirmed(self, is_me: bool) -> None:  # noqa: FBT001 - the shape of the signal
        found, self._found = self._found, None
        if found is None:
            return
        if not is_me:
            self.page.forget_token()
            self._show(SignInError(SignInErrorKind.NOT_ME))
            return
        self._run(self._adopt(found))

    async def _adopt(self, found: SignedIn) -> None:
        self.page.show_busy(self._language.say("Keeping the sign-in safe…"))
        error = await self._engine.adopt(found)
        with contextlib.suppress(OSError):  # it is typed again next time then
            self._engine.preferences.change(**self._client)
        self.page.forget_token()
        self.page.show_form()
        self.signed_in.emit(error)

    def _on_address_pasted(self, address: str) -> None:
        if self._flow is None:
            return
        try:
            self._flow.paste(address)
        except AppError as error:
            self.page.show_error(ErrorMessages(self._language).message(error))

    def _on_cancelled(self) -> None:
        self._run(self.stop())

    def _run(self, act: Coroutine[Any, Any, None]) -> None:
        self._bridge.run(self._told(act))

    async def _told(self, act: Coroutine[Any, Any, None]) -> None:
        """Runs an action and shows its expected errors on the page."""
        try:
            await act
        except AppError as error:
            self._show(error)
        except Exception:
            self.page.show_form()  # a bug, which is reported elsewhere; the page must not wait any longer
            raise

    def _show(self, error: AppError) -> None:
        self.page.show_form()
        if not (isinstance(error, SignInError) and error.kind is SignInErrorKind.CANCELLED):
            self.page.show_error(ErrorMessages(self._language).message(error))
