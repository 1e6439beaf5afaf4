"""Writes a compact copy of a database: one private file that is complete and on the disk, or does not exist."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

FRESH = ".new"
"""The end of a file's name while it is being made."""


def write_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Writes a copy of what was last committed. The former copy stays until the new one is complete.

    Raises `OSError` and `sqlite3.Error`; then no part of the new copy is left.
    """
    fresh = target.with_name(target.name + FRESH)
    fresh.unlink(missing_ok=True)
    try:
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # SQLite fills an empty file
        connection.execute("VACUUM INTO ?", (str(fresh),))
        sync(fresh)
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync(path: Path) -> None:
    """Returns when the file's content is on the disk. Raises `OSError`."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Returns when the names in the folder are on the disk. Does nothing on Windows. Raises `OSError`."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
