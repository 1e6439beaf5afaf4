"""A database that cannot be read: it is moved aside, never deleted; a backup and the unsent log take its place.

A backup may be of an older version: what takes the place of the database is a copy of it, upgraded to this version.
One of a later version is left alone, and so is the database, until that version is there again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from exist_desktop.domain.outbox.rescue import Loss, Rescue
from exist_desktop.errors import NotSavedError, OpenError, OpenErrorKind
from exist_desktop.files import FileId, file_id, make_private, read_private, write_new
from exist_desktop.store.file.backup_copy import sync, sync_folder, write_copy
from exist_desktop.store.file.migrations import check_shape, check_statements, is_current, is_filled, migrate
from exist_desktop.store.file.opening import Connection, connect, look_through
from exist_desktop.store.file.process_lock import UPDATING, ProcessLock
from exist_desktop.store.file.upgrade import COPY, TURN_PAUSE_SECONDS
from exist_desktop.store.unsent import reconciliation
from exist_desktop.store.unsent.unsent_log import UnsentLog

BACKUP = "backup.sqlite3"
TURN_SECONDS = 10.0
"""How long another process may take to put a database in place."""


def is_lost(path: Path, copy: UnsentLog) -> bool:
    """Whether the database is gone although there was one: a backup or an unsent entry is still here."""
    if path.exists():
        return False
    contents = copy.read()
    return path.with_name(BACKUP).exists() or bool(contents.unfinished or contents.wishes)


def back_up(connection: sqlite3.Connection, folder: Path) -> None:
    """Writes a compact copy of the database beside it. The former copy stays until the new one is complete."""
    write_copy(connection, folder / BACKUP)


def rescue(path: Path, copy: UnsentLog, now: float, met: FileId | None) -> Rescue | None:
    """Moves a damaged database aside and puts the best available one in its place.

    `met` is the file that was found damaged, None if there was none. Another process may have found the same at the
    same moment: processes take turns, and for the second one, which finds another file there, this returns None.

    The new one is completed first, so that a crash or a full disk leaves everything needed to begin again. Raises
    `OSError`, `OpenError`, `sqlite3.Error` and `NewerDatabaseError`.
    """
    with _turn(path.parent):
        return _rescued(path, copy, now) if file_id(path) == met else None


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    lock, latest = ProcessLock(folder, UPDATING), time.monotonic() + TURN_SECONDS
    try:
        while not lock.take():
            if time.monotonic() > latest:
                raise OpenError(OpenErrorKind.BUSY, str(folder))
            time.sleep(TURN_PAUSE_SECONDS)
        yield
    except NotSavedError as error:
        raise OpenError(OpenErrorKind[error.kind.name], error.where) from error
    finally:
        lock.give_up()


def _rescued(path: Path, copy: UnsentLog, now: float) -> Rescue:
    fresh = _fresh(path)
    usable = any(_taken(former, fresh, copy) for former in _former(path))
    if not usable:
        _clear(fresh)
    loss = Loss.DAMAGED if path.exists() else Loss.GONE
    return put_in_place(path, copy, now, loss, from_backup=usable)


def make_ready(backup: Path, path: Path, copy: UnsentLog) -> None:
    """Makes what can take the place of the database from a backup that a person has chosen; nothing else is touched.

    Raises `OSError`, `NewerDatabaseError`, and `sqlite3.DatabaseError` if it is none, or does what ours do not do.
    """
    fresh = _fresh(path)
    try:
        _take_alone(backup, fresh, copy)
    except BaseException:
        for part in _parts(fresh):
            part.unlink(missing_ok=True)
        raise


def _take_alone(backup: Path, fresh: Path, copy: UnsentLog) -> None:
    if not _taken(backup, fresh, copy):
        raise sqlite3.DatabaseError("this is no backup")
    with closing(connect(fresh)) as connection:
        check_shape(connection)
        check_statements(connection)


def put_in_place(path: Path, copy: UnsentLog, now: float, loss: Loss, *, from_backup: bool) -> Rescue:
    """Brings what was made ready up to the unsent log, and puts it in place of the database, which is moved aside."""
    fresh = _fresh(path)
    with closing(_brought_here(fresh)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        if loss is Loss.RESTORED:
            reconciliation.count_by_this_clock(connection, now)
        waiting, doubtful = reconciliation.bring_back(connection, copy, now)
        connection.execute("COMMIT")
    sync(fresh)
    aside = _move_aside(path, now)
    fresh.replace(path)
    sync_folder(path.parent)
    return Rescue(loss, str(aside or path.parent), from_backup, waiting, doubtful)


def _fresh(path: Path) -> Path:
    return path.with_name(path.name + ".new")


def _former(path: Path) -> list[Path]:
    """Returns the existing copies of the database, the latest first."""
    found = [one for one in map(path.with_name, (BACKUP, COPY)) if one.exists()]
    return sorted(found, key=lambda one: one.stat().st_mtime_ns, reverse=True)


def _taken(former: Path, fresh: Path, copy: UnsentLog) -> bool:
    """Makes `fresh` from a former copy and upgrades it. Returns False if that one is damaged, too."""
    _clear(fresh)
    write_new(fresh, read_private(former))
    try:
        with closing(_brought_here(fresh)) as connection:
            reconciliation.check(connection, copy.read(), former)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    return True


def _brought_here(path: Path) -> Connection:
    """Opens a file that no other process knows, creates or upgrades its tables, and checks it."""
    connection = connect(path)
    try:
        if is_filled(connection):
            look_through(connection)
            if not is_current(connection):
                check_shape(connection)
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _clear(fresh: Path) -> None:
    """Leaves an empty, private file there."""
    for part in _parts(fresh):
        part.unlink(missing_ok=True)
    make_private(fresh)


def _parts(path: Path) -> list[Path]:
    """Returns the files that a database consists of."""
    return [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm")]


def _move_aside(path: Path, now: float) -> Path | None:
    """Moves what there is of a database into a new folder, and returns it; None if there was nothing."""
    found = [part for part in _parts(path) if part.exists()]
    if not found:
        return None
    names = (f"damaged-{int(now)}" + (f"-{number}" if number > 1 else "") for number in count(1))
    aside = next(folder for folder in map(path.with_name, names) if not folder.exists())
    aside.mkdir(mode=0o700)
    for part in found:
        part.replace(aside / part.name)
    return aside
