"""Upgrades the data folder's file from an older version to this one; a failure leaves it as it was.

A copy is written first. It is deleted when a later start has found no error, so that the data can be restored if the
migrations have spoiled it.

No other process may have the file open meanwhile: a window of the older version would go on with statements that do not
fit the new tables. SQLite knows who has it open, also of versions that were written before this rule: it removes a
file's write-ahead log only for the last connection. So a new version waits a little for a command of the old one to
end, and reports a window that stays open; nothing is changed until then. Of several processes of the new version one
upgrades, while the others have no connection.
A process that finds the file newer than itself stops writing (`Database.write`); that can only happen if locks do not
work, as on some network disks.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from exist_desktop.errors import DiskErrorKind, NotSavedError, UpgradeError
from exist_desktop.files import file_fault
from exist_desktop.store.file.backup_copy import write_copy
from exist_desktop.store.file.faults import disk_fault, is_damage
from exist_desktop.store.file.migrations import check_shape, is_current, is_filled, migrate
from exist_desktop.store.file.opening import (
    BUSY_MILLISECONDS,
    Connection,
    Opening,
    connect,
    execute_patiently,
    look_through,
    write_ahead,
)
from exist_desktop.store.file.process_lock import UPDATING, ProcessLock
from exist_desktop.store.file.schema import MIGRATIONS, Migration

COPY = "before-update.sqlite3"
TURN_PAUSE_SECONDS = 0.05

_log = logging.getLogger(__name__)


def open_current(
    path: Path, opening: Opening = sqlite3.connect, migrations: Sequence[Migration] = MIGRATIONS
) -> tuple[Connection, bool]:
    """Opens the file, creates or upgrades it if needed, and returns whether it was upgraded.

    Raises `UpgradeError` if it cannot be upgraded, `NewerDatabaseError` if it is from a later version, and
    `sqlite3.DatabaseError`.
    """
    connection = connect(path, opening)
    try:
        if is_current(connection, migrations):
            return connection, False
        if not is_filled(connection):
            migrate(connection, migrations)
            return connection, False
    except BaseException:
        connection.close()
        raise
    connection.close()
    with _my_turn(path.parent):
        connection = connect(path, opening)
        try:
            return connection, _update(connection, path, migrations)
        except BaseException:
            connection.close()
            raise


def forget_copy(path: Path) -> None:
    """Deletes the copy of the older version, since the upgraded file has been opened without an error."""
    with contextlib.suppress(OSError):
        path.with_name(COPY).unlink(missing_ok=True)


@contextlib.contextmanager
def _my_turn(folder: Path) -> Iterator[None]:
    """Waits for other processes that upgrade the same file. Raises `UpgradeError` if that takes too long."""
    process_lock, latest = ProcessLock(folder, UPDATING), time.monotonic() + 2 * BUSY_MILLISECONDS / 1000
    try:
        while not process_lock.take():
            if time.monotonic() > latest:
                raise UpgradeError(DiskErrorKind.BUSY, str(folder))
            time.sleep(TURN_PAUSE_SECONDS)
        yield
    except NotSavedError as error:
        raise UpgradeError(error.kind, error.where) from error
    except OSError as error:
        raise UpgradeError(file_fault(error), str(folder)) from error
    finally:
        process_lock.give_up()


def _update(connection: Connection, path: Path, migrations: Sequence[Migration]) -> bool:
    if is_current(connection, migrations):
        return False  # another process was first
    with _alone(connection, path.parent):
        look_through(connection)
        check_shape(connection, migrations)
        write_copy(connection, path.with_name(COPY))
        try:
            migrate(connection, migrations)
        except Exception as error:
            if isinstance(error, sqlite3.DatabaseError) and not is_damage(error):
                raise
            _log.exception("The data could not be brought to this version and is as it was")
            raise UpgradeError(DiskErrorKind.FAILED, str(path.parent)) from error
    return True


@contextlib.contextmanager
def _alone(connection: Connection, folder: Path) -> Iterator[None]:
    """Locks the file against all others. Raises `UpgradeError` if another process has it open, or the disk refuses.

    If the work fails, closing the connection releases the lock.
    """
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        execute_patiently(connection, "PRAGMA journal_mode=DELETE")
        yield
        connection.execute("PRAGMA locking_mode=NORMAL")
        write_ahead(connection)  # only this releases the lock
    except sqlite3.OperationalError as error:
        if is_damage(error):
            raise
        raise UpgradeError(disk_fault(error, folder), str(folder)) from error
