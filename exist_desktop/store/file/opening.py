"""Opens a connection with the settings that every use of the file needs, and checks the file's pages."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Connection = sqlite3.Connection
"""What a read or a write works with; only this package knows its type."""
Opening = Callable[..., Connection]
"""Opens a file, with the arguments of `sqlite3.connect`."""

BUSY_MILLISECONDS = 5_000
BUSY_PAUSE_SECONDS = 0.005


def connect(path: Path, opening: Opening = sqlite3.connect) -> Connection:
    """Opens a connection with the settings that every use of the file needs."""
    connection = opening(
        path, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000, check_same_thread=False, cached_statements=256
    )
    connection.row_factory = sqlite3.Row
    try:
        write_ahead(connection)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def write_ahead(connection: Connection) -> None:
    """Gives the file a write-ahead log.

    Waits for processes that create the same file at the same moment, since SQLite would fail at once.
    """
    execute_patiently(connection, "PRAGMA journal_mode=WAL")


def execute_patiently(connection: Connection, statement: str) -> None:
    """Repeats a statement while the file is locked, if SQLite does not wait. Raises `sqlite3.OperationalError`."""
    latest = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > latest:
                raise
            time.sleep(BUSY_PAUSE_SECONDS)
        else:
            return


def look_through(connection: Connection) -> None:
    """Checks all pages. Raises `sqlite3.DatabaseError` if they are damaged."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def mend_indexes(connection: Connection) -> bool:
    """Compares indexes with their tables, and rebuilds them if only they are wrong. Returns whether they were.

    If a page of an index never reached the disk, entries that exist are not found, and are not sent. Raises
    `sqlite3.DatabaseError` if more is wrong.
    """
    look_through(connection)
    if _is_whole(connection):
        return False
    connection.execute("REINDEX")
    if not _is_whole(connection):
        raise sqlite3.DatabaseError("the indexes cannot be made anew")
    return True


def _is_whole(connection: Connection) -> bool:
    return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")


@contextmanager
def at_one_moment(connection: Connection) -> Iterator[None]:
    """Lets all that the block reads be of one moment, that of its first statement. It must not write.

    Other processes commit meanwhile. Two statements that see different moments can take a whole file for a damaged one.
    """
    connection.execute("BEGIN")
    try:
        yield
    finally:
        roll_back(connection)


def roll_back(connection: Connection) -> None:
    """Ends a failed transaction, if there is one."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
