"""Every way in which the disk refuses an entry: told where it was typed, kept there, and saved the second time."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from exist_desktop.errors import DiskErrorKind
from exist_desktop.store.file.database import Connection
from exist_desktop.store.store import DATABASE, UNSENT_LOG
from exist_desktop.sync.status import Condition
from tests.journeys.conftest import Enter
from tests.journeys.room import Room
from tests.report import tried
from tests.sync.engine_harness import USER
from tests.ui.offscreen import quiet

pytestmark = quiet


@asynccontextmanager
async def full(room: Room) -> AsyncIterator[None]:
    """No file may grow beyond what the safety copy has already."""
    import resource

    copy = room.folder / UNSENT_LOG
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (copy.stat().st_size if copy.exists() else 0, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@asynccontextmanager
async def failing(room: Room) -> AsyncIterator[None]:
    """Something that is no file stands where the safety copy should."""
    with in_place_of(room.folder / UNSENT_LOG, Path.mkdir):
        yield


@contextmanager
def in_place_of(path: Path, put: Callable[[Path], None]) -> Iterator[None]:
    """Something else where a file was."""
    aside = path.with_suffix(".aside")
    if path.exists():
        path.rename(aside)
    put(path)
    yield
    if path.is_dir():
        path.rmdir()
    else:
        path.unlink()
    if aside.exists():
        aside.rename(path)


@asynccontextmanager
async def read_only(room: Room) -> AsyncIterator[None]:
    """The database may be read and not written."""
    await pragma(room, "query_only = ON")
    yield
    await pragma(room, "query_only = OFF")


@asynccontextmanager
async def busy(room: Room) -> AsyncIterator[None]:
    """Another program keeps the database to itself."""
    await pragma(room, "busy_timeout = 20")
    other = sqlite3.connect(room.folder / DATABASE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@asynccontextmanager
async def updated(room: Room) -> AsyncIterator[None]:
    """A later version has changed the tables while the window was open."""
    (version,) = await pragma(room, "user_version")
    await pragma(room, f"user_version = {version + 1}")
    yield
    await pragma(room, f"user_version = {version}")


async def pragma(room: Room, words: str) -> tuple[Any, ...]:
    def ask(connection: Connection) -> tuple[Any, ...]:
        return tuple(connection.execute(f"PRAGMA {words}").fetchone() or ())

    return await room.engine.store.database.maintain(ask)


WALKS: dict[DiskErrorKind, tuple[Callable[[Room], AbstractAsyncContextManager[None]], str]] = {
    DiskErrorKind.FULL: (full, "Not saved: the disk is full. What you typed is still there. Free some space"),
    DiskErrorKind.READ_ONLY: (read_only, "Not saved: the disk cannot be written. What you typed is still there."),
    DiskErrorKind.BUSY: (busy, "Not saved: the data is in use. Another program holds it."),
    DiskErrorKind.FAILED: (failing, "Not saved: the disk reported an error. What you typed is still there."),
    DiskErrorKind.UPDATED: (
        updated,
        "Not saved: Exist Desktop was updated. What you typed is still there. Restart Exist Desktop",
    ),
}


def test_every_fault_of_the_disk_has_a_walk() -> None:
    assert set(WALKS) == set(DiskErrorKind)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("fault", WALKS, ids=lambda fault: fault.name)
async def test_what_the_disk_refuses_stays_where_it_was_typed(enter: Enter, fault: DiskErrorKind) -> None:
    meets, words = WALKS[fault]
    async with enter(owned=["mood", "mood_note"]) as room:
        note = room.today.card.note.edit
        async with meets(room):
            note.clear()
            QTest.keyClicks(note, "A long walk")
            await room.press("Save")
            await room.reads(words)
            assert note.toPlainText() == "A long walk"
            assert await room.engine.views.outbox() == ()
        await room.press("Save")
        (line,) = await room.engine.views.outbox()
        assert (line.entry.amount, words in room.texts()) == ("A long walk", False)
        await room.sync()
        assert room.demo.world.value(USER, "mood_note", line.entry.key.day) == "A long walk"
        tried("walks from a trouble to its way out", "disk")


async def test_a_window_that_was_updated_under_its_hands_says_so_once(enter: Enter) -> None:
    async with enter(owned=["coffees"]) as room:
        words = "Exist Desktop was updated. Restart it to go on. Nothing is lost."
        async with updated(room):
            room.engine.start()
            await room.reads(words)
            assert room.bridge.status.condition is Condition.UPDATED
        room.application.update_notice.tell()  # as when a newer program asks for the window
        await room.reads(words)
