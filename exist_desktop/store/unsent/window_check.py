"""Whether a running window has checked the data, so that processes beside it need not read all of it.

The window compares database and unsent log at its start and once a day. It holds the `SHOWING` lock while it runs, and
writes a word into it. Beside it, only what could have gone wrong since is checked: each save writes, in its own commit,
how long the log is with its line, and the database has to know what was written after that. A line whose commit a crash
prevented is unknown, a database that lost commits knows fewer dispatches, and a log that was cut is shorter: then all
of it is read, as without a window.
"""

from __future__ import annotations

import sqlite3
from enum import Enum, auto

from exist_desktop.store import meta
from exist_desktop.store.file.process_lock import SHOWING, ProcessLock
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.unsent import reconciliation
from exist_desktop.store.unsent.unsent_log import UnsentLog

_COPIED = "copied"


def note_copied(connection: sqlite3.Connection, length: int) -> None:
    """Saves how long the unsent log is with the entries saved here."""
    meta.put(Transaction(connection, meta.COMPUTER), _COPIED, str(length))


def note_if_shorter(connection: sqlite3.Connection, copy: UnsentLog) -> None:
    """Saves the length of the log if it was rewritten without what is done. Raises `OSError`."""
    if copy.size() < _copied(connection):
        note_copied(connection, copy.size())


class LogEnd(Enum):
    """What was written to the log since the last save."""

    KNOWN = auto()
    """The database knows all of it."""
    STRANGE = auto()
    """It does not, or there is what cannot be read."""
    UNTOLD = auto()
    """Too much was written, or the log is shorter than was saved: all of it has to be read."""


def is_vouched_for(connection: sqlite3.Connection, copy: UnsentLog) -> bool:
    """Whether an open window has checked this folder and nothing has gone wrong since."""
    shown = ProcessLock(copy.path.parent, SHOWING)
    return shown.is_taken() and bool(shown.word()) and end(connection, copy) is LogEnd.KNOWN


def end(connection: sqlite3.Connection, copy: UnsentLog) -> LogEnd:
    """Returns what is known of what was written to the log since the last save."""
    try:
        found = copy.since(_copied(connection))
    except OSError:
        return LogEnd.UNTOLD
    if found is None:
        return LogEnd.UNTOLD
    ahead = found.dispatch > reconciliation.dispatches(connection)
    strange = ahead or not found.whole or any(reconciliation.is_new(connection, uid) for uid in found.uids)
    return LogEnd.STRANGE if strange else LogEnd.KNOWN


def _copied(connection: sqlite3.Connection) -> int:
    """Returns how long the log was with the last saved entries."""
    return int(meta.get(Transaction(connection, meta.COMPUTER), _COPIED) or 0)
