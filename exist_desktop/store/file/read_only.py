"""What is kept here, to be looked at where the disk takes nothing: read into memory as it is, and never written.

SQLite needs files of its own beside a database with a write-ahead log even to read it. A log that a crash has left
behind is taken in within a private folder that is gone before this returns.
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
"""The two bytes of SQLite's header that tell how a file is written and read; memory has no log."""


def open_to_look(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> Connection:
    """A connection to what is in the file, brought to this version in memory; whatever is written is refused.

    Raises `OSError`, `NewerDatabaseError`, and `sqlite3.DatabaseError` where it is damaged.
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
    """The file with what is in its log."""
    with tempfile.TemporaryDirectory(prefix="exist-desktop-") as place:
        copy = Path(place) / "copy"
        write_new(copy, image)
        write_new(copy.with_name(copy.name + LOG), logged)
        with closing(connect(copy)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            return connection.serialize()
