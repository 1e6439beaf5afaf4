"""The unsent log as the database's companion: what has to agree with it, and what is taken back with a failed save."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from exist_desktop.domain.account import Account
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.ownership.entries import OwnerEntry
from exist_desktop.store.outbox.entries import NewEntry
from exist_desktop.store.unsent import reconciliation, window_check
from exist_desktop.store.unsent.unsent_log import UnsentLog


class LogBeside:
    """The log of one data folder, as the database asks for it when it is opened and closed.

    `agreed` and `vouched` say what the last opening has found.
    """

    def __init__(self, copy: UnsentLog, backup: Path) -> None:
        self.agreed = True
        self.vouched = False
        self._copy = copy
        self._backup = backup

    def check(self, connection: sqlite3.Connection) -> None:
        """Compares the content with the log. Raises `sqlite3.DatabaseError` if the database is damaged."""
        copied = self._copy.read()
        reconciliation.check(connection, copied, self._backup)
        self.agreed = reconciliation.agree(connection, copied)

    def is_vouched_for(self, connection: sqlite3.Connection) -> bool:
        """Whether a window has compared both, so that this process need not."""
        self.vouched = window_check.is_vouched_for(connection, self._copy)
        return self.vouched

    def is_doubtful(self, connection: sqlite3.Connection) -> bool:
        """Whether the next start has to compare both, since another process left something unfinished."""
        return window_check.end(connection, self._copy) is window_check.LogEnd.STRANGE


class AppendedLines:
    """The lines that one save appends to the log, before the entries are in the database."""

    def __init__(self, copy: UnsentLog) -> None:
        self._copy = copy
        self._lines: list[range] = []

    def append(
        self,
        connection: sqlite3.Connection,
        account: Account,
        all_new: Iterable[NewEntry],
        wanted: Mapping[str, PendingAttribute],
        wishes: Iterable[OwnerEntry] = (),
    ) -> None:
        """Appends entries and wishes; `wanted` are the creations that they need. Raises `OSError`."""
        self._lines.append(self._copy.append(account.server, account.username, all_new, wanted, wishes))
        window_check.note_copied(connection, self._lines[-1].stop)

    def take_back(self) -> None:
        """Cuts the log back, since the save has failed."""
        cut_back = False
        with contextlib.suppress(OSError):
            cut_back = all(self._copy.cut_back(lines) for lines in self._lines)
        self._copy.has_more |= not cut_back  # a line without its entry is marked as done by the next tidying
