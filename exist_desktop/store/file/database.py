"""One SQLite connection on its own thread, so that no frame waits for the disk and no two writes meet.

With a write-ahead log and `synchronous=FULL`, a commit that returned survives a power cut. Other processes of this
program may write at the same time; SQLite's locks order them. If a later version upgrades the file, this one stops
writing.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

from exist_desktop.errors import DiskErrorKind, NotReadableError, NotSavedError, UpgradeError
from exist_desktop.files import FileId, file_fault, file_id, make_private, may_write, refuse_links
from exist_desktop.store.file.clean_shutdown import CleanShutdown
from exist_desktop.store.file.faults import disk_fault, is_damage, is_the_disk
from exist_desktop.store.file.migrations import version_of
from exist_desktop.store.file.opening import (
    Connection,
    Opening,
    at_one_moment,
    look_through,
    mend_indexes,
    roll_back,
)
from exist_desktop.store.file.read_only import open_to_look
from exist_desktop.store.file.schema import MIGRATIONS, Migration
from exist_desktop.store.file.upgrade import open_current

__all__ = ["Companion", "Connection", "Database", "Outside", "Work"]

T = TypeVar("T")
Work = Callable[[Connection], T]


class Companion(Protocol):
    """What is written beside the database and has to agree with it."""

    def check(self, connection: Connection, /) -> None:
        """Compares both. Raises `sqlite3.DatabaseError` if the database is damaged."""

    def is_vouched_for(self, connection: Connection, /) -> bool:
        """Whether another process has compared both, so that this one need not."""

    def is_doubtful(self, connection: Connection, /) -> bool:
        """Whether the next start has to compare both."""


class Outside(Protocol):
    """What a transaction writes outside the database."""

    def take_back(self) -> None:
        """Undoes it, since the transaction has failed. The database is still locked."""


class Database:
    """The connection to one file. `read` and `write` run on the database's own thread, in order.

    `updated` says whether opening the file has upgraded it from an older version. `others` are files that have to agree
    with it. `refusal` is the reason why the disk could not be written when the file was opened: then everything can be
    read, and each write first tries whether it is possible by now.
    """

    def __init__(
        self,
        path: Path,
        *,
        opening: Opening = sqlite3.connect,
        migrations: Sequence[Migration] = MIGRATIONS,
        others: Sequence[Path] = (),
    ) -> None:
        self.path = path
        self.updated = False
        self.refusal: DiskErrorKind | None = None
        self._opening = opening
        self._migrations = migrations
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self.opened: FileId | None = None
        """The file that was opened last, also in vain."""
        self._connection: sqlite3.Connection | None = None
        self._clean_shutdown = CleanShutdown(path, others)
        self._sound = True
        self._companion: Companion | None = None

    async def open(self, companion: Companion | None = None) -> None:
        """Opens the file, and creates the file and its tables if needed.

        The file is checked and compared with its companion, unless it is as it was left or another process has done so.

        Raises `sqlite3.DatabaseError` if it is damaged, and `UpgradeError` or `NewerDatabaseError` if it is of another
        version.
        """
        self._companion = companion
        await asyncio.get_running_loop().run_in_executor(self._thread, self._connect)

    async def close(self, companion: Companion | None = None) -> None:
        """Waits for what is running and closes the file. If its companion is doubtful, the next start checks both."""
        if self._connection is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._finish, companion)
        self._thread.shutdown(wait=True)

    async def look_through(self) -> bool:
        """Checks all pages and indexes. Returns whether indexes had to be rebuilt.

        Raises `sqlite3.DatabaseError` if more is wrong.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, mend_indexes, self._open_connection)

    async def let_go(self) -> None:
        """Closes a damaged file, so that `open` can open its replacement."""
        self._sound = False
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)

    async def read(self, work: Work[T]) -> T:
        """Returns the result of `work`, which must not write and sees one moment. Raises `NotReadableError`."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._reading, work)

    async def maintain(self, work: Work[T]) -> T:
        """Returns the result of `work`, which SQLite does outside a transaction alone. Raises `NotReadableError`."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._maintaining, work)

    async def write(self, work: Work[T], *, outside: Outside | None = None) -> T:
        """Returns the result of `work` when all it wrote is on the disk. Raises `NotSavedError`; then nothing is.

        What `work` wrote `outside` the database is taken back then.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._transaction, work, outside)

    @property
    def _open_connection(self) -> sqlite3.Connection:
        assert self._connection is not None, "the database is not open"
        return self._connection

    def _connect(self) -> None:
        try:
            self._connection = self._opened()
        except (sqlite3.OperationalError, OSError) as error:
            self.refusal = self._refusal(error)
            if self.refusal is None or not (self.path.exists() and self.path.stat().st_size):
                raise  # there is nothing to read
            self._connection, self._sound = open_to_look(self.path, self._migrations), False

    def _refusal(self, error: sqlite3.OperationalError | OSError) -> DiskErrorKind | None:
        """Returns why the disk cannot be written, or None if something else is wrong, too."""
        if isinstance(error, OSError):
            fault = file_fault(error)
            return fault if fault in (DiskErrorKind.FULL, DiskErrorKind.READ_ONLY) else None
        fault = disk_fault(error, self.path.parent)
        return None if is_damage(error) or fault is DiskErrorKind.BUSY else fault

    def _open_again(self) -> None:
        """Opens the file for writing if that was not possible at the start. Raises `NotSavedError`."""
        if self.refusal is None:
            return
        try:
            connection = self._opened()
        except (sqlite3.DatabaseError, OSError, UpgradeError) as error:
            raise NotSavedError(self.refusal, str(self.path.parent)) from error
        self._open_connection.close()
        self._connection, self.refusal = connection, None

    def _opened(self) -> Connection:
        fits = self._clean_shutdown.fits()
        if self.path.exists() and not may_write(self.path):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self.path))
        make_private(self.path)  # SQLite gives its other files the mode of this one
        self.opened = file_id(self.path)
        self.path.touch()  # no clean shutdown any more, unless the file is closed in good order
        refuse_links(*(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm", "-journal")))
        connection, self.updated = open_current(self.path, self._opening, self._migrations)
        try:
            if self.updated or not (fits or self._is_vouched_for(connection)):
                look_through(connection)
                if self._companion is not None:
                    _check_or_mend(self._companion, connection)
        except BaseException:
            connection.close()
            raise
        self._sound = not self.updated  # an upgraded file is checked once more
        return connection

    def _is_vouched_for(self, connection: Connection) -> bool:
        return self._companion is not None and self._companion.is_vouched_for(connection)

    def _finish(self, companion: Companion | None) -> None:
        try:
            if companion is not None and companion.is_doubtful(self._open_connection):
                self._sound = False
        except sqlite3.Error:
            self._sound = False
        finally:
            self._disconnect()

    def _disconnect(self) -> None:
        self._open_connection.close()
        self._connection = None
        if self._sound:
            self._clean_shutdown.note()

    def _reading(self, work: Work[T]) -> T:
        def of_one_moment(connection: Connection) -> T:
            with at_one_moment(connection):
                return work(connection)

        return self._maintaining(of_one_moment)

    def _maintaining(self, work: Work[T]) -> T:
        try:
            return work(self._open_connection)
        except sqlite3.DatabaseError as error:
            if self._may_be_outdated():
                raise NotReadableError(DiskErrorKind.UPDATED, str(self.path.parent)) from error
            self._sound = self._sound and not is_damage(error)
            if is_the_disk(error):
                raise NotReadableError(disk_fault(error, self.path.parent), str(self.path.parent)) from error
            raise

    def _transaction(self, work: Work[T], outside: Outside | None) -> T:
        self._open_again()
        connection = self._open_connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            self._refuse_if_outdated(connection)
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException as error:
            try:
                if outside is not None:
                    outside.take_back()
            finally:
                roll_back(connection)
            self._sound = self._sound and not (isinstance(error, sqlite3.DatabaseError) and is_damage(error))
            if is_the_disk(error):
                raise NotSavedError(disk_fault(error, self.path.parent), str(self.path.parent)) from error
            raise
        return result

    def _refuse_if_outdated(self, connection: Connection) -> None:
        if self._is_outdated(connection):
            raise NotSavedError(DiskErrorKind.UPDATED, str(self.path.parent))

    def _may_be_outdated(self) -> bool:
        """Whether that is why a reading failed. A disk that gives nothing does not give the version either."""
        with contextlib.suppress(sqlite3.Error):
            return self._is_outdated(self._open_connection)
        return False

    def _is_outdated(self, connection: Connection) -> bool:
        """Whether a later version has upgraded the file while this process runs."""
        return version_of(connection) > len(self._migrations)


def _check_or_mend(companion: Companion, connection: Connection) -> None:
    """Checks the content, and once more after mending indexes: an index that lost entries hides rows."""
    try:
        with at_one_moment(connection):
            companion.check(connection)
    except sqlite3.DatabaseError:
        if not mend_indexes(connection):
            raise
        with at_one_moment(connection):
            companion.check(connection)
