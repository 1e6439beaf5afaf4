"""Says once after an upgrade that there is something new, and where it can be read.

A first start says nothing. What was said is kept with the hints, so that each version is said once, whatever was
installed before.
"""

from __future__ import annotations

import asyncio
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from exist_desktop.app.presenters.postponed import ToldHints
from exist_desktop.app.runtime import Runtime
from exist_desktop.ui.windows.notice import Notice, WayOut
from exist_desktop.words.error_messages import Message

MARK = "release "
"""What the names of versions have in front of them among the hints."""


class _Way(Enum):
    READ = auto()
    CLOSE = auto()


class ReleaseNotice(QObject):
    """Looks for an upgrade, and waits with the notice until the person sees the window with its pages.

    Signals:
        notes_wanted(): the person wants to read what is new.
    """

    notes_wanted = Signal()

    def __init__(self, runtime: Runtime) -> None:
        super().__init__(runtime.window)
        self._window = runtime.window
        self._language = runtime.language
        self._hints = ToldHints(runtime.engine.preferences)
        self._version = ""
        runtime.bridge.run_in(self, self._look())

    async def _look(self) -> None:
        self._take(await asyncio.to_thread(_version))

    def _take(self, version: str) -> None:
        told = [hint for hint in self._hints.shown() if hint.startswith(MARK)]
        if not version or MARK + version in told:
            return
        if not told:
            self._hints.remember(MARK + version)
            return
        self._version = version
        self._window.seen_changed.connect(self._on_seen)
        self._window.page_opened.connect(self._show)
        if self._window.isVisible() and not self._window.isMinimized():
            self._show()

    def _on_seen(self, seen: bool) -> None:  # noqa: FBT001 - a signal's argument
        if seen:
            self._show()

    def _show(self) -> None:
        if not self._version or not self._window.sidebar.isVisible():
            return
        say = self._language.say
        notice = Notice("releaseNotice", self._language, self._window)
        notice.answered.connect(self._on_answered)
        self._window.add_notice(notice)
        message = Message(say("Exist Desktop was updated"), say("This is version {version}.", version=self._version))
        ways = [WayOut(_Way.READ, say("What is new")), WayOut(_Way.CLOSE, say("Close"))]
        notice.show_notice(message, ways)
        self._hints.remember(MARK + self._version)
        self._version = ""

    def _on_answered(self, way: _Way) -> None:
        if way is _Way.READ:
            self.notes_wanted.emit()


def _version() -> str:
    from exist_desktop.app import about

    return about.version()
