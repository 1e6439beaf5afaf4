"""One SQLite connection on one thread of its own, so that no frame waits for the disk and no two writes meet.

Write-ahead log with `synchronous=FULL`: a commit that returned survives a power cut. Other processes of this program
may write at the same time; SQLite's own locks order them.
"""

from __future__ import annotations

import asyncio
import errno
import shutil
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeGuard, TypeVar

from exist_desktop.errors import DiskFault, NotRead, NotSaved
from exist_desktop.store.schema import MIGRATIONS
from exist_desktop.store.stamp import Stamp

T = TypeVar("T")
Connection = sqlite3.Connection
"""What the work of a read or write is done with; only this package knows what it is."""
Work = Callable[[Connection], T]
Opening = Callable[..., Connection]
"""Opens a file, with the arguments of `sqlite3.connect`."""

BUSY_MILLISECONDS = 5_000
BUSY_PAUSE_SECONDS = 0.005
NO_ROOM_BYTES = 65_536
"""With less than that SQLite cannot work."""
_OF_THE_SURROUNDINGS = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
"""Kinds of errors that say nothing about what is in the file."""


class NewerDatabaseError(Exception):
    """The file was written by a later version of this program."""


class Database:
    """The connection to one file. Everything is done by `read` and `write`, on the database's thread, in order."""

    def __init__(self, path: Path, *, opening: Opening = sqlite3.connect) -> None:
        self.path = path
        self._opening = opening
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._connection: sqlite3.Connection | None = None
        self._stamp = Stamp(path)
        self._sound = True

    async def open(self, check: Work[None] = lambda _connection: None) -> None:
        """Opens the file, making it and its tables where needed; looks through it unless it is as it was left.

        Raises `sqlite3.DatabaseError` where it is damaged, or whatever `check` raises about what is in it.
        """
        await self._on_thread(lambda: self._connect(check))

    async def close(self) -> None:
        """Waits for what is under way and closes the file."""
        if self._connection is not None:
            await self._on_thread(self._disconnect)
        self._thread.shutdown(wait=True)

    async def look_through(self) -> None:
        """Looks through all pages. Raises `sqlite3.DatabaseError` where they do not hang together."""
        await self._on_thread(lambda: _look_through(self._open_connection))

    async def let_go(self) -> None:
        """Closes a damaged file, so that `open` can open what takes its place."""
        self._sound = False
        await self._on_thread(self._disconnect)

    async def read(self, work: Work[T]) -> T:
        """The result of `work`, which must not write. Raises `NotRead`."""
        return await self._on_thread(lambda: self._reading(work))

    async def write(self, work: Work[T], *, on_failure: Callable[[], None] = lambda: None) -> T:
        """The result of `work`, all of which is on the disk when this returns, or none. Raises `NotSaved`.

        `on_failure` takes back what `work` did outside the database, while others are still kept from writing.
        """
        return await self._on_thread(lambda: self._transaction(work, on_failure))

    async def _on_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    @property
    def _open_connection(self) -> sqlite3.Connection:
        assert self._connection is not None, "the database is not open"
        return self._connection

    def _connect(self, check: Work[None]) -> None:
        fits = self._stamp.fits()
        self.path.touch(mode=0o600)  # SQLite gives its other files the mode of this one
        connection = _open_current(self.path, self._opening)
        try:
            if not fits:
                _look_through(connection)
            check(connection)
        except BaseException:
            connection.close()
            raise
        self._connection, self._sound = connection, True

    def _disconnect(self) -> None:
        self._open_connection.close()
        self._connection = None
        if self._sound:
            self._stamp.note()

    def _reading(self, work: Work[T]) -> T:
        try:
            return work(self._open_connection)
        except sqlite3.DatabaseError as error:
            self._sound = self._sound and not is_damage(error)
            if is_the_disk(error):
                raise NotRead(disk_fault(error, self.path.parent), str(self.path.parent)) from error
            raise

    def _transaction(self, work: Work[T], on_failure: Callable[[], None]) -> T:
        connection = self._open_connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException as error:
            try:
                on_failure()
            finally:
                _roll_back(connection)
            self._sound = self._sound and not (isinstance(error, sqlite3.DatabaseError) and is_damage(error))
            if is_the_disk(error):
                raise NotSaved(disk_fault(error, self.path.parent), str(self.path.parent)) from error
            raise
        return result


def open_whole(path: Path, opening: Opening = sqlite3.connect) -> sqlite3.Connection:
    """A connection to a file of this version. Raises `sqlite3.DatabaseError` where its pages do not hang together."""
    connection = _open_current(path, opening)
    try:
        _look_through(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _open_current(path: Path, opening: Opening) -> sqlite3.Connection:
    connection = connect(path, opening)
    try:
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _look_through(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def connect(path: Path, opening: Opening = sqlite3.connect) -> sqlite3.Connection:
    """A connection with the settings that every use of the file needs."""
    connection = opening(
        path, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000, check_same_thread=False, cached_statements=256
    )
    connection.row_factory = sqlite3.Row
    try:
        _write_ahead(connection)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Waits for others that make the same new file at the same moment; SQLite would refuse at once."""
    latest = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > latest:
                raise
            time.sleep(BUSY_PAUSE_SECONDS)
        else:
            return


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the tables to this version. Raises `NewerDatabaseError` where the file is from a later one."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise NewerDatabaseError
    if version == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]  # another process may have been first
        for statements in MIGRATIONS[version:]:
            for statement in _statements(statements):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        _roll_back(connection)
        raise


def _statements(script: str) -> list[str]:
    """The statements of a script one by one: `executescript` would end the transaction around them."""
    statements, current = [], ""
    for line in script.splitlines():
        current += line + "\n"
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return statements


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def is_the_disk(error: BaseException) -> TypeGuard[sqlite3.DatabaseError]:
    """Whether the disk, or what is on it, is at fault; the other kinds of SQLite's errors are bugs."""
    return type(error) in (sqlite3.OperationalError, sqlite3.DatabaseError)


def is_damage(error: sqlite3.DatabaseError | UnicodeDecodeError) -> bool:
    """Whether what is in the file is at fault, rather than the disk or another process."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code not in _OF_THE_SURROUNDINGS


def disk_fault(error: sqlite3.DatabaseError, folder: Path) -> DiskFault:
    """What an SQLite error says about the disk of that folder; a failure for want of room does not always say so."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_IOERR and shutil.disk_usage(folder).free < NO_ROOM_BYTES:
        return DiskFault.FULL
    return {
        sqlite3.SQLITE_FULL: DiskFault.FULL,
        sqlite3.SQLITE_READONLY: DiskFault.READ_ONLY,
        sqlite3.SQLITE_CANTOPEN: DiskFault.READ_ONLY,
        sqlite3.SQLITE_BUSY: DiskFault.BUSY,
        sqlite3.SQLITE_LOCKED: DiskFault.BUSY,
    }.get(code, DiskFault.FAILED)


def file_fault(error: OSError) -> DiskFault:
    """What an error of the operating system says about the disk."""
    return {
        errno.ENOSPC: DiskFault.FULL,
        errno.EDQUOT: DiskFault.FULL,
        errno.EFBIG: DiskFault.FULL,
        errno.EROFS: DiskFault.READ_ONLY,
        errno.EACCES: DiskFault.READ_ONLY,
        errno.EPERM: DiskFault.READ_ONLY,
    }.get(error.errno or 0, DiskFault.FAILED)
