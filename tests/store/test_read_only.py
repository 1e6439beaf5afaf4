"""A disk that takes nothing: all that is kept can be seen, a save says why not, and goes on once the disk takes it."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from exist_desktop.errors import DiskErrorKind, NotSavedError
from exist_desktop.store import accounts
from exist_desktop.store.store import DATABASE, UNSENT_LOG, Store
from tests.store.files.fill import SERVER as FILLED_SERVER
from tests.store.notebook import NOW, SERVER, Notebook, add, notebook
from tests.store.test_old_files import FILES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounts and modes of POSIX")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder on a disk that cannot be written; for others than root its mode has to do."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    mounts = (("mount", "--bind", str(folder), str(folder)), ("mount", "-o", "remount,ro,bind", str(folder)))
    if any(subprocess.run(command, capture_output=True, check=False).returncode for command in mounts):
        pytest.skip("root may not mount here")
    try:
        yield
    finally:
        subprocess.run(("umount", "--lazy", str(folder)), check=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    async def run() -> None:
        async with notebook(tmp_path / "data") as book:
            await book.journal.save(add(2))

    asyncio.run(run())
    return tmp_path / "data"


def crashed(folder: Path) -> None:
    """Leaves a log that has one more entry, as after a crash."""
    aside = folder.with_name("aside")

    async def run() -> None:
        async with notebook(folder) as book:
            book.uids = itertools.count(10)
            await book.journal.save(add(5))
            shutil.copytree(folder, aside)

    asyncio.run(run())
    shutil.rmtree(folder)
    aside.rename(folder)
    assert (folder / f"{DATABASE}-wal").stat().st_size > 0


async def seen(folder: Path) -> tuple[object, DiskErrorKind | None]:
    """What a page would show of today's coffees, and why nothing can be saved."""
    store = Store(folder)
    await store.open(NOW)
    try:
        account = await store.database.read(lambda c: accounts.current(c, SERVER))
        assert account is not None
        book = Notebook(store, account)
        with pytest.raises(NotSavedError) as met:
            await book.journal.save(add(1))
        assert met.value.kind is store.database.refusal
        assert not await store.look_through_daily(NOW)
        await store.back_up_daily(NOW)
        return await book.shown(), store.database.refusal
    finally:
        await store.close()


@pytest.mark.parametrize(("leave", "coffees"), [(lambda _folder: None, 2), (crashed, 7)], ids=["closed", "crashed"])
def test_a_read_only_disk_can_be_looked_at(folder: Path, leave: Callable[[Path], None], coffees: int) -> None:
    leave(folder)
    before = contents(folder)
    with read_only(folder):
        assert asyncio.run(seen(folder)) == (coffees, DiskErrorKind.READ_ONLY)
        assert contents(folder) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_data_of_an_older_version_on_a_read_only_disk_can_be_looked_at(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(FILES / "version-1.sqlite3", folder / DATABASE)
    shutil.copy(FILES / "version-1.jsonl", folder / UNSENT_LOG)

    async def entries() -> int:
        store = Store(folder)
        await store.open(NOW)
        account = await store.database.read(lambda c: accounts.current(c, FILLED_SERVER))
        assert account is not None
        lines = await Notebook(store, account).views.outbox(finished=True)
        await store.close()
        return len(lines)

    with read_only(folder):
        assert asyncio.run(entries()) > 10
    with closing(sqlite3.connect(folder / DATABASE)) as untouched:
        assert untouched.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_save_succeeds_as_soon_as_the_disk_takes_it(folder: Path) -> None:
    async def run() -> None:
        store = Store(folder)
        with read_only(folder):
            await store.open(NOW)
            account = await store.database.read(lambda c: accounts.current(c, SERVER))
            assert account is not None
            book = Notebook(store, account)
            book.journal._new_uid = lambda: "later"
            with pytest.raises(NotSavedError):
                await book.journal.save(add(1))
            assert await book.shown() == 2
        await book.journal.save(add(1))
        assert await book.shown() == 3
        assert store.database.refusal is None
        await store.close()

    asyncio.run(run())


def test_a_lock_that_others_hold_keeps_nobody_from_reading(folder: Path) -> None:
    async def run() -> None:
        with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as other:
            other.execute("PRAGMA journal_mode=WAL")
            other.execute("BEGIN EXCLUSIVE")
            store = Store(folder)
            await store.open(NOW)
            account = await store.database.read(lambda c: accounts.current(c, SERVER))
            assert account is not None
            assert await Notebook(store, account).shown() == 2
            await store.close()

    asyncio.run(run())
