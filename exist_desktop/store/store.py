"""The store as the rest of the program holds it: the data folder, the database in it, and word of each change."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from exist_desktop.domain.account import Account
from exist_desktop.domain.outbox import Entry, Op
from exist_desktop.domain.settlements import Settlement
from exist_desktop.errors import NotPossible, NotSaved, Obstacle
from exist_desktop.store import accounts, entries, ops, slots
from exist_desktop.store.changes import Change
from exist_desktop.store.database import Database, NewerDatabaseError, Work, disk_fault, file_fault
from exist_desktop.store.entries import Draft
from exist_desktop.store.rescue import Rescue, back_up, is_lost, rescue
from exist_desktop.store.second_copy import SecondCopy

DATABASE = "exist.sqlite3"
SECOND_COPY = "unsent.jsonl"
_BACKED_UP = "backed_up"

_log = logging.getLogger(__name__)

Listener = Callable[[Change], None]


class Store:
    """One data folder. `rescued` tells what was brought back where the database was found damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(folder / DATABASE)
        self.rescued: Rescue | None = None
        self._copy = SecondCopy(folder / SECOND_COPY)
        self._listeners: list[Listener] = []

    async def open(self, now: float) -> None:
        """Makes the folder, private to this user, and opens the database.

        Raises `NotSaved` where it cannot, `NotPossible` where a later version of this program has written it.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            await self._open_database(now)
            self.database.path.chmod(0o600)
        except NewerDatabaseError as error:
            raise NotPossible(Obstacle.NEWER_DATA) from error
        except sqlite3.OperationalError as error:
            raise NotSaved(disk_fault(error), str(self.folder)) from error
        except OSError as error:
            raise NotSaved(file_fault(error), str(self.folder)) from error

    async def _open_database(self, now: float) -> None:
        if is_lost(self.database.path, self._copy):
            self.rescued = rescue(self.database.path, self._copy, now)
        try:
            await self.database.open()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self.rescued = rescue(self.database.path, self._copy, now)
            await self.database.open()

    async def close(self) -> None:
        """Closes the database after what is under way."""
        await self.database.close()

    def subscribe(self, listener: Listener) -> None:
        """Calls `listener` after each commit, on the loop."""
        self._listeners.append(listener)

    def publish(self, change: Change) -> None:
        """Says what changed; also for a change that another process of this program has made."""
        for listener in self._listeners:
            listener(change)

    async def save(self, account: Account, drafting: Work[Sequence[Draft]]) -> tuple[Entry, ...]:
        """T1: the entries that `drafting` gives, and their ops, are on the disk when this returns. Raises `NotSaved`.

        `drafting` is part of the transaction: what it reads still holds, and what it answers is not kept alone.
        """
        appended: list[range] = []

        def work(connection: sqlite3.Connection) -> tuple[Entry, ...]:
            drafts = drafting(connection)
            if drafts:
                appended.append(self._copy.append(account.server, account.username, drafts))
            return entries.save(connection, account, drafts)

        def cut_back() -> None:
            with contextlib.suppress(OSError):  # a line without its entry is marked as done by the next tidying
                for lines in appended:
                    self._copy.cut_back(lines)

        try:
            saved = await self.database.write(work, on_failure=cut_back)
        except OSError as error:
            raise NotSaved(file_fault(error), str(self.folder)) from error
        self.publish(Change(days=frozenset(entry.key.day for entry in saved) or None, outbox=True))
        return saved

    async def write(self, work: Work[None], change: Change) -> None:
        """Commits `work` and says what it changed. Raises `NotSaved`."""
        await self.database.write(work)
        self.publish(change)

    async def begin(self, departures: Sequence[ops.Departure], now: float) -> tuple[Op, ...]:
        """T2: the ops that may leave now, marked on the disk. Raises `NotSaved`, and then nothing may be sent."""
        begun = await self.database.write(lambda connection: ops.begin(connection, departures, now))
        self.publish(Change(outbox=True))
        return begun

    async def settle(self, account: Account, found: Sequence[Settlement], now: float) -> None:
        """T3: keeps what became of ops. Raises `NotSaved`."""
        await self.database.write(lambda connection: ops.settle(connection, account, found, now))
        self.publish(Change(days=None, outbox=True))
        await self.tidy_copy()

    async def tidy_copy(self) -> None:
        """Notes in the second copy what has left the outbox since; it is emptied when nothing waits any more."""
        try:
            await self.database.write(self._tidy)
        except (OSError, NotSaved):
            _log.warning("The second copy of unsent entries could not be tidied", exc_info=True)

    def _tidy(self, connection: sqlite3.Connection) -> None:
        """Runs within a write, so that no other process appends in the meantime."""
        open_uids = {copied.draft.uid for copied in self._copy.unfinished()}
        standing = connection.execute(
            f"SELECT uid FROM entry JOIN op ON op.id = entry.op WHERE undone_at IS NULL AND {slots.UNFINISHED}"
        )
        still = open_uids & {row["uid"] for row in standing}
        if not still:
            self._copy.clear()
        else:
            self._copy.mark_done(open_uids - still)

    async def back_up_daily(self, now: float) -> None:
        """Writes a backup where none was written on this day; one that cannot be written is noted in the log."""
        today = datetime.fromtimestamp(now, UTC).date().isoformat()

        def due(connection: sqlite3.Connection) -> bool:
            return accounts.note(connection, accounts.COMPUTER, _BACKED_UP) != today

        if not await self.database.read(due):
            return
        try:
            await self.database.read(lambda connection: back_up(connection, self.folder))
            await self.database.write(
                lambda connection: accounts.set_note(connection, accounts.COMPUTER, _BACKED_UP, today)
            )
        except (OSError, sqlite3.Error, NotSaved):
            _log.warning("No backup could be written", exc_info=True)
