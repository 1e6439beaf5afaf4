"""What the window asks of the worker: read the token, send now, read now, try again when the network is back."""

from __future__ import annotations

import asyncio
import logging
from datetime import date

from msgspec.structs import replace

from exist_desktop.engine import Engine
from exist_desktop.errors import KeyringError, NotSavedError, RequestError, RequestErrorKind, SignInError
from exist_desktop.store.changes import Change
from exist_desktop.sync.computer_zone import ComputerZone
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.words.language import Language
from exist_desktop.words.status import StatusWords

_log = logging.getLogger(__name__)

QUIT_SECONDS = 3.0
"""How long quitting may spend on sending what waits."""


class SyncControl:
    """The window's requests to the worker."""

    def __init__(self, engine: Engine, bridge: Bridge, window: MainWindow, language: Language) -> None:
        self._engine = engine
        self._bridge = bridge
        self._window = window
        self._language = language
        self._seen = True
        self._day: date | None = None
        self._asked = self._tried = False
        bridge.status_changed.connect(self._on_status_changed)
        window.seen_changed.connect(self._on_seen_changed)

    async def begin(self) -> bool:
        """Reads the token and starts the worker. Returns whether there is a token. Errors are shown."""
        try:
            connected = await self._engine.connect()
        except (KeyringError, NotSavedError, SignInError, RequestError) as error:
            self._window.tell_error(error)
            return False
        if connected:
            self._engine.start()
            self._on_seen_changed(self._seen)
            if self._day is not None:
                self.day_chosen(self._day)
        return connected

    def day_chosen(self, day: date) -> None:
        """Reads a day that the person opened, unless it was read lately."""
        self._day = day
        if self._engine.link is not None:
            self._engine.link.schedule.day_chosen(day)

    def _on_seen_changed(self, seen: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._seen = seen
        if (link := self._engine.link) is None:
            return
        if seen:
            link.schedule.looked_at()
        else:
            link.schedule.looked_away()

    def send_now(self) -> None:
        """Sends what waits, as soon as Exist's rate limit allows."""
        self._bridge.run(self._send())

    async def _send(self) -> None:
        """Sends now. While nobody is signed in, it looks for a token again, or else shows where to sign in."""
        signed_out = self._bridge.status.condition is Condition.SIGNED_OUT
        if signed_out and self._engine.link is None and await self.begin():
            return
        if signed_out:
            self._window.tell_error(RequestError(RequestErrorKind.SIGNED_OUT))
            self._window.open_page("outbox")
        elif not (self._bridge.status.counts.waiting or self._bridge.status.counts.checking):
            self._say(self._words().nothing_to_send(self._bridge.status.counts))
        elif self._engine.link is not None:
            self._ask()
            self._engine.link.schedule.send_now()

    def _ask(self) -> None:
        """Records that the person waits for a result. If Exist has asked for a pause, that is shown at once."""
        self._asked, self._tried = True, False
        if self._bridge.status.condition is Condition.PAUSED:
            self._on_status_changed(self._bridge.status)

    def _on_status_changed(self, status: SyncStatus) -> None:
        """Shows the person who asked for it what failed, and when it is tried again."""
        if not self._asked:
            return
        now = self._engine.clock.wall()
        told = self._words().could_not(status, now)
        over = status.until is not None and status.until <= now  # a status from before: the next try is running
        if told and not over:
            self._asked = False
            self._say(told)
        elif status.condition in (Condition.SENDING, Condition.READING):
            self._tried = True
        elif self._tried and not told:
            self._asked = False

    def _words(self) -> StatusWords:
        return StatusWords(self._language, ComputerZone())

    def _say(self, sentence: str) -> None:
        self._window.toasts.tell_done(sentence)

    async def send_at_the_end(self) -> None:
        """Sends what waits, for a few seconds. Errors do not stop the end: everything is saved."""
        if (link := self._engine.link) is None:
            return
        try:
            async with asyncio.timeout(QUIT_SECONDS):
                await link.schedule.push_out()
        except TimeoutError:
            return
        except Exception:
            _log.exception("What waits could not be sent at the end; the next start sends it")

    def refresh(self) -> None:
        """Reads everything that is shown. If it was read just now, says so and when it can be read again."""
        if self._engine.link is not None:
            self._ask()
            if (wait := self._engine.link.schedule.refresh()) > 0:
                self._say(self._words().just_read(wait))

    def network_back(self) -> None:
        """Retries at once what failed because of the network."""
        if self._engine.link is not None:
            self._engine.link.schedule.network_back()

    def follow(self, change: Change) -> None:
        """Updates the counts after a change of the outbox."""
        if not change.outbox:
            return
        link = self._engine.link
        self._bridge.run(link.worker.say() if link is not None else self._count())

    async def _count(self) -> None:
        """Updates the counts while nobody is signed in."""
        from exist_desktop import account_state

        last = await account_state.last_status(self._engine)
        self._bridge.publish_status(replace(last, condition=Condition.SIGNED_OUT))

    def signed_out(self) -> None:
        """Publishes that nobody is signed in any more."""
        self._bridge.publish_status(replace(self._bridge.status, condition=Condition.SIGNED_OUT))
