"""A connection to the file with the settings that every use of it needs, and a look whether its pages hang together."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

Connection = sqlite3.Connection
"""What the work of a read or write is done with; only this package knows what it is."""
Opening = Callable[..., Connection]
"""Opens a file, with the arguments of `sqlite3.connect`."""

BUSY_MILLISECONDS = 5_000
BUSY_PAUSE_SECONDS = 0.005


def connect(path: Path, opening: Opening = sqlite3.connect) -> Connection:
    """A connection with the settings that every use of the file needs."""
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

    Waits for others that make the same new file at the same moment; SQLite would refuse at once.
    """
    patiently(lambda: connection.execute("PRAGMA journal_mode=WAL"))


def patiently(call: Callable[[], object]) -> None:
    """Calls until nobody else is in the way, where SQLite itself does not wait. Raises `sqlite3.OperationalError`."""
    latest = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            call()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > latest:
                raise
            time.sleep(BUSY_PAUSE_SECONDS)
        else:
            return


def look_through(connection: Connection) -> None:
    """Looks through all pages. Raises `sqlite3.DatabaseError` where they do not hang together."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def mend_indexes(connection: Connection) -> bool:
    """Compares indexes with their tables too, and makes them anew where only they are wrong; whether they were.

    A page of an index that never reached the disk is of that kind: entries that are there are not found to be sent.
    Raises `sqlite3.DatabaseError` where more is wrong.
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


def roll_back(connection: Connection) -> None:
    """Ends a transaction that failed, if there is one."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
