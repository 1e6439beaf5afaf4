"""Wishes about owners in database and unsent log: compared, and brought back where the database has lost them.

A wish names the owner that the person wants, so one that comes back is simply wanted again: who owns the attribute is
read first, and a wish that came true asks for nothing. Only what the log lacks may be done or withdrawn, and is held.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.store import accounts
from exist_desktop.store.outbox import creations
from exist_desktop.store.ownership import entries, owners
from exist_desktop.store.ownership.transitions import WishTransition, move
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.unsent.log_lines import LoggedWish
from exist_desktop.store.unsent.unsent_log import UnsentLog

_OPEN = (
    "SELECT owner_entry.*, NULL AS tries, account.server, account.username FROM owner_entry "
    "JOIN account ON account.id = owner_entry.account WHERE state NOT IN ('sent', 'undone') ORDER BY owner_entry.id"
)


def any_open(connection: sqlite3.Connection) -> bool:
    """Whether there is a wish that is not in Exist yet, of any account."""
    return connection.execute(f"{_OPEN} LIMIT 1").fetchone() is not None


def open_uids(connection: sqlite3.Connection) -> frozenset[str]:
    """Returns the uids of all wishes that are not in Exist yet."""
    return frozenset(row["uid"] for row in connection.execute(_OPEN))


def is_new(connection: sqlite3.Connection, uid: str) -> bool:
    """Whether the database has no wish of that uid."""
    return connection.execute("SELECT 1 FROM owner_entry WHERE uid = ?", (uid,)).fetchone() is None


def differ(connection: sqlite3.Connection, logged: Sequence[LoggedWish]) -> bool:
    """Whether a wish in the database differs from the one in the log."""
    by_uid = {one.uid: one for one in logged}
    for row in connection.execute(_OPEN):
        one, wish = by_uid.get(row["uid"]), entries.entry(row)
        here = row["server"], row["username"], wish.kind, wish.attribute, wish.manual
        if one is not None and here != (one.server, one.username, one.kind, one.attribute, one.manual):
            return True
    return False


def enter_again(connection: sqlite3.Connection, logged: Sequence[LoggedWish], now: float) -> None:
    """Enters what the log has and the database lacks. A later wish of an attribute withdraws one that waits for it."""
    for one in logged:
        if not is_new(connection, one.uid):
            continue
        tx = Transaction(connection, accounts.find_or_add(connection, one.server, one.username))
        if one.pending is not None:
            creations.want_again(tx, one.pending, one.at)
        for waiting in entries.every_open(tx):
            if waiting.attribute == one.attribute and not waiting.in_flight:
                entries.withdraw(tx, waiting.id, now)
        entries.add(tx, one.kind, one.attribute, one.uid, one.at, manual=one.manual)
        if accounts.current(connection, one.server) is None:
            accounts.use(tx)


def hold_what_the_log_lacks(connection: sqlite3.Connection, logged: Collection[str], now: float) -> None:
    """Holds what is open in an older database and not in the log: it may be done, or withdrawn."""
    for row in [row for row in connection.execute(_OPEN) if row["uid"] not in logged]:
        tx = Transaction(connection, accounts.find_or_add(connection, row["server"], row["username"]))
        one = entries.entry(row)
        if one.in_flight and entries.is_overtaken(tx, one):
            move(tx, one.id, WishTransition.OVERTAKE, settled_at=now)
        else:
            move(tx, one.id, WishTransition.HOLD, reason=Reason.RESTORED)


def wait_for_what_may_fly(connection: sqlite3.Connection, until: float) -> None:
    """Lets open wishes wait for requests that the database does not know of."""
    for row in connection.execute(_OPEN).fetchall():
        tx = Transaction(connection, accounts.find_or_add(connection, row["server"], row["username"]))
        owners.fence(tx, row["attribute"], until)


def copy_again(connection: sqlite3.Connection, copy: UnsentLog) -> None:
    """Appends to the log what is open in the database alone."""
    logged = {one.uid for one in copy.read().wishes}
    for row in [row for row in connection.execute(_OPEN) if row["uid"] not in logged]:
        tx = Transaction(connection, accounts.find_or_add(connection, row["server"], row["username"]))
        copy.append(row["server"], row["username"], (), creations.wanted(tx), [entries.entry(row)])


def count(connection: sqlite3.Connection) -> tuple[int, int]:
    """Returns how many wishes wait, and how many may be done already."""
    doubtful = [row["reason"] == Reason.RESTORED for row in connection.execute(_OPEN)]
    return doubtful.count(False), doubtful.count(True)
