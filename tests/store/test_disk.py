"""The disk: what was called saved survives a kill, and a disk that refuses is told, with nothing half saved."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exist_desktop.domain.outbox.op_outcome import AnswerLost, IsDoubtful
from exist_desktop.domain.outbox.ops import EntryState, OpState, Reason
from exist_desktop.errors import (
    DiskErrorKind,
    NotPossibleError,
    NotPossibleKind,
    NotReadableError,
    NotSavedError,
    OpenError,
    OpenErrorKind,
)
from exist_desktop.store.file.database import Connection, Database
from exist_desktop.store.file.opening import BUSY_MILLISECONDS, connect
from exist_desktop.store.file.process_lock import ProcessLock
from exist_desktop.store.store import DATABASE, UNSENT_LOG, Store
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.store.notebook import NOW, Notebook, add, notebook, opened, put, query, with_notebook

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="file modes and limits of POSIX")
NOBODY = 65534
ROOT = Path(__file__).parents[2]
SAVE_ON_AND_ON = """
import asyncio, sys
from pathlib import Path
from tests.store.notebook import add, notebook

async def run():
    async with notebook(Path(sys.argv[1])) as book:
        while True:
            (entry,) = await book.journal.save(add(1))
            print(entry.uid, flush=True)

asyncio.run(run())
"""


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def _pragma(book: Notebook, words: str) -> None:
    await book.store.database.read(lambda connection: connection.execute(f"PRAGMA {words}").close())


async def _not_saved(book: Notebook, fault: DiskErrorKind) -> None:
    """Saving fails for that reason, and leaves everything as it was."""
    before = (await book.views.outbox(finished=True), await book.unfinished(), _lines(book))
    with pytest.raises(NotSavedError) as met:
        await book.journal.save(add(1))
    assert (met.value.kind, met.value.where) == (fault, str(book.store.folder))
    assert (await book.views.outbox(finished=True), await book.unfinished(), _lines(book)) == before


def _lines(book: Notebook) -> tuple[str, ...]:
    return tuple(copied.new.uid for copied in UnsentLog(book.copy).unfinished())


async def _save_for_long(book: Notebook) -> None:
    for _ in range(200):
        await book.journal.save(put("x" * 250, "mood_note"))


@contextmanager
def _no_file_larger_than(size: int) -> Iterator[None]:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@POSIX
def test_what_was_called_saved_survives_a_kill(tmp_path: Path) -> None:
    program = [sys.executable, "-c", SAVE_ON_AND_ON, str(tmp_path / "data")]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(10)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read().split()

    async def run() -> None:
        async with notebook(tmp_path / "data") as book:
            kept = [line.entry.uid for line in await book.views.outbox()][::-1]
            assert kept[: len(told)] == told
            assert len(kept) <= len(told) + 1
            assert await book.shown() == len(kept)
            assert set(kept) <= set(_lines(book))

    asyncio.run(run())


@pytest.mark.parametrize(("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
@with_notebook
async def test_a_commit_waits_for_the_disk(book: Notebook, name: str, value: object) -> None:
    """A power cut cannot be had in a test; these settings are what a commit owes its survival to."""

    def asked(connection: Connection) -> object:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert await book.store.database.read(asked) == value


@POSIX
@with_notebook
async def test_nobody_else_can_read_the_files(book: Notebook) -> None:
    await book.journal.save(add(1))
    await book.store.back_up_daily(NOW)
    process_lock = ProcessLock(book.store.folder)
    assert process_lock.take()
    names = {path.name for path in book.store.folder.iterdir()}
    assert names >= {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", UNSENT_LOG, "backup.sqlite3", "sending.lock"}
    assert {_mode(path) for path in book.store.folder.iterdir()} == {0o600}
    assert _mode(book.store.folder) == 0o700
    process_lock.give_up()


@POSIX
def test_files_that_others_could_read_are_closed_to_them_and_a_folder_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch(mode=0o666)
    tmp_path.chmod(0o755)

    async def run() -> None:
        async with opened(tmp_path):
            assert (_mode(tmp_path), _mode(tmp_path / DATABASE)) == (0o755, 0o600)

    asyncio.run(run())


@with_notebook
async def test_a_full_database_takes_nothing_and_goes_on_when_there_is_room(book: Notebook) -> None:
    await _pragma(book, "max_page_count=1")
    with pytest.raises(NotSavedError) as met:
        await _save_for_long(book)
    assert met.value.kind is DiskErrorKind.FULL
    saved = [line.entry.uid for line in await book.views.outbox()][::-1]
    assert list(_lines(book)) == saved
    await _pragma(book, "max_page_count=100000")
    (entry,) = await book.journal.save(put("room again", "mood_note"))
    assert entry.state is EntryState.WAITING
    assert list(_lines(book)) == [*saved, entry.uid]


@POSIX
@with_notebook
async def test_a_disk_that_is_full_half_way_through_the_second_copy(book: Notebook) -> None:
    await book.journal.save(add(1))
    size = book.copy.stat().st_size
    with _no_file_larger_than(size + 20):
        await _not_saved(book, DiskErrorKind.FULL)
    assert book.copy.stat().st_size == size
    await book.journal.save(add(1))
    assert len(_lines(book)) == 2


@POSIX
@with_notebook
async def test_a_disk_that_fails_at_the_commit(book: Notebook) -> None:
    await book.journal.save(add(1))
    log = book.path.with_name(book.path.name + "-wal")
    with _no_file_larger_than(log.stat().st_size):
        await _not_saved(book, DiskErrorKind.FAILED)
    await book.journal.save(add(1))
    assert len(_lines(book)) == 2
    assert await book.shown() == 2


@POSIX
@with_notebook
async def test_a_full_disk_leaves_a_question_unanswered(book: Notebook) -> None:
    await book.say(3)
    (entry,) = await book.journal.save(add(2))
    op = await book.begin(base=3)
    await book.settle(AnswerLost(op.id, NOW))
    await book.settle(IsDoubtful(op.id, Reason.MAYBE_TWICE))
    with _no_file_larger_than(book.copy.stat().st_size + 20), pytest.raises(NotSavedError) as met:
        await book.journal.use_mine(entry.id)
    assert met.value.kind is DiskErrorKind.FULL
    assert await book.state(entry) == (EntryState.HELD, Reason.MAYBE_TWICE)
    assert [op.state for op in await book.unfinished()] == [OpState.DOUBT]


@with_notebook
async def test_a_database_that_must_not_be_written(book: Notebook) -> None:
    await book.journal.save(add(1))
    await _pragma(book, "query_only=ON")
    await _not_saved(book, DiskErrorKind.READ_ONLY)
    with pytest.raises(NotSavedError):
        await book.begin(base=0)
    await _pragma(book, "query_only=OFF")
    await book.journal.save(add(1))


@POSIX
def test_a_folder_that_must_not_be_written(tmp_path: Path) -> None:
    async def run(folder: Path) -> None:
        store = Store(folder)
        with pytest.raises(OpenError) as met:
            await store.open(NOW)
        await store.close()
        assert (met.value.kind, met.value.where) == (OpenErrorKind.READ_ONLY, str(folder))

    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(NOBODY)
        try:
            asyncio.run(run(Path(parent) / "data"))
        finally:
            if root:
                os.seteuid(0)
            Path(parent).chmod(0o755)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("something else")

    async def run() -> None:
        store = Store(tmp_path / "data")
        with pytest.raises(OpenError) as met:
            await store.open(NOW)
        await store.close()
        assert met.value.kind is OpenErrorKind.NO_FOLDER

    asyncio.run(run())


@with_notebook
async def test_a_database_that_another_process_keeps_busy(book: Notebook) -> None:
    await book.journal.save(add(1))
    other = Database(book.path)
    await other.open()
    await other.maintain(lambda connection: connection.execute("BEGIN IMMEDIATE").close())
    await _pragma(book, "busy_timeout=20")
    await _not_saved(book, DiskErrorKind.BUSY)
    await other.maintain(lambda connection: connection.execute("ROLLBACK").close())
    await _pragma(book, f"busy_timeout={BUSY_MILLISECONDS}")
    await book.journal.save(add(1))
    await other.close()


@with_notebook
async def test_two_processes_write_at_the_same_time(book: Notebook) -> None:
    async with opened(book.store.folder) as store:
        other = Notebook(store, book.account)
        other.journal = type(book.journal)(store, book, book)
        saving = [notes.journal.save(add(1)) for notes in (book, other) for _ in range(15)]
        saved = [entry for (entry,) in await asyncio.gather(*saving)]
        assert len({entry.id for entry in saved}) == 30
        assert await book.shown() == await other.shown() == 30
        assert len(await book.unfinished()) == 1
        assert set(_lines(book)) == {entry.uid for entry in saved}


@with_notebook
async def test_a_bug_is_not_taken_for_the_disk(book: Notebook) -> None:
    def wrong(connection: Connection) -> None:
        connection.execute("INSERT INTO fence VALUES (1, 'coffees', '2026-11-22', 1)")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await book.store.database.write(wrong)
    assert query(book.path, "SELECT count(*) FROM fence") == [(0,)]


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            (entry,) = await book.journal.save(add(1))
        for _ in range(2):
            async with opened(tmp_path) as store:
                assert store.rescued is None
                lines = await Notebook(store, book.account).views.outbox()
                assert [line.entry for line in lines] == [entry]

    asyncio.run(run())


def test_first_starts_at_once_make_one_database(tmp_path: Path) -> None:
    async def run(folder: Path) -> None:
        stores = [Store(folder) for _ in range(4)]
        await asyncio.gather(*(store.open(NOW) for store in stores))
        for store in stores:
            await store.close()

    asyncio.run(run(tmp_path))
    assert query(tmp_path / DATABASE, "SELECT count(*) FROM entry") == [(0,)]


def test_connections_at_the_same_moment_wait_for_each_other(tmp_path: Path) -> None:
    """Of four that switch a new file to its log in the same instant, SQLite would refuse one in some of these files."""
    refused: list[Exception] = []

    def join(path: Path, together: threading.Barrier) -> None:
        together.wait()
        try:
            connect(path).close()
        except sqlite3.Error as error:
            refused.append(error)

    for number in range(60):
        together = threading.Barrier(4)
        crowd = [threading.Thread(target=join, args=(tmp_path / f"{number}.sqlite3", together)) for _ in range(4)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
    assert refused == []


def test_a_database_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    async def run() -> None:
        async with notebook(tmp_path) as book:
            await book.journal.save(add(1))
            await book.store.database.write(lambda c: c.execute("PRAGMA user_version=99").close())
        store = Store(tmp_path)
        with pytest.raises(NotPossibleError) as met:
            await store.open(NOW)
        await store.close()
        assert met.value.kind is NotPossibleKind.NEWER_DATA

    asyncio.run(run())
    assert query(tmp_path / DATABASE, "SELECT count(*) FROM entry") == [(1,)]
    assert not list(tmp_path.glob("damaged-*"))


def test_the_turn_to_send_is_one_processes_at_a_time(tmp_path: Path) -> None:
    first, second = ProcessLock(tmp_path), ProcessLock(tmp_path)
    assert first.take()
    assert first.take()
    assert not second.take()
    first.give_up()
    assert second.take()
    second.give_up()
    second.give_up()


class _Unreadable(sqlite3.Connection):
    """A connection to a disk that gives nothing any more, from when it is told so."""

    gives = True

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        if not type(self).gives:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        return super().execute(statement, *values)  # type: ignore[arg-type]


async def test_a_disk_that_gives_nothing_at_all_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even whether a later version has written the file, which is looked at next."""
    store = Store(tmp_path, opening=lambda path, **named: sqlite3.connect(path, factory=_Unreadable, **named))
    await store.open(NOW)
    monkeypatch.setattr(_Unreadable, "gives", False)
    with pytest.raises(NotReadableError) as told:
        await store.accounts.everyone()
    assert told.value.kind is DiskErrorKind.FAILED
    monkeypatch.setattr(_Unreadable, "gives", True)
    await store.close()
