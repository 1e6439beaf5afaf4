"""Keeps a part of the window up to date: reads when the store has changed, and shows the result."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from PySide6.QtCore import QObject

Reading = Coroutine[Any, Any, None]

REST_SECONDS = 0.05
"""The least time between two readings: while much is sent, changes come by the dozen."""


class TaskOwner(Protocol):
    """Runs a coroutine until its widget is destroyed."""

    def run_in(self, part: QObject, act: Coroutine[Any, Any, Any], /) -> None:
        """Runs the coroutine."""


class CanBeSeen(Protocol):
    """A widget, as far as this module needs one."""

    def isVisible(self) -> bool:
        """Whether it is visible."""


class Refresher(QObject):
    """Reads and shows one thing: at once, never twice at a time, and once more if it changed in the meantime.

    It is a child of the `part` that shows it and is destroyed with it: no signal reaches it after that, and a running
    read is cancelled. `read` reads and shows; `tasks` owns the task, which ends with the part. While `seen` is not
    visible, a change waits for `look`.
    """

    def __init__(
        self,
        part: QObject,
        read: Callable[[], Reading],
        tasks: TaskOwner,
        seen: CanBeSeen | None = None,
    ) -> None:
        super().__init__(part)
        self._read = read
        self._tasks = tasks
        self._seen = seen
        self._stale = True
        self._under_way = False
        self._ended = asyncio.Event()
        self._rested_at = 0.0

    @property
    def is_current(self) -> bool:
        """Whether nothing has changed since the last read."""
        return not (self._stale or self._under_way)

    def changed(self) -> None:
        """Reads the change now, or when the widget is visible."""
        self._stale = True
        self.look()

    def look(self) -> None:
        """Reads a change that is waiting, if the widget is visible."""
        if self._stale and not self._under_way and (self._seen is None or self._seen.isVisible()):
            self._begin()
            self._tasks.run_in(self, self._catch_up())

    async def now(self) -> None:
        """Reads what has changed, visible or not, and returns when it is shown. Raises what `read` raises."""
        if self._under_way:
            await self._ended.wait()
        elif self._stale:
            self._begin()
            await self._catch_up()

    def _begin(self) -> None:
        self._under_way = True
        self._ended.clear()

    async def _catch_up(self) -> None:
        try:
            while self._stale:
                await self._rest()
                self._stale = False
                await self._read()
                self._rested_at = time.monotonic() + REST_SECONDS
        except BaseException:
            self._stale = True  # a failed read shows nothing, and the next `look` tries again
            raise
        finally:
            self._under_way = False
            self._ended.set()

    async def _rest(self) -> None:
        if (pause := self._rested_at - time.monotonic()) > 0:
            await asyncio.sleep(pause)
