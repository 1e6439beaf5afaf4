"""Keeps a part of the window fresh: reads when something on the disk has changed, and shows what it read."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from PySide6.QtCore import QObject

Reading = Coroutine[Any, Any, None]

REST_SECONDS = 0.05
"""How long after a reading the next one begins at the earliest: while much is sent, changes come by the dozen."""


class TaskOwner(Protocol):
    """Runs a coroutine until the part that it belongs to goes."""

    def run_in(self, part: QObject, act: Coroutine[Any, Any, Any], /) -> None:
        """Runs it."""


class CanBeSeen(Protocol):
    """A widget, as far as this module needs one."""

    def isVisible(self) -> bool:
        """Whether it is shown."""


class Refresher(QObject):
    """One thing that is read and shown: at once, never twice at a time, and once more if it changed meanwhile.

    It is a child of the `part` that shows it and goes with it: no signal reaches it after that, and a reading that is
    under way ends. `read` reads and shows; `tasks` owns the task, which ends with the part. While `seen` is not
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
        """Whether no change is known since the last reading."""
        return not (self._stale or self._under_way)

    def changed(self) -> None:
        """Something has changed: reads it now, or when it is seen."""
        self._stale = True
        self.look()

    def look(self) -> None:
        """Reads what has changed, if it is seen."""
        if self._stale and not self._under_way and (self._seen is None or self._seen.isVisible()):
            self._begin()
            self._tasks.run_in(self, self._catch_up())

    async def now(self) -> None:
        """Reads what has changed, seen or not, and returns when it is shown. Raises what the reading raises."""
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
            self._stale = True  # what was not read is not shown, and is tried with the next look
            raise
        finally:
            self._under_way = False
            self._ended.set()

    async def _rest(self) -> None:
        if (pause := self._rested_at - time.monotonic()) > 0:
            await asyncio.sleep(pause)
