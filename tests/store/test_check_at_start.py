"""When a start looks through the whole database, and that rot which leaves no date behind is found all the same."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.domain.outbox.rescue import Loss
from exist_desktop.store.changes import Change
from exist_desktop.store.store import DATABASE, Store
from tests.store.notebook import NOW, TODAY, Notebook, add, fill, notebook, opened, put, query

DAY = 86_400.0
FOUND_AT_THE_START = ("entries_of_op",)
"""Indexes without which what waits does not look as it was written."""


async def _statements(folder: Path) -> list[str]:
    """What a start says to SQLite."""
    said: list[str] = []

    def opening(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(*arguments, **named)
        connection.set_trace_callback(said.append)
        return connection

    store = Store(folder, opening=opening)
    await store.open(NOW)
    await store.close()
    return said


def _looked_through(folder: Path) -> bool:
    return any("quick_check" in statement for statement in asyncio.run(_statements(folder)))


def _write_elsewhere(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version")
    path.touch()


def _append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\0" * 4096)


def _lose_the_stamp(path: Path) -> None:
    path.with_name(path.name + ".closed").unlink()


def _garble_the_stamp(path: Path) -> None:
    path.with_name(path.name + ".closed").write_text("[1, ")


def _leave_a_log(path: Path) -> None:
    path.with_name(path.name + "-wal").write_bytes(b"\0" * 32)


def test_a_file_that_is_as_it_was_left_is_not_looked_through(tmp_path: Path) -> None:
    assert _looked_through(tmp_path)
    assert not _looked_through(tmp_path)
    assert not _looked_through(tmp_path)


@pytest.mark.parametrize("touch", [_write_elsewhere, _append, _lose_the_stamp, _garble_the_stamp, _leave_a_log])
def test_a_file_that_anything_has_touched_is_looked_through(tmp_path: Path, touch: Callable[[Path], None]) -> None:
    assert _looked_through(tmp_path)
    touch(tmp_path / DATABASE)
    assert _looked_through(tmp_path)
    assert not _looked_through(tmp_path)


def test_a_file_that_was_not_closed_is_looked_through(tmp_path: Path) -> None:
    async def crash() -> None:
        store = Store(tmp_path)
        await store.open(NOW)
        await store.database.let_go()  # without the farewell that a crash leaves out
        await store.close()

    assert _looked_through(tmp_path)
    asyncio.run(crash())
    assert _looked_through(tmp_path)


def _rot(path: Path) -> None:
    """Turns over the last page, in which nothing lies that a start reads, and leaves the file its date."""
    before, pages = path.stat(), path.read_bytes()
    path.write_bytes(pages[:-4096] + b"\xa5" * 4096)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_rot_that_leaves_no_date_is_found_within_a_day_and_brought_back(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.store.back_up_daily(NOW)
            await book.journal.save(put(4, "mood"), add(2))
            await book.store.database.write(
                lambda connection: connection.execute("CREATE TABLE late AS SELECT randomblob(9000) AS page")
            )
            assert not await book.store.look_through_daily(NOW)
        _rot(tmp_path / DATABASE)
        async with opened(tmp_path) as store:
            assert store.rescued is None
            assert not await store.look_through_daily(NOW)  # it was done today
            assert await store.look_through_daily(NOW + DAY)
            assert store.rescued is not None
            assert (store.rescued.loss, store.rescued.waiting, store.rescued.doubtful) == (Loss.DAMAGED, 1, 1)
            assert len(await Notebook(store, await fill(store)).views.outbox()) == 2
            assert not await store.look_through_daily(NOW + DAY)

    asyncio.run(run())


@pytest.mark.parametrize("index", ["unfinished", "one_waiting", "entries_of_op", "entries_in_order"])
def test_an_index_that_lost_its_entries_is_made_anew_by_the_daily_look(tmp_path: Path, index: str) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            for days in range(3):
                await book.journal.save(add(1, day=TODAY - timedelta(days=days)))
        _empty_index(tmp_path / DATABASE, index)
        async with opened(tmp_path) as store:
            told: list[Change] = []
            store.subscribe(told.append)
            assert not await store.look_through_daily(NOW + DAY)
            assert any(change.outbox for change in told) or index in FOUND_AT_THE_START
            assert store.rescued is None
            book = Notebook(store, book.account)
            assert len(await book.unfinished()) == len(await book.views.outbox()) == 3

    asyncio.run(run())
    assert query(tmp_path / DATABASE, "PRAGMA integrity_check") == [("ok",)]


def _empty_index(path: Path, index: str) -> None:
    """As where a page of the index never reached the disk: it has a root without entries."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        (words,) = other.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (index,)).fetchone()
        other.execute(f"DROP INDEX {index}")
        other.execute("CREATE TABLE empty (x)")
        other.execute("CREATE INDEX of_empty ON empty (x)")
        other.execute("PRAGMA writable_schema=ON")
        other.execute(
            "INSERT INTO sqlite_schema SELECT 'index', ?, ?, rootpage, ? FROM sqlite_schema WHERE name = 'of_empty'",
            (index, words.split(" ON ")[1].split()[0], words),
        )
        other.execute("DELETE FROM sqlite_schema WHERE name = 'of_empty'")
        other.execute("PRAGMA writable_schema=RESET")
