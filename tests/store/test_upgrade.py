"""A new version meets data of an older one, or a window of it: nothing is lost, and whatever fails changes nothing."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import sqlite3
import stat
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from exist_desktop.errors import DiskErrorKind, NotReadableError, NotSavedError, OpenError, UpgradeError
from exist_desktop.store.file.schema import MIGRATIONS, Migration
from exist_desktop.store.file.upgrade import COPY
from exist_desktop.store.store import DATABASE, UNSENT_LOG, Store
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.crash.test_database_faults import NEVER, Disk
from tests.silence import Logs
from tests.store.notebook import NOW, Notebook, add, fill, notebook, query

ACCOUNT_ANEW = """
CREATE TABLE account_anew (
    id INTEGER PRIMARY KEY, server TEXT NOT NULL, username TEXT NOT NULL, profile TEXT,
    colour TEXT NOT NULL DEFAULT 'blue', UNIQUE (server, username)
) STRICT;
INSERT INTO account_anew (id, server, username, profile) SELECT * FROM account;
DROP TABLE account;
ALTER TABLE account_anew RENAME TO account;
"""
"""All tables refer to the one that it rebuilds."""


def paint_it_red(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE account SET colour = ?", ("red",))


def lose_accounts(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM account")


def fail(_connection: sqlite3.Connection) -> None:
    raise KeyError("a bug")


NEXT: tuple[Migration, ...] = (*MIGRATIONS, ACCOUNT_ANEW, paint_it_red)


@asynccontextmanager
async def opened_by(
    folder: Path, migrations: Sequence[Migration] = NEXT, disk: Disk | None = None
) -> AsyncIterator[Store]:
    """The store as a version with these migrations opens it."""
    store = Store(folder, opening=disk.opening if disk else sqlite3.connect, migrations=migrations)
    try:
        await store.open(NOW)
        yield store
    finally:
        await store.close()


async def try_to_open(folder: Path, migrations: Sequence[Migration] = NEXT, disk: Disk | None = None) -> DiskErrorKind:
    with pytest.raises(UpgradeError) as met:
        async with opened_by(folder, migrations, disk):
            pass
    assert met.value.where == str(folder)
    return met.value.kind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder of this version with two entries."""

    async def run() -> None:
        async with notebook(tmp_path / "data") as book:
            await book.journal.save(add(1))
            await book.journal.save(add(2))

    asyncio.run(run())
    return tmp_path / "data"


def dump(path: Path) -> list[str]:
    """All that is in the file."""
    with closing(sqlite3.connect(path)) as connection:
        return [*sorted(connection.iterdump()), str(connection.execute("PRAGMA user_version").fetchone()[0])]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_table_to_which_others_refer_is_rebuilt(folder: Path) -> None:
    async def run() -> None:
        async with opened_by(folder):
            pass

    before = query(folder / DATABASE, "SELECT * FROM entry ORDER BY id")
    asyncio.run(run())
    path = folder / DATABASE
    assert query(path, "SELECT username, colour FROM account") == [("josh", "red")]
    assert query(path, "SELECT * FROM entry ORDER BY id") == before
    assert query(path, "PRAGMA user_version") == [(len(NEXT),)]
    assert query(path, "PRAGMA journal_mode") == [("wal",)]


@pytest.mark.parametrize(
    "wrong", [lose_accounts, fail, "INSERT INTO nowhere VALUES (1);"], ids=["a reference to nothing", "a bug", "no SQL"]
)
def test_a_migration_that_fails_leaves_the_file_to_the_version_before(
    folder: Path, wrong: Migration, logs: Logs
) -> None:
    logs.expect("could not be brought to this version")

    async def run() -> None:
        before = dump(folder / DATABASE)
        assert await try_to_open(folder, (*NEXT, wrong)) is DiskErrorKind.FAILED
        assert dump(folder / DATABASE) == before
        async with opened_by(folder, MIGRATIONS) as store:
            assert store.rescued is None
            book = Notebook(store, await fill(store), uids=itertools.count(10))
            await book.journal.save(add(1))
            assert await book.shown() == 4

    asyncio.run(run())


def test_a_copy_is_kept_until_the_next_start_went_well(folder: Path) -> None:
    before = dump(folder / DATABASE)

    async def run() -> None:
        async with opened_by(folder) as store:
            assert store.database.updated
        assert dump(folder / COPY) == before
        if sys.platform != "win32":
            assert stat.S_IMODE((folder / COPY).stat().st_mode) == 0o600
        async with opened_by(folder) as store:
            assert not store.database.updated
        assert not (folder / COPY).exists()

    asyncio.run(run())


def test_the_copy_helps_where_the_next_start_does_not_go_well(folder: Path) -> None:
    async def run() -> None:
        async with opened_by(folder):
            pass
        (folder / DATABASE).write_bytes(b"damaged" * 4000)
        async with opened_by(folder) as store:
            assert store.rescued is not None
            assert store.rescued.from_backup
            assert (store.rescued.waiting, store.rescued.doubtful) == (0, 2)

    asyncio.run(run())


def test_without_room_for_the_copy_nothing_is_changed(folder: Path) -> None:
    class NoRoom(Disk):
        def before(self, statement: str) -> None:
            if statement.startswith("VACUUM"):
                self.fails_at, self.executed = 1, 0
                super().before(statement)

    async def run() -> None:
        before = dump(folder / DATABASE)
        before_it = {*names(folder), "updating.lock"}
        assert await try_to_open(folder, disk=NoRoom(fault=DiskErrorKind.FULL)) is DiskErrorKind.FULL
        assert dump(folder / DATABASE) == before
        assert names(folder) <= before_it
        async with opened_by(folder) as store:
            assert store.database.updated

    asyncio.run(run())


def test_every_statement_of_an_update_fails_once(folder: Path, tmp_path: Path, logs: Logs) -> None:
    async def run(place: Path, disk: Disk) -> None:
        async with opened_by(place, disk=disk):
            pass

    def in_a_copy(number: int, disk: Disk) -> Path:
        place = tmp_path / str(number)
        shutil.copytree(folder, place)
        try:
            asyncio.run(run(place, disk))
        except (UpgradeError, OpenError, NotSavedError):
            assert disk.failed
        return place

    before = query(folder / DATABASE, "SELECT * FROM entry ORDER BY id")
    disk = Disk()
    in_a_copy(0, disk)
    assert disk.executed > 20
    for number in range(1, disk.executed + 1):
        faults = (DiskErrorKind.FULL, DiskErrorKind.FAILED)
        place = in_a_copy(number, Disk(number, faults[number % 2]))
        asyncio.run(run(place, Disk(NEVER)))
        assert query(place / DATABASE, "SELECT * FROM entry ORDER BY id") == before, number
        assert query(place / DATABASE, "SELECT colour FROM account") == [("red",)], number
        assert not list(place.glob("damaged-*")), number


def test_a_window_of_the_version_before_is_waited_for(folder: Path) -> None:
    async def run() -> None:
        async with opened_by(folder, MIGRATIONS) as window:
            book = Notebook(window, await fill(window), uids=itertools.count(10))
            assert await try_to_open(folder) is DiskErrorKind.BUSY
            await book.journal.save(add(3))
            starting = asyncio.create_task(_open_and_count(folder))
            await asyncio.sleep(0)
        assert await starting == 3

    asyncio.run(run())


async def _open_and_count(folder: Path) -> int:
    async with opened_by(folder) as store:
        return int(await store.database.read(lambda c: c.execute("SELECT count(*) FROM entry").fetchone()[0]))


def test_of_several_new_ones_at_once_one_updates(folder: Path) -> None:
    async def run() -> None:
        stores = [Store(folder, migrations=NEXT) for _ in range(4)]
        await asyncio.gather(*(store.open(NOW) for store in stores))
        assert [store.database.updated for store in stores].count(True) == 1
        for store in stores:
            await store.close()

    asyncio.run(run())


def test_a_program_under_which_the_data_was_updated_writes_no_more(folder: Path) -> None:
    async def run() -> None:
        async with opened_by(folder, MIGRATIONS) as window:
            book = Notebook(window, await fill(window))
            copied = UnsentLog(folder / UNSENT_LOG).unfinished()
            with closing(sqlite3.connect(folder / DATABASE)) as newer:  # as where locks do not hold
                newer.execute("ALTER TABLE account RENAME COLUMN profile TO portrait")
                newer.execute(f"PRAGMA user_version={len(NEXT)}")
            for act in (lambda: book.journal.save(add(1)), lambda: book.begin(base=0)):
                with pytest.raises(NotSavedError) as met:
                    await act()
                assert met.value.kind is DiskErrorKind.UPDATED
            assert UnsentLog(folder / UNSENT_LOG).unfinished() == copied
            with pytest.raises(NotReadableError) as unread:
                await window.database.read(lambda c: c.execute("SELECT profile FROM account").fetchall())
            assert unread.value.kind is DiskErrorKind.UPDATED

    asyncio.run(run())
    assert not list(folder.glob("damaged-*"))
    assert query(folder / DATABASE, "SELECT count(*) FROM entry") == [(2,)]


def test_a_file_whose_version_is_damaged_is_rescued(folder: Path) -> None:
    """A flipped bit makes this version look like an older one; its tables say otherwise."""
    with closing(sqlite3.connect(folder / DATABASE)) as other:
        other.execute(f"PRAGMA user_version={len(MIGRATIONS) - 2}")

    async def run() -> None:
        async with opened_by(folder, MIGRATIONS) as store:
            assert store.rescued is not None
            assert store.rescued.waiting + store.rescued.doubtful == 2

    asyncio.run(run())
