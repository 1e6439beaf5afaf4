"""Turns the engine's events into Qt signals, and owns the window's coroutines."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from exist_desktop.errors import AppError, UnexpectedError
from exist_desktop.store.changes import Change
from exist_desktop.sync.status import SyncStatus

_log = logging.getLogger(__name__)


class Bridge(QObject):
    """The engine's events as signals, the latest status for views that are made later, and the running tasks.

    Signals:
        changed(Change): the store has committed something.
        status_changed(SyncStatus): the state of the sync has changed.
        error_raised(AppError | InvalidValueError): something failed; the window shows it as a toast.
    """

    changed = Signal(object)
    status_changed = Signal(object)
    error_raised = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status = SyncStatus()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._until_quit: set[asyncio.Task[Any]] = set()

    def publish_change(self, change: Change) -> None:
        """Emits the change of a commit."""
        self.changed.emit(change)

    def publish_status(self, status: SyncStatus) -> None:
        """Emits the new sync status."""
        self.status = status
        self.status_changed.emit(status)

    def publish_error(self, error: AppError) -> None:
        """Emits an error of work that nobody waits for."""
        self.error_raised.emit(error)

    def run(self, act: Coroutine[Any, Any, Any]) -> None:
        """Runs a coroutine to its end, even if the widget that started it is destroyed. Errors are emitted."""
        self._begin(act)

    def run_until_quit(self, act: Coroutine[Any, Any, Any]) -> None:
        """Runs long work that nobody waits for any more when the program ends: it is cancelled then."""
        task = self._begin(act)
        self._until_quit.add(task)
        task.add_done_callback(self._until_quit.discard)

    def run_in(self, part: QObject, act: Coroutine[Any, Any, Any]) -> None:
        """Runs a coroutine that only shows something; cancelled when its widget is destroyed. Errors are emitted."""
        task = self._begin(act)
        gone = part.destroyed.connect(partial(task.cancel))  # `cancel` alone would take the widget as its message
        task.add_done_callback(lambda _: QObject.disconnect(gone))

    def _begin(self, act: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(act)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    def _on_done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, AppError):
            self.error_raised.emit(error)
        elif error is not None:
            _log.error("A task of the window failed", exc_info=error)
            self.error_raised.emit(UnexpectedError())

    def quit(self) -> None:
        """Cancels what was to run until now; `stop` waits until it has cleared away what it had begun."""
        for task in tuple(self._until_quit):
            task.cancel()

    async def stop(self) -> None:
        """Waits for the running coroutines and those that they start; a save is never interrupted."""
        while self._tasks:
            # Finished tasks are removed here: waiting for them may not give the loop a chance to run their callbacks.
            done, _ = await asyncio.wait(self._tasks)
            self._tasks -= done
