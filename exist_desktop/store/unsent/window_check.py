"""Whether a running window answers for what is here: the processes beside it then need not look through all of it.

The window has held the database against the second copy when it started, and does so once a day. It has the turn to
show itself for as long as it runs, and leaves a word when it is open. So beside it, only what could have gone wrong
since is looked at: each save notes, in its own commit, how long the copy is with its line, and what was written behind
that place has to be known to the database. A line whose commit a crash kept away is not, a database that lost commits
knows fewer departures, and a copy that was cut is shorter: then all is looked through, as where no window runs.
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
    """The copy is that long with the entries that are saved here."""
    meta.put(Transaction(connection, meta.COMPUTER), _COPIED, str(length))


def note_if_shorter(connection: sqlite3.Connection, copy: UnsentLog) -> None:
    """The copy may have been written anew, without what is done. Raises `OSError`."""
    if copy.size() < _copied(connection):
        note_copied(connection, copy.size())


class LogEnd(Enum):
    """What was written into the copy since the last save."""

    KNOWN = auto()
    """The database knows all of it."""
    STRANGE = auto()
    """It does not, or there is what cannot be read."""
    UNTOLD = auto()
    """Too much was written, or less is there than was noted: all of it has to be read."""


def is_vouched_for(connection: sqlite3.Connection, copy: UnsentLog) -> bool:
    """Whether a window is open that has looked through this folder, and nothing has gone wrong since."""
    shown = ProcessLock(copy.path.parent, SHOWING)
    return shown.is_taken() and bool(shown.word()) and end(connection, copy) is LogEnd.KNOWN


def end(connection: sqlite3.Connection, copy: UnsentLog) -> LogEnd:
    """What is known of what was written into the copy since the last save."""
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
    """How long the copy was with the last entries saved."""
    return int(meta.get(Transaction(connection, meta.COMPUTER), _COPIED) or 0)
