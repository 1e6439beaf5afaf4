"""A running search: one at a time, with its progress and a way to stop it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.progress_bar import ProgressBar
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings


class Search(QObject):
    """Runs searches on behalf of a page. It observes its own search.

    Signals:
        progressed(float): the share that is done.
        found(Findings): the search is done.
        ended(): no search is running any more, whether it was done, stopped or failed.
    """

    progressed = Signal(float)
    found = Signal(object)
    ended = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._wanted: Coroutine[Any, Any, Findings] | None = None
        self._task: asyncio.Task[Any] | None = None

    @property
    def is_running(self) -> bool:
        """Whether a search is running or about to."""
        return self._wanted is not None

    def begin(self, search: Coroutine[Any, Any, Findings]) -> None:
        """Starts a search in place of a running one."""
        self.cancel()
        self._wanted = search
        self._bridge.run_in(self, self._run(search))

    def cancel(self) -> None:
        """Stops the running search."""
        if self._wanted is None:
            return
        if self._task is not None:
            self._task.cancel()
        self._end()

    def _end(self) -> None:
        self._wanted = self._task = None
        self.ended.emit()

    def advanced(self, share: float) -> None:
        """Takes the progress of the search, which may be the last thing that it says before it is stopped."""
        if isValid(self) and self._wanted is not None:
            self.progressed.emit(share)

    async def _run(self, search: Coroutine[Any, Any, Findings]) -> None:
        if search is not self._wanted:  # stopped before it began
            search.close()
            return
        self._task = asyncio.current_task()
        try:
            found = await search
        except BaseException:
            if isValid(self) and search is self._wanted:
                self._end()
            raise
        if search is self._wanted:
            self.found.emit(found)
            self._end()


class SearchProgress(QWidget):
    """How far a search is, with a button to stop it.

    Signals:
        stop_wanted(): the person does not want to wait.
    """

    stop_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = language.say
        self.bar = ProgressBar(say("Progress of the search"))
        self.stop = PlainButton(say("Cancel"))
        self.stop.clicked.connect(self.stop_wanted)
        column_of(self, TextBlock(say("Comparing days…"), tone=Tone.MUTED), self.bar, line_of(self.stop), gap=6)

    def show_share(self, share: float) -> None:
        """Shows the share that is done, 0 to 1."""
        self.bar.show_fraction(share)
