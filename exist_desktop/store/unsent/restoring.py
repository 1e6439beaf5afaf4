"""Backups that a person makes and puts back: a copy of the whole database in a file of their choice.

Putting one back is what a rescue is: what is not in Exist yet is compared with the unsent log. What a backup says may
have been sent since, so what the log does not have is held, and asked about.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from exist_desktop.domain.outbox.rescue import Loss, Rescue
from exist_desktop.domain.transfer.export import ExportError, ExportErrorKind
from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.errors import NotRecordedError
from exist_desktop.files import file_fault
from exist_desktop.store.changes import Change
from exist_desktop.store.file.backup_copy import write_copy
from exist_desktop.store.file.migrations import NewerDatabaseError
from exist_desktop.store.store import Store
from exist_desktop.store.unsent import rescue

LARGEST_BACKUP = 2_000_000_000
"""In bytes. Ten years of 150 attributes have 13 million."""


def write_backup(store: Store, target: Path) -> None:
    """Writes a copy of the database into a file; on the calling thread. Raises `OSError` and `ExportError`."""
    address = f"{store.database.path.as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            write_copy(connection, target)
    except sqlite3.Error as error:
        raise ExportError(ExportErrorKind.FAILED, str(target)) from error


async def restore(store: Store, backup: Path, now: float) -> Rescue:
    """Puts a backup in place of the database, and says what became of what was not in Exist.

    Nothing else of this process may use the database meanwhile. Raises `UnreadableError` if it is no backup of ours,
    and `NotRecordedError`; then everything is as it was.
    """
    path = store.database.path
    await asyncio.to_thread(_make_ready, store, backup, path)
    await store.database.let_go()
    try:
        found = await asyncio.to_thread(_take_its_place, store, path, now)
    finally:
        await store.database.open()
    store.rescued = found
    store.publish(Change(days=None, catalogue=True, outbox=True, session=True))
    return found


def _make_ready(store: Store, backup: Path, path: Path) -> None:
    try:
        backup = backup.resolve()  # a person may choose a link
        if not backup.is_file():
            raise UnreadableError(UnreadableKind.MISSING, str(backup))
        if backup.stat().st_size > LARGEST_BACKUP:
            raise UnreadableError(UnreadableKind.NO_BACKUP, str(backup))
        rescue.make_ready(backup, path, store.unsent_log)
    except NewerDatabaseError as error:
        raise UnreadableError(UnreadableKind.NEWER, str(backup)) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise UnreadableError(UnreadableKind.NO_BACKUP, str(backup)) from error
    except OSError as error:
        raise NotRecordedError(file_fault(error), str(store.folder)) from error


def _take_its_place(store: Store, path: Path, now: float) -> Rescue:
    try:
        return rescue.put_in_place(path, store.unsent_log, now, Loss.RESTORED, from_backup=True)
    except OSError as error:
        raise NotRecordedError(file_fault(error), str(store.folder)) from error
