"""Handles requests from other processes of this program: a second start, and the command line."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from exist_desktop.app.presenters.quick_entry_presenter import QuickEntryPresenter
from exist_desktop.engine import Engine
from exist_desktop.front.protocol import Answer as ShellAnswer
from exist_desktop.ipc.protocol import Answer, Request
from exist_desktop.ipc.shell_call import Reply, ShellCall

if TYPE_CHECKING:
    from exist_desktop.app.shell.acts import ShellActs

ACTS = "exist_desktop.app.shell.acts"


class Connects(Protocol):
    """What the handler needs of the application."""

    async def connect(self) -> None:
        """Reads the token and starts the worker. Errors are shown to the person."""

    def open_today(self) -> None:
        """Opens the present day, if somebody has signed in."""


class RequestHandler:
    """Handles requests with the window's engine.

    `application` reads the token again after another process has signed in or out.
    """

    def __init__(self, engine: Engine, window: QWidget, application: Connects, quick: QuickEntryPresenter) -> None:
        self._engine = engine
        self._window = window
        self._application = application
        self._quick = quick
        self._acts: ShellActs | None = None

    async def handle(self, request: Request, token: str) -> Answer:
        """Handles a request and returns the answer."""
        match request:
            case Request.PING:
                pass
            case Request.SHOW:
                show(self._window, token)
            case Request.TODAY:
                self._show_today(token)
            case Request.QUICK:
                self._quick.open(token)
            case Request.CHANGED:
                self._engine.changed_elsewhere()
            case Request.SIGNED_IN:
                await self._sign_in_again()
            case Request.SYNC:
                return await self._sync()
        return {"done": True}

    async def run(self, call: ShellCall, reply: Reply) -> None:
        """Does what was typed in a shell, and answers, unless only the shell's own process can do that."""
        from exist_desktop.app.shell.surroundings import is_alike

        if not is_alike(call, self._engine):
            return
        if call.is_for_the_window:
            reply.answer(ShellAnswer(0, 0, b"", b"", b""))  # the shell need not wait for the window to be laid out
            self._show_typed(call)
            return
        if self._acts is None:  # loaded on a thread, if a shell comes before `preload` has done so
            await asyncio.to_thread(import_module, ACTS)
            from exist_desktop.app.shell.acts import ShellActs

            self._acts = ShellActs(self._engine)
        await self._acts.run(call, reply)

    def _show_typed(self, call: ShellCall) -> None:
        match call.typed:
            case ("quick",):
                self._quick.open(call.launcher_token)
            case ():
                show(self._window, call.launcher_token)
            case ("--today",):
                self._show_today(call.launcher_token)
            case _:
                pass  # `--hidden`: a window that runs already stays as it is

    def _show_today(self, token: str) -> None:
        self._application.open_today()
        show(self._window, token)

    async def _sign_in_again(self) -> None:
        """Takes over that another process has signed in or out."""
        await self._engine.account_changed_elsewhere()
        await self._application.connect()

    async def _sync(self) -> Answer:
        if self._engine.link is None:
            return {"signed_in": False}
        result = await self._engine.link.schedule.sync()
        return {
            "signed_in": True,
            "condition": result.condition,
            "waiting": result.waiting,
            "checking": result.checking,
            "held": result.held,
            "next_at": result.next_at,
            "read_at": result.read_at,
        }


def show(window: QWidget, token: str = "") -> None:
    """Restores a window and brings it to the front, with the launcher's token if it gave one."""
    from exist_desktop.ui.quick_entry.activation import activate

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    activate(window, token)
