"""One SQLite connection on one thread of its own, so that no frame waits for the disk and no two writes meet.

Write-ahead log with `synchronous=FULL`: a commit that returned survives a power cut. Other processes of this program
may write at the same time; SQLite's own locks order them.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from exist_desktop.errors import DiskFault, NotSaved
from exist_desktop.store.schema import MIGRATIONS

T = TypeVar("T")
Connection = sqlite3.Connection
"""What the work of a read or write is done with; only this package knows what it is."""
Work = Callable[[Connection], T]

BUSY_MILLISECONDS = 5_000


class NewerDatabaseError(Exception):
    """The file was written by a later version of this program."""


class Database:
    """The connection to one file. Everything is done by `read` and `write`, on the database's thread, in order."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._connection: sqlite3.Connection | None = None

    async def open(self) -> None:
        """Opens the file, making it and its tables where needed. Raises `sqlite3.DatabaseError` where it is damaged."""
        await self._on_thread(self._connect)

    async def close(self) -> None:
        """Waits for what is under way and closes the file."""
        if self._connection is not None:
            await self._on_thread(self._disconnect)
        self._thread.shutdown(wait=True)

    async def read(self, work: Work[T]) -> T:
        """The result of `work`, which must not write."""
        return await self._on_thread(lambda: work(self._open_connection))

    async def write(self, work: Work[T]) -> T:
        """The result of `work`, all of which is on the disk when this returns, or none. Raises `NotSaved`."""
        return await self._on_thread(lambda: self._transaction(work))

    async def _on_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    @property
    def _open_connection(self) -> sqlite3.Connection:
        assert self._connection is not None, "the database is not open"
        return self._connection

    def _connect(self) -> None:
        connection = connect(self.path)
        try:
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _disconnect(self) -> None:
        self._open_connection.close()
        self._connection = None

    def _transaction(self, work: Work[T]) -> T:
        connection = self._open_connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            result = work(connection)
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            _roll_back(connection)
            raise NotSaved(disk_fault(error), str(self.path.parent)) from error
        except BaseException:
            _roll_back(connection)
            raise
        return result


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the settings that every use of the file needs."""
    connection = sqlite3.connect(
        path, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000, check_same_thread=False, cached_statements=256
    )
    connection.row_factory = sqlite3.Row
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


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


def disk_fault(error: sqlite3.OperationalError) -> DiskFault:
    """What an SQLite error says about the disk."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return {
        sqlite3.SQLITE_FULL: DiskFault.FULL,
        sqlite3.SQLITE_READONLY: DiskFault.READ_ONLY,
        sqlite3.SQLITE_CANTOPEN: DiskFault.READ_ONLY,
        sqlite3.SQLITE_BUSY: DiskFault.BUSY,
        sqlite3.SQLITE_LOCKED: DiskFault.BUSY,
    }.get(code, DiskFault.FAILED)
