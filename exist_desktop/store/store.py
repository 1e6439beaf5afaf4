"""The front door of the store: one data folder with its database and unsent log, and the changes of both.

Other parts of the program use `Store`, `Accounts` and the views. None of them sees the connection; journal, history and
worker compose transactions of one account with `read`, `write` and `save`.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from exist_desktop.domain.account import Account
from exist_desktop.domain.outbox.op_outcome import OpOutcome
from exist_desktop.domain.outbox.ops import Counts, Entry, Op
from exist_desktop.domain.outbox.rescue import Loss, Rescue
from exist_desktop.errors import (
    DiskErrorKind,
    NotPossibleError,
    NotPossibleKind,
    NotReadableError,
    NotSavedError,
    OpenError,
    OpenErrorKind,
)
from exist_desktop.files import file_fault, open_fault, prepare_folder
from exist_desktop.store import meta
from exist_desktop.store.accounts import Accounts
from exist_desktop.store.changes import NOTHING, Change, LaterChanges, later_changes
from exist_desktop.store.file.database import Connection, Database, Work
from exist_desktop.store.file.faults import disk_fault, is_damage
from exist_desktop.store.file.migrations import NewerDatabaseError
from exist_desktop.store.file.opening import Opening
from exist_desktop.store.file.schema import MIGRATIONS, Migration
from exist_desktop.store.file.upgrade import forget_copy
from exist_desktop.store.outbox import creations, entries, ops, sending
from exist_desktop.store.outbox.entries import NewEntry
from exist_desktop.store.ownership import entries as owner_entries
from exist_desktop.store.reading.outbox_list import read_counts
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.unsent import reconciliation, window_check
from exist_desktop.store.unsent.companion import AppendedLines, LogBeside
from exist_desktop.store.unsent.rescue import BACKUP, back_up, is_lost, rescue
from exist_desktop.store.unsent.unsent_log import UnsentLog

DATABASE = "exist.sqlite3"
UNSENT_LOG = "unsent.jsonl"
_BACKED_UP = "backed_up"
_LOOKED_THROUGH = "looked_through"

_log = logging.getLogger(__name__)

T = TypeVar("T")
TransactionWork = Callable[[Transaction], T]
Listener = Callable[[Change], None]


class Store:
    """One data folder: its database, its unsent log, and the listeners to changes.

    `rescued` says what was recovered if the database was found damaged.
    """

    def __init__(
        self, folder: Path, *, opening: Opening = sqlite3.connect, migrations: Sequence[Migration] = MIGRATIONS
    ) -> None:
        self.folder = folder
        self._copy = UnsentLog(folder / UNSENT_LOG)
        self._beside = LogBeside(self._copy, folder / BACKUP)
        self.database = Database(folder / DATABASE, opening=opening, migrations=migrations, others=[self._copy.path])
        self.accounts = Accounts(self.database)
        self.rescued: Rescue | None = None
        self._listeners: list[Listener] = []

    async def open(self, now: float) -> None:
        """Creates the folder, private to this user, and opens the database.

        If the disk cannot be written, it is opened for reading and `refusal` has the reason. Raises `OpenError` if
        folder or file cannot be opened, `NotPossibleError` if a later version has written it, and `UpgradeError` if it
        is of an older version and cannot be upgraded now.
        """
        prepare_folder(self.folder)
        with self._told():
            await self._open_database(now)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turns errors of opening into the program's own."""
        try:
            yield
        except NewerDatabaseError as error:
            raise NotPossibleError(NotPossibleKind.NEWER_DATA) from error
        except sqlite3.OperationalError as error:
            raise OpenError(OpenErrorKind[disk_fault(error, self.folder).name], str(self.folder)) from error
        except OSError as error:
            raise OpenError(open_fault(error), str(self.folder)) from error

    async def _open_database(self, now: float) -> None:
        if is_lost(self.database.path, self._copy):
            self.rescued = rescue(self.database.path, self._copy, now, None)
        try:
            await self.database.open(self._beside)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not is_damage(error):
                raise
            await self._bring_back(error, now)
        if self.database.refusal is not None:
            return
        if not self._beside.agreed:
            await self._reconcile(now)
        if not self.database.updated:
            forget_copy(self.database.path)

    async def _bring_back(self, error: sqlite3.DatabaseError | UnicodeDecodeError, now: float) -> None:
        _log.info("The database is moved aside: %s", error)
        self.rescued = rescue(self.database.path, self._copy, now, self.database.opened)
        await self.database.open(None if self.rescued else self._beside)

    async def look_through_daily(self, now: float) -> bool:
        """Checks the whole database once a day, since a file may rot while its date stays the same.

        Returns whether it was damaged; it is then recovered as at a start, and `rescued` says what. Beside a window
        that does this, nothing is done. Raises as `open` does.
        """
        today = _date(now)
        if self.database.refusal is not None or self._beside.vouched:
            return False
        try:
            if await self.meta(meta.COMPUTER, _LOOKED_THROUGH) == today:
                return False
            if await self.database.look_through():
                _log.info("Indexes of the database had lost entries and were made anew")
                self.publish(Change(days=None, catalogue=True, outbox=True))
            await self.database.read(lambda c: reconciliation.check(c, self._copy.read(), self.folder / BACKUP))
            await self.set_meta(meta.COMPUTER, _LOOKED_THROUGH, today)
        except (NotReadableError, NotSavedError, OSError, sqlite3.DatabaseError) as met:
            error = met.__cause__ if isinstance(met, NotReadableError | NotSavedError) else met
            if not (isinstance(error, sqlite3.DatabaseError) and is_damage(error)):
                _log.info("The database could not be looked through", exc_info=True)
                return False
            await self.database.let_go()
            with self._told():
                await self._bring_back(error, now)
            self.publish(Change(days=None, catalogue=True, outbox=True, session=True))
            return True
        return False

    async def _reconcile(self, now: float) -> None:
        """Compares database and unsent log, and mends what one has lost."""
        counted = await self.database.write(lambda connection: reconciliation.reconcile(connection, self._copy, now))
        if counted is not None:
            self.rescued = Rescue(
                Loss.BEHIND, str(self.folder), from_backup=False, waiting=counted[0], doubtful=counted[1]
            )

    async def close(self) -> None:
        """Closes the database after what is running. The next start checks what another process left unfinished."""
        await self.database.close(self._beside)

    def subscribe(self, listener: Listener) -> None:
        """Calls `listener` after each commit, on the loop."""
        self._listeners.append(listener)

    def publish(self, change: Change) -> None:
        """Calls the listeners with what changed; also for a change by another process.

        The commit stays: a listener that fails is a bug for the log, not a save that failed.
        """
        for listener in self._listeners:
            try:
                listener(change)
            except Exception:
                _log.exception("A commit could not be told to %s", listener)

    @property
    def refusal(self) -> DiskErrorKind | None:
        """The reason why the disk could not be written when the folder was opened, or None. All can be read then."""
        return self.database.refusal

    @property
    def unsent_log(self) -> UnsentLog:
        """The second copy of what is not in Exist yet."""
        return self._copy

    async def read(self, account: Account, work: TransactionWork[T]) -> T:
        """Returns what `work` reads of an account, all of it at one moment. Raises `NotReadableError`."""
        return await self.database.read(lambda connection: work(Transaction(connection, account)))

    async def write(self, account: Account, work: TransactionWork[T], change: Change = NOTHING) -> T:
        """Commits `work` and publishes what it changed. Raises `NotSavedError`, and then nothing of it is written."""
        done = await self.database.write(lambda connection: work(Transaction(connection, account)))
        if change != NOTHING:
            self.publish(change)
        return done

    async def meta(self, account: Account, name: str) -> str | None:
        """Returns a small fact of an account, or of `meta.COMPUTER`."""
        return await self.read(account, lambda tx: meta.get(tx, name))

    async def set_meta(self, account: Account, name: str, value: str | None) -> None:
        """Writes a small fact of an account, or of `meta.COMPUTER`; None deletes it. Raises `NotSavedError`."""
        await self.write(account, lambda tx: meta.put(tx, name, value))

    async def meta_or(self, account: Account, name: str, new: str) -> str:
        """Returns a small fact, or else `new`, which is then saved. Raises `NotSavedError`."""

        def made(tx: Transaction) -> str:
            fact = meta.get(tx, name) or new  # another process may have been first
            meta.put(tx, name, fact)
            return fact

        if known := await self.meta(account, name):
            return known
        return await self.write(account, made)

    async def counts(self, account: Account) -> Counts:
        """Returns how many entries of an account are not in Exist yet, by what they wait for."""
        return await self.read(account, read_counts)

    async def save(self, account: Account, entering: TransactionWork[Sequence[NewEntry]]) -> tuple[Entry, ...]:
        """Saves the entries of `entering` and their ops (T1), and the wishes about owners that it has added.

        When this returns they are on the disk. `entering` runs in the transaction, so what it reads still holds; an
        error in it leaves nothing behind. Raises `NotSavedError`.
        """
        appended = AppendedLines(self._copy)

        def work(connection: sqlite3.Connection) -> tuple[Entry, ...]:
            tx = Transaction(connection, account)
            last = owner_entries.last_number(tx)
            all_new = entering(tx)
            if wishes := owner_entries.since(tx, last):
                appended.append(connection, account, all_new, creations.wanted(tx), wishes)
            elif new_ones := [new for new in all_new if not entries.is_saved(tx, new.uid)]:
                names = (new.command.key.attribute for new in new_ones)
                appended.append(connection, account, new_ones, creations.among(tx, names))
            return entries.save(tx, all_new)

        try:
            saved = await self.database.write(work, outside=appended)
        except OSError as error:
            raise NotSavedError(file_fault(error), str(self.folder)) from error
        change, later = (
            Change(days=frozenset(entry.key.day for entry in saved) or None, outbox=True),
            later_changes.get(),
        )
        if later is None or not later.holds(change):
            self.publish(change)
        return saved

    @contextlib.contextmanager
    def publishing_later(self) -> Iterator[None]:
        """Publishes at the end what the running task saves meanwhile, so that its answer need not wait for views."""
        later = LaterChanges()
        token = later_changes.set(later)
        try:
            yield
        finally:
            later_changes.reset(token)
            for change in later.end():
                self.publish(change)

    async def save_wishes(self, account: Account, wishing: TransactionWork[T]) -> T:
        """Saves the wishes about owners that `wishing` adds, as `save` does. Returns what that returns."""
        done: list[T] = []

        def entering(tx: Transaction) -> Sequence[NewEntry]:
            done.append(wishing(tx))
            return ()

        await self.save(account, entering)
        return done[-1]

    async def begin(self, account: Account, dispatches: Sequence[ops.Dispatch], now: float) -> tuple[Op, ...]:
        """Marks ops as sending (T2), and returns those that may leave. After `NotSavedError` nothing may be sent."""
        return await self.depart(account, lambda tx: sending.begin(tx, dispatches, now))

    async def depart(self, account: Account, beginning: TransactionWork[T]) -> T:
        """Commits what a request leaves with, and numbers it in both copies. After `NotSavedError` none may leave."""

        def work(connection: sqlite3.Connection) -> tuple[T, int]:
            return beginning(Transaction(connection, account)), reconciliation.count_dispatch(connection)

        begun, number = await self.database.write(work)
        try:
            await self.database.write(lambda _: self._copy.record_dispatch(number))
        except OSError as error:
            raise NotSavedError(file_fault(error), str(self.folder)) from error
        self.publish(Change(outbox=True))
        return begun

    async def settle(self, account: Account, found: Sequence[OpOutcome], now: float) -> None:
        """Saves what became of ops (T3). Raises `NotSavedError`."""
        await self.write(account, lambda tx: sending.settle(tx, found, now), Change(days=None, outbox=True))
        await self._tidy(lambda c: reconciliation.tidy_after(c, self._copy, of_ops={outcome.op for outcome in found}))

    async def tidy_copy_after(self, *entry_ids: int) -> None:
        """Marks entries as done in the unsent log if they have left the outbox, with what was sent with them."""
        await self._tidy(lambda connection: reconciliation.tidy_after(connection, self._copy, of_entries=entry_ids))

    async def tidy_copy(self) -> None:
        """Marks in the unsent log what has left the outbox, and empties it if nothing waits any more."""
        self._copy.has_more = True
        await self._tidy(lambda _: None)

    async def _tidy(self, work: Work[None]) -> None:
        def tidy(connection: Connection) -> None:
            if self._copy.has_more:
                reconciliation.tidy(connection, self._copy)
            else:
                work(connection)
            window_check.note_if_shorter(connection, self._copy)

        try:
            await self.database.write(tidy)
        except (OSError, NotSavedError) as error:
            self._copy.has_more = True
            _log.warning("The second copy of unsent entries could not be tidied: %r", error)
        else:
            self._copy.has_more = False

    async def make_compact(self) -> None:
        """Writes the file anew without what was removed, and the backup too, so that neither has it any more.

        Raises `OSError` and `sqlite3.Error` if the disk has no room; what was removed stays removed.
        """
        await self.database.maintain(lambda connection: connection.execute("VACUUM"))
        await self.database.maintain(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        await self.database.maintain(lambda connection: back_up(connection, self.folder))

    async def back_up_daily(self, now: float) -> None:
        """Writes the day's backup if there is none yet. A failure goes to the log."""
        today = _date(now)
        if self.refusal is not None or await self.meta(meta.COMPUTER, _BACKED_UP) == today:
            return
        try:
            await self.database.maintain(lambda connection: back_up(connection, self.folder))
            await self.set_meta(meta.COMPUTER, _BACKED_UP, today)
        except (OSError, sqlite3.Error, NotSavedError) as error:
            _log.warning("No backup could be written: %r", error)


def _date(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()
