"""What is shown stays fresh: read when it is looked at, once more where it changed meanwhile, never twice at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from exist_desktop.store.changes import Change
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.refresher import Refresher


class Shelf:
    """Something that changes, and what a reader of it shows; a reading takes until it is let go on."""

    def __init__(self) -> None:
        self.here = 0
        self.shown = -1
        self.readings = 0
        self.looked_at = True
        self.fails = False
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.tasks: list[asyncio.Task[None]] = []
        self.part = QObject()
        self.fresh = Refresher(self.part, self._read, self, self)

    async def _read(self) -> None:
        self.readings += 1
        if self.fails:
            raise OSError("no disk")
        seen = self.here
        await self.go_on.wait()
        self.shown = seen

    def isVisible(self) -> bool:
        return self.looked_at

    def run_in(self, _part: QObject, work: Coroutine[Any, Any, Any]) -> None:
        self.tasks.append(asyncio.ensure_future(work))

    def change(self) -> None:
        self.here += 1
        self.fresh.changed()

    async def settled(self) -> None:
        await asyncio.gather(*self.tasks)


def told(story: Callable[[Shelf], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        await story(Shelf())

    asyncio.run(whole())


def test_what_changes_is_shown() -> None:
    async def story(shelf: Shelf) -> None:
        shelf.change()
        await shelf.settled()
        assert (shelf.shown, shelf.fresh.is_current) == (1, True)

    told(story)


def test_what_changes_while_it_is_read_is_read_once_more() -> None:
    async def story(shelf: Shelf) -> None:
        shelf.go_on.clear()
        shelf.change()
        await asyncio.sleep(0)
        for _ in range(5):
            shelf.change()
        assert not shelf.fresh.is_current
        shelf.go_on.set()
        await shelf.settled()
        assert (shelf.shown, shelf.readings) == (6, 2)

    told(story)


def test_changes_before_the_first_word_are_one_reading() -> None:
    async def story(shelf: Shelf) -> None:
        shelf.change()
        shelf.change()
        await shelf.settled()
        assert (shelf.shown, shelf.readings) == (2, 1)

    told(story)


def test_what_nobody_looks_at_is_read_when_somebody_does() -> None:
    async def story(shelf: Shelf) -> None:
        shelf.looked_at = False
        shelf.change()
        assert (shelf.tasks, shelf.fresh.is_current) == ([], False)
        shelf.looked_at = True
        shelf.fresh.look()
        await shelf.settled()
        shelf.fresh.look()
        assert (shelf.shown, shelf.readings) == (1, 1)

    told(story)


def test_who_cannot_wait_gets_it_now_and_waits_for_what_is_under_way() -> None:
    async def story(shelf: Shelf) -> None:
        shelf.looked_at = False
        await shelf.fresh.now()
        assert (shelf.shown, shelf.readings) == (0, 1)
        shelf.looked_at = True
        shelf.change()
        await shelf.fresh.now()
        assert (shelf.shown, shelf.readings) == (1, 2)

    told(story)


async def test_a_window_that_goes_takes_its_reading_with_it_and_hears_of_no_change_after() -> None:
    bridge, readings = Bridge(), []
    go_on = asyncio.Event()

    class Part(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.fresh = Refresher(self, self._read, bridge)
            bridge.changed.connect(self.fresh.changed)

        async def _read(self) -> None:
            readings.append("begun")
            await go_on.wait()
            self.setWindowTitle("read")
            readings.append("shown")

    part = Part()
    bridge.changed.emit(Change(days=None))
    await asyncio.sleep(0)
    bridge.changed.emit(Change(days=None))  # it would be read once more
    go_on.set()
    delete(part)
    bridge.changed.emit(Change(days=None))
    await bridge.stop()
    assert readings == ["begun"]


def test_what_could_not_be_read_is_read_with_the_next_look() -> None:
    async def story(shelf: Shelf) -> None:
        shelf.fails = True
        shelf.change()
        with pytest.raises(OSError, match="no disk"):
            await shelf.settled()
        assert not shelf.fresh.is_current
        shelf.fails, shelf.tasks = False, []
        shelf.fresh.look()
        await shelf.settled()
        assert (shelf.shown, shelf.fresh.is_current) == (1, True)

    told(story)
