"""An outbox of thousands of entries: what an act costs does not grow with what waits. Counted, not timed."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exist_desktop import files
from exist_desktop.domain.commands import Command
from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import Op, Outcome
from exist_desktop.domain.outbox.rescue import Loss
from exist_desktop.store import accounts, rows
from exist_desktop.store.store import DATABASE, UNSENT_LOG, Store
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.store.notebook import NOW, TODAY, Notebook, add, notebook, opened, put

MANY = 2_000
_UIDS = itertools.count(MANY)
STEPS_AT_MOST = 20_000
"""How many steps of SQLite's machine an act may take; a look at each of so many entries takes more."""


class Counted(sqlite3.Connection):
    """Counts the steps of SQLite's machine, in hundreds."""

    steps = 0

    def count(self) -> None:
        def passed() -> int:
            Counted.steps += 100
            return 0

        self.set_progress_handler(passed, 100)


def _counting(*arguments: Any, **named: Any) -> sqlite3.Connection:
    connection = sqlite3.connect(*arguments, factory=Counted, **named)
    connection.count()
    return connection


@contextmanager
def _few_steps() -> Iterator[None]:
    Counted.steps = 0
    yield
    assert Counted.steps < STEPS_AT_MOST


def many() -> list[Command]:
    """Entries on keys of their own, as after weeks without a connection."""
    days = [TODAY - timedelta(days=number) for number in range(MANY // 2)]
    return [command for day in days for command in (add(1, day=day), put(4, "mood", day=day))]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full") / "data"

    async def fill() -> None:
        async with notebook(folder) as book:
            await book.journal.save(*many())

    asyncio.run(fill())
    return folder


@asynccontextmanager
async def _at_work(folder: Path) -> AsyncIterator[Notebook]:
    store = Store(folder, opening=_counting)
    Counted.steps = 0
    await store.open(NOW)
    account = await store.database.read(lambda c: accounts.find_or_add(c, "https://exist.example", "josh"))
    try:
        yield Notebook(store, account, uids=_UIDS)
    finally:
        await store.close()


def _reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that the second copy reads as a whole from now on."""
    read: list[str] = []
    whole = files.read_private

    def read_private(path: Path) -> bytes:
        read.append(path.name)
        return whole(path)

    monkeypatch.setattr("exist_desktop.store.unsent.unsent_log.read_private", read_private)
    return read


def test_a_start_looks_at_nothing_that_is_as_it_was_left(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        read = _reads(monkeypatch)
        async with _at_work(full):
            assert Counted.steps < STEPS_AT_MOST
        assert UNSENT_LOG not in read

    asyncio.run(run())


def test_an_entry_is_saved_shown_and_undone_without_a_look_at_the_others(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        async with _at_work(full) as book:
            read = _reads(monkeypatch)
            with _few_steps():
                (entry,) = await book.journal.save(put(75, "weight"))
            with _few_steps():
                (line,) = await book.views.lines([entry])
            assert line.entry.command == put(75, "weight")
            with _few_steps():
                await book.journal.undo(entry.id)
            assert UNSENT_LOG not in read
        assert entry.uid not in {copied.new.uid for copied in UnsentLog(full / UNSENT_LOG).unfinished()}

    asyncio.run(run())


def test_what_has_arrived_leaves_the_copy_without_a_look_at_the_rest(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        async with _at_work(full) as book:
            saved = await book.journal.save(put(76, "weight"))
            op = (await book.unfinished())[-1]
            read = _reads(monkeypatch)
            with _few_steps():
                await book.settle(Arrived(op.id, Outcome.ANSWERED, 76))
            assert UNSENT_LOG not in read
        copied = {one.new.uid for one in UnsentLog(full / UNSENT_LOG).unfinished()}
        assert len(copied) == MANY
        assert saved[0].uid not in copied

    asyncio.run(run())


def test_a_start_after_a_crash_folds_what_is_not_one_number_alone(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(full, tmp_path / "data")

    async def run() -> None:
        async with _at_work(folder) as book:
            await book.journal.save(add(1), add(2, day=TODAY - timedelta(days=1)))
        (folder / f"{DATABASE}.closed").unlink()
        folded: list[int] = []
        op = rows.op

        def counted(row: sqlite3.Row) -> Op:
            folded.append(row["id"])
            return op(row)

        monkeypatch.setattr(rows, "op", counted)
        async with _at_work(folder) as book:
            assert book.store.rescued is None
        assert 0 < len(folded) < 20

    asyncio.run(run())


def test_a_copy_that_was_changed_is_looked_at_by_the_next_start(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.save(put(4, "mood"))
        (tmp_path / UNSENT_LOG).write_bytes(b"")
        async with opened(tmp_path) as store:
            assert store.rescued is not None
            assert store.rescued.loss is Loss.BEHIND

    asyncio.run(run())


def test_a_value_that_rots_without_a_date_is_found_by_the_daily_look(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.save(put(4, "mood"))
        path = tmp_path / DATABASE
        date = path.stat()
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TRIGGER an_entry_stays_what_it_was")
            connection.execute("UPDATE entry SET value = 5")
        connection.close()
        os.utime(path, ns=(date.st_atime_ns, date.st_mtime_ns))
        async with opened(tmp_path) as store:
            assert store.rescued is None, "it looks as it was left"
            assert await store.look_through_daily(NOW)
            assert store.rescued is not None
            (line,) = await Notebook(store, book.account).views.outbox()
            assert line.entry.command == put(4, "mood")

    asyncio.run(run())
