"""The database as it is at one moment, for as long as an export takes; saving goes on meanwhile.

It is read through a connection of its own, on the thread that asks. A write-ahead log keeps what was there when the
reading began. On a disk that cannot be written SQLite could not even read, so the file is read into memory there.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from exist_desktop.domain.account import Account
from exist_desktop.errors import DiskErrorKind, NotReadableError
from exist_desktop.store.file.faults import disk_fault, is_the_disk
from exist_desktop.store.file.migrations import version_of
from exist_desktop.store.file.opening import BUSY_MILLISECONDS, Connection
from exist_desktop.store.file.read_only import open_to_look
from exist_desktop.store.file.schema import MIGRATIONS
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer.account_data import AccountData


@contextlib.contextmanager
def snapshot(store: Store, account: Account) -> Iterator[AccountData]:
    """Gives what there is of an account. Raises `NotReadableError`, also while it is used."""
    folder = str(store.folder)
    try:
        with closing(_opened(store)) as connection:
            connection.execute("BEGIN")
            if version_of(connection) != len(MIGRATIONS):
                raise NotReadableError(DiskErrorKind.UPDATED, folder)
            yield AccountData(Transaction(connection, account))
    except sqlite3.DatabaseError as error:
        if is_the_disk(error):
            raise NotReadableError(disk_fault(error, store.folder), folder) from error
        raise


def _opened(store: Store) -> Connection:
    path = store.database.path
    if store.refusal is not None:
        return open_to_look(path)
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=ro",
        uri=True,
        isolation_level=None,
        timeout=BUSY_MILLISECONDS / 1000,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection
