"""Runs one act in this process: opens the data folder, prints the outcome, and then sends what waits.

A running window of the same folder is notified of changes before anything is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any

from exist_desktop.cli.acts.act import (
    LATER,
    Act,
    ActRequest,
    AnswerFormat,
    Changed,
    Exit,
    Outcome,
    log_failed_after_commit,
)
from exist_desktop.cli.acts.context import perform, send_afterwards
from exist_desktop.cli.console import Console
from exist_desktop.cli.interrupts import call_off
from exist_desktop.cli.printed import refused
from exist_desktop.engine import Engine
from exist_desktop.errors import AppError, DiskErrorKind, NotSavedError, UpgradeError
from exist_desktop.export.unfinished import clear_away
from exist_desktop.front.hand_over import draw_name
from exist_desktop.ipc.client import tell
from exist_desktop.ipc.protocol import Request
from exist_desktop.settings import Setup
from exist_desktop.sync.computer_zone import ComputerZone
from exist_desktop.sync.status import SyncStatus, Unobserved
from exist_desktop.words.language import Language

UNANSWERED_SECONDS = 30.0
"""How long a window that has a call may wait until it can save: five calls at once, each as long as SQLite waits."""
INTERRUPTED = 130
"""The exit code after Ctrl+C, as in shells."""


def run(setup: Setup, act: Act[Any], answers: AnswerFormat, language: Language, *, name: str = "") -> int:
    """Runs an act and returns the exit code. Exceptions that are bugs are not caught.

    `name` is that of a call that a running window has not answered and may still do: what it saves under that name is
    not saved again, and called saved.
    """
    running = _Running(setup, act, answers, language, name)
    try:
        with call_off():
            return asyncio.run(running.run())
    except Exception as error:
        if running.committed is None:
            return running.refuse(error)
        log_failed_after_commit(error)
        running.console.tell(language.say_marked(LATER))
    except KeyboardInterrupt:
        if running.committed is None:
            return INTERRUPTED
    return running.committed


class _ClockWarning(Unobserved):
    """Warns once that this computer's clock is wrong: the days of entries depend on it."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console = console
        self._language = language
        self._told = False

    def publish_status(self, status: SyncStatus) -> None:
        """Looks at the clock."""
        if status.clock_ahead is not None and not self._told:
            self._told = True
            from exist_desktop.words.clock import wrong_clock

            self._console.tell_message(wrong_clock(self._language, status.clock_ahead))


class _Running:
    """A running act. `committed` is the exit code once the act has committed, whatever fails after it."""

    def __init__(self, setup: Setup, act: Act[Any], answers: AnswerFormat, language: Language, name: str) -> None:
        self.console = Console(language, answers)
        self.committed: Exit | None = None
        self._setup = setup
        self._act = act
        self._language = language
        self._latest = time.monotonic() + (UNANSWERED_SECONDS if name and act.enters else 0)
        name = name or draw_name()
        self._request = ActRequest(act.arguments, answers, language, ComputerZone(), setup.folder, self.console, name)

    async def run(self) -> Exit:
        async with self._opened() as engine:
            outcome = await self._performed(engine)
            if outcome.changed is not Changed.NOTHING:
                self.committed = outcome.code
            code = self.console.show(outcome)
            self._tell_window(outcome.changed)
            if outcome.sends:
                await send_afterwards(engine)
                self._tell_window(outcome.changed)
        return code

    async def _performed(self, engine: Engine) -> Outcome:
        """Does the act; again while others use the file, if one of them may be about to save the same call."""
        while True:
            try:
                return await perform(self._act, engine, self._request)
            except NotSavedError as error:
                if error.kind is not DiskErrorKind.BUSY or time.monotonic() > self._latest:
                    raise

    @contextlib.asynccontextmanager
    async def _opened(self) -> AsyncIterator[Engine]:
        engine = Engine(self._setup, observer=_ClockWarning(self.console, self._language))
        await engine.open()
        try:
            await engine.look_through_daily()
            await clear_away(engine.store)
            if (rescue := engine.store.rescued) is not None:
                from exist_desktop.words.pages.rescue import rescued

                self.console.tell_message(rescued(self._language, rescue))
            yield engine
        finally:
            await engine.close()

    def _tell_window(self, changed: Changed) -> None:
        if changed is not Changed.NOTHING:
            tell(self._setup.folder, Request.SIGNED_IN if changed is Changed.SIGN_IN else Request.CHANGED)

    def refuse(self, error: Exception) -> Exit:
        """Prints an expected error and returns the exit code. Raises any other error: it is a bug."""
        if not isinstance(error, AppError):
            raise error
        found = refused(error, self._act, self._language)
        self.console.print(found)
        if isinstance(error, UpgradeError):
            self._tell_window(Changed.ENTRIES)  # a window of the older version then asks for a restart
        return found.code
