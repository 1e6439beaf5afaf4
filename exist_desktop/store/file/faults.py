"""Classifies errors of SQLite: the disk, the content of the file, or a bug."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import TypeGuard

from exist_desktop.errors import DiskErrorKind

NO_ROOM_BYTES = 65_536
"""SQLite cannot work with less free space."""
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


def is_the_disk(error: BaseException) -> TypeGuard[sqlite3.DatabaseError]:
    """Whether the disk or the file is the cause. The other SQLite errors are bugs."""
    return type(error) in (sqlite3.OperationalError, sqlite3.DatabaseError)


def is_damage(error: sqlite3.DatabaseError | UnicodeDecodeError) -> bool:
    """Whether the content of the file is the cause, and not the disk or another process."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code not in _OF_THE_SURROUNDINGS


def disk_fault(error: sqlite3.DatabaseError, folder: Path) -> DiskErrorKind:
    """Returns what an SQLite error says about the disk. SQLite does not always name a full disk as such."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_IOERR and shutil.disk_usage(folder).free < NO_ROOM_BYTES:
        return DiskErrorKind.FULL
    return {
        sqlite3.SQLITE_FULL: DiskErrorKind.FULL,
        sqlite3.SQLITE_READONLY: DiskErrorKind.READ_ONLY,
        sqlite3.SQLITE_CANTOPEN: DiskErrorKind.READ_ONLY,
        sqlite3.SQLITE_BUSY: DiskErrorKind.BUSY,
        sqlite3.SQLITE_LOCKED: DiskErrorKind.BUSY,
    }.get(code, DiskErrorKind.FAILED)
