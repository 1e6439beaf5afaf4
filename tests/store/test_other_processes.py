"""What other processes save while this one reads is no damage, and what it reads is of one moment."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.files import file_id
from exist_desktop.store.changes import Change
from exist_desktop.store.store import DATABASE, UNSENT_LOG, Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.unsent.rescue import rescue
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.store.notebook import NOW, Notebook, add, fill, notebook, opened

_ENTRIES_OF_OP = "SELECT * FROM entry WHERE op = ?"
"""What is read after an op, to compare it with what was entered."""


class _Watched(sqlite3.Connection):
    """A connection that lets another process save between an op and its entries."""

    meanwhile: Callable[[], None] | None = None

    def execute(self, statement: str, parameters: Any = (), /) -> sqlite3.Cursor:
        meanwhile, here = _Watched.meanwhile, statement.startswith(_ENTRIES_OF_OP)
        if here and meanwhile is not None:
            _Watched.meanwhile = None
            meanwhile()
        return super().execute(statement, parameters)


def _opening(*arguments: Any, **named: Any) -> sqlite3.Connection:
    connection: sqlite3.Connection = sqlite3.connect(*arguments, factory=_Watched, **named)
    return connection


async def _save(folder: Path, uid: str) -> None:
    async with opened(folder) as store:
        book = Notebook(store, await fill(store), uids=iter([uid]))  # type: ignore[arg-type]
        await book.journal.save(add())


@pytest.mark.parametrize("when", ["at the start", "in the daily look"])
def test_a_save_of_another_process_during_a_check_is_no_damage(tmp_path: Path, when: str) -> None:
    """The sum of an op changes with each entry: what is compared has to be read together."""

    def meanwhile() -> None:
        asyncio.run(_save(tmp_path, "other"))

    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.save(add())
            await book.journal.save(add())
        (tmp_path / "exist.sqlite3.closed").unlink()
        store, told = Store(tmp_path, opening=_opening), list[Change]()
        _Watched.meanwhile = meanwhile if when == "at the start" else None
        await store.open(NOW)
        store.subscribe(told.append)
        if when == "in the daily look":
            _Watched.meanwhile = meanwhile
            assert not await store.look_through_daily(NOW)
        assert _Watched.meanwhile is None, "nobody has saved"
        assert store.rescued is None
        assert [op.command.delta for op in await Notebook(store, await fill(store)).unfinished()] == [3]  # type: ignore[union-attr]
        await store.close()

    asyncio.run(run())
    assert not list(tmp_path.glob("damaged-*"))


def test_a_damaged_file_is_moved_aside_by_one_process_alone(tmp_path: Path) -> None:
    """The other one had found the damage at the same moment."""

    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.store.back_up_daily(NOW)
            await book.journal.save(add())

    asyncio.run(run())
    path, copy = tmp_path / DATABASE, UnsentLog(tmp_path / UNSENT_LOG)
    path.write_bytes(b"damaged" * 1_000)
    met = file_id(path)
    assert rescue(path, copy, NOW, met) is not None
    placed = file_id(path)
    assert rescue(path, copy, NOW, met) is None
    assert rescue(path, copy, NOW, None) is None
    assert file_id(path) == placed
    assert len(list(tmp_path.glob("damaged-*"))) == 1


def test_what_is_read_is_of_one_moment(tmp_path: Path) -> None:
    def entries(tx: Transaction) -> int:
        return int(tx.execute("SELECT count(*) FROM entry").fetchone()[0])

    def twice(tx: Transaction) -> tuple[int, int]:
        before = entries(tx)
        asyncio.run(_save(tmp_path, "other"))
        return before, entries(tx)

    async def run() -> None:
        async with notebook(tmp_path) as book:
            assert await book.store.read(book.account, twice) == (0, 0)
            assert await book.store.read(book.account, entries) == 1

    asyncio.run(run())
