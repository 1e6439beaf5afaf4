"""What the running window does for other processes of this program: a second start, and the command line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from exist_desktop.engine import Engine
from exist_desktop.instance import Wish
from exist_desktop.store.changes import Change


class Wishes:
    """Fulfils wishes with the window's engine. `connect` takes the token again and lets the worker run."""

    def __init__(self, engine: Engine, window: QWidget, connect: Callable[[], Awaitable[None]]) -> None:
        self._engine = engine
        self._window = window
        self._connect = connect

    async def fulfil(self, wish: Wish) -> dict[str, Any]:
        """Does what is wished for; the answer goes back to the other process."""
        match wish:
            case Wish.SHOW:
                self._show()
            case Wish.CHANGED:
                self._engine.store.publish(Change(days=None, catalogue=True, outbox=True))
                if self._engine.link is not None:
                    self._engine.link.schedule.entry_saved()
            case Wish.SIGNED_IN:
                await self._sign_in_again()
            case Wish.SYNC:
                return await self._sync()
        return {"done": True}

    def _show(self) -> None:
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    async def _sign_in_again(self) -> None:
        """Another process has signed in or out."""
        await self._engine.disconnect()
        await self._engine.find_account()
        self._engine.store.publish(Change(days=None, catalogue=True, outbox=True, session=True))
        await self._connect()

    async def _sync(self) -> dict[str, Any]:
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
