"""The disk under SQLite: one database in memory, with power cuts, calls that fail, and processes that just end.

Every process has its own head on the one disk. As no two transactions can overlap in one thread, the heads share one
connection. What survives a power cut is what SQLite promises for the settings that the program made: with
`synchronous=FULL` every commit, with less only what was there when the file was opened.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from tests.simulation.faults import Operation
from tests.simulation.loop import Gone, Life

FULL = 2
ERRORS = {
    "full": sqlite3.SQLITE_FULL,
    "i/o": sqlite3.SQLITE_IOERR,
    "busy": sqlite3.SQLITE_BUSY,
}
TELLING = (
    ("INSERT INTO entry", Operation.T1),
    ("UPDATE op SET state = 'sending'", Operation.T2),
    ("INSERT INTO attempt", Operation.T3),
    ("UPDATE entry SET undone_at", Operation.DECISION),
    ("INSERT OR IGNORE INTO consent", Operation.DECISION),
    ("INSERT INTO covered", Operation.READING),
    ("INSERT INTO owner_entry", Operation.T1),
    ("UPDATE owner_entry SET state = 'sending'", Operation.T2),
    ("UPDATE owner_entry SET state = 'sent', settled_at", Operation.T3),
    ("UPDATE owner_entry SET state = 'checking', ", Operation.T3),
    ("UPDATE owner_entry SET state = 'waiting', restored_at", Operation.T3),
    ("UPDATE owner_entry SET state = 'waiting', not_before", Operation.T3),
    ("UPDATE owner_entry SET state = 'held', not_before", Operation.T3),
    ("UPDATE owner_entry SET state = 'undone'", Operation.DECISION),
)
"""The statements by which a transaction is known."""
VAGUE = (Operation.BOOKKEEPING, Operation.READING)
"""What a transaction counts as until a more telling statement comes."""


class Disk:
    """`on_call` hears of each statement before it is done and may raise; `on_commit` of each commit."""

    def __init__(self, image: bytes | None = None) -> None:
        self.connection = _loaded(image)
        self.on_call: Callable[[Life, str, Operation], None] = lambda _life, _statement, _operation: None
        self.on_commit: Callable[[Life, Operation], None] = lambda _life, _operation: None
        self._synced = image

    def opening(self, life: Life) -> Callable[..., sqlite3.Connection]:
        """What the process opens its file with."""

        def open_file(_path: Path, **_options: object) -> sqlite3.Connection:
            life.check()
            if self._synced is not None:  # a database without a page has no image
                self._synced = self.connection.serialize()
            return cast("sqlite3.Connection", Head(self, life))

        return open_file

    def roll_back(self) -> None:
        """What a process leaves behind that ends in the middle."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def cut_power(self) -> None:
        """Goes back to what had reached the disk for good."""
        self.roll_back()
        synchronous = self.connection.execute("PRAGMA synchronous").fetchone()[0]
        if synchronous < FULL and self._synced is not None:
            self.connection.close()
            self.connection = _loaded(self._synced)

    def replace(self, image: bytes) -> None:
        """Has another database from now on; no process has it open."""
        self.connection.close()
        self.connection = _loaded(image)
        self._synced = image

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """For those who look at the disk from outside."""
        return self.connection.execute(statement, values).fetchall()


class Head:
    """One process's connection, as far as the program uses one."""

    def __init__(self, disk: Disk, life: Life) -> None:
        self._disk = disk
        self._life = life
        self._operation = Operation.BOOKKEEPING
        self.row_factory: object = None

    def execute(self, statement: str, values: Sequence[object] | dict[str, object] = ()) -> sqlite3.Cursor:
        self._before(statement)
        if statement == "COMMIT":
            return self._commit()
        return self._disk.connection.execute(statement, values)

    def executemany(self, statement: str, values: Iterable[Sequence[object]]) -> sqlite3.Cursor:
        self._before(statement)
        return self._disk.connection.executemany(statement, values)

    @property
    def in_transaction(self) -> bool:
        self._life.check()
        return self._disk.connection.in_transaction

    def close(self) -> None:
        self._life.check()

    def _before(self, statement: str) -> None:
        self._life.check()
        if statement == "BEGIN IMMEDIATE":
            self._operation = Operation.BOOKKEEPING
        elif self._operation in VAGUE:
            self._operation = _told_by(statement) or self._operation
        self._disk.on_call(self._life, statement, self._operation)

    def _commit(self) -> sqlite3.Cursor:
        done = self._disk.connection.execute("COMMIT")
        self._disk.on_commit(self._life, self._operation)
        if not self._life.alive:
            raise Gone
        return done


@functools.cache
def _told_by(statement: str) -> Operation | None:
    return next((operation for text, operation in TELLING if statement.startswith(text)), None)


def _loaded(image: bytes | None) -> sqlite3.Connection:
    """A connection of its own for each image: one that is loaded under prepared statements would break them."""
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=256)
    connection.row_factory = sqlite3.Row
    if image is not None:
        connection.deserialize(image)
    return connection


def failing(kind: str) -> sqlite3.OperationalError:
    """The error that SQLite raises where the disk refuses."""
    error = sqlite3.OperationalError(f"the simulated disk: {kind}")
    error.sqlite_errorcode = ERRORS[kind]
    return error
