"""Reads a database into memory if the disk cannot be written, and never writes to it.

Even for reading, SQLite needs files of its own beside a database with a write-ahead log. A log that a crash left behind
is read in a private temporary folder.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from exist_desktop.files import read_private, write_new
from exist_desktop.store.file.migrations import check_shape, is_current, is_filled, migrate
from exist_desktop.store.file.opening import Connection, connect
from exist_desktop.store.file.schema import MIGRATIONS, Migration

LOG = "-wal"
_FORMAT = slice(18, 20)
_WITHOUT_LOG = b"\x01\x01"
"""The two bytes of SQLite's header that say how a file is written and read; memory has no log."""


def open_to_look(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> Connection:
    """Reads the file into memory and upgrades it there. The connection refuses writes.

    Raises `OSError`, `NewerDatabaseError`, and `sqlite3.DatabaseError` if it is damaged.
    """
    image = _image(path)
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, cached_statements=256)
    try:
        connection.row_factory = sqlite3.Row
        connection.deserialize(image)
        if is_filled(connection) and not is_current(connection, migrations):
            check_shape(connection, migrations)
        migrate(connection, migrations)
        connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _image(path: Path) -> bytes:
    log = path.with_name(path.name + LOG)
    image = bytearray(read_private(path))
    logged = read_private(log) if log.exists() else b""
    if logged:
        return _taken_in(bytes(image), logged)
    image[_FORMAT] = _WITHOUT_LOG
    return bytes(image)


def _taken_in(image: bytes, logged: bytes) -> bytes:
    """Returns the file with the content of its log."""
    with tempfile.TemporaryDirectory(prefix="exist-desktop-") as place:
        copy = Path(place) / "copy"
        write_new(copy, image)
        write_new(copy.with_name(copy.name + LOG), logged)
        with closing(connect(copy)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            return connection.serialize()
