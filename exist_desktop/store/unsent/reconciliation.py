"""Compares database and unsent log: what one has lost, the other one still has.

SQLite finds damage to its structure but not to a value, and it silently drops commits whose log was damaged. The unsent
log has a checksum on each line, and the number of each dispatch. So a waiting entry in the database must be in the log
as it was written, the database must know every entry in the log, and no dispatch may be missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path

from exist_desktop.domain.commands import Increment, Lines, SetValue
from exist_desktop.domain.creation import is_provisional
from exist_desktop.domain.outbox.batches import BatchMember, Differing
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.domain.outbox.ops import OpState, Phase, Reason, fold
from exist_desktop.domain.values import NotRead
from exist_desktop.store import accounts, meta, rows
from exist_desktop.store.batches import batches
from exist_desktop.store.outbox import creations, entries, ops, slots
from exist_desktop.store.outbox.entries import NewEntry
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.unsent import wishes
from exist_desktop.store.unsent.log_lines import LoggedEntry
from exist_desktop.store.unsent.unsent_log import Contents, UnsentLog

Counted = tuple[int, int]
"""How many entries wait, and how many are doubtful."""
_STANDING = (
    f"SELECT entry.*, account.server, account.username, {batches.COLUMNS} "
    "FROM op INDEXED BY unfinished JOIN entry ON entry.op = op.id "
    f"JOIN account ON account.id = entry.account {batches.JOINED} "
    f"WHERE entry.undone_at IS NULL AND {slots.UNFINISHED} ORDER BY entry.id"
)
_PLAIN = (
    "(op.kind IN ('set', 'add') AND op.state IN ('pending', 'sending') AND op.phase IS NULL AND op.reason IS NULL "
    "AND op.day = date(op.day) AND typeof(op.value) IN ('integer', 'real') "
    "AND 1 = (SELECT count(*) FROM entry WHERE entry.op = op.id AND entry.undone_at IS NULL) "
    "AND 1 = (SELECT count(*) FROM entry WHERE entry.op = op.id AND entry.undone_at IS NULL AND entry.kind = op.kind "
    "AND entry.attribute = op.attribute AND entry.day = op.day AND entry.value IS op.value "
    "AND typeof(entry.value) = typeof(op.value)))"
)
"""Whether an op is one number that was entered, and so what its entry says; most of those that wait are."""
_OPS_TO_FOLD = f"SELECT {rows.OP_COLUMNS} FROM op INDEXED BY unfinished WHERE {slots.UNFINISHED} AND {_PLAIN} IS NOT 1"
_ENTRIES_OF_OP = "SELECT * FROM entry WHERE op = ? AND undone_at IS NULL ORDER BY id"
_SETTLED = "SELECT entry.uid FROM op JOIN entry ON entry.op = op.id WHERE op.id = ? AND op.state IN ('done', 'dropped')"
_LEFT = (
    "SELECT other.uid FROM entry JOIN op ON op.id = entry.op JOIN entry AS other ON other.op = op.id "
    "WHERE entry.id = ? AND (op.state IN ('done', 'dropped') OR other.undone_at = entry.undone_at)"
)


def check(connection: sqlite3.Connection, copied: Contents, backup: Path) -> None:
    """Raises `sqlite3.DatabaseError` if the database cannot be what was written.

    That is so if a waiting entry has changed or cannot be read, or if there is no account any more.
    """
    try:
        garbled = _differ(connection, copied) or not _all_folded(connection) or wishes.differ(connection, copied.wishes)
    except (ValueError, TypeError, AssertionError) as error:
        raise sqlite3.DatabaseError("what waits cannot be understood") from error
    if garbled:
        raise sqlite3.DatabaseError("what waits is not as it was written")
    if not accounts.everyone(connection) and (backup.exists() or copied.unfinished or copied.wishes):
        raise sqlite3.DatabaseError("there is no account any more")


def _differ(connection: sqlite3.Connection, copied: Contents) -> bool:
    """Whether an entry in the database differs from the one in the unsent log."""
    open_entries = {one.new.uid: one for one in copied.unfinished}
    for row in connection.execute(_STANDING):
        one = open_entries.get(row["uid"])
        if one is not None and not _are_one(_as_copied(row), one):
            return True
    return False


def _are_one(here: LoggedEntry, copied: LoggedEntry) -> bool:
    """Whether both say the same of an entry. The name of a new attribute may have been found since, in either."""
    names = {here.new.command.key.attribute, copied.new.command.key.attribute}
    return _contents(here) == _contents(copied) and (len(names) == 1 or any(map(is_provisional, names)))


def _contents(copied: LoggedEntry) -> tuple[object, ...]:
    """Returns what both copies of an entry have, but the name of the attribute.

    A line of an old version does not distinguish a day that was not read from one without a value.
    """
    parts = rows.parts(copied.new.command)
    shown = None if isinstance(copied.new.shown, NotRead) else copied.new.shown
    return copied.server, copied.username, parts.day, parts.kind, parts.value, parts.clock, shown


def _as_copied(row: sqlite3.Row) -> LoggedEntry:
    of = None if row["batch"] is None else BatchMember(batches.of_row(row), Differing(row["differing"]))
    new = NewEntry(row["uid"], rows.command(row), rows.seen(row["shown"]), row["at"], row["zone"], of)
    return LoggedEntry(row["server"], row["username"], new)


def _all_folded(connection: sqlite3.Connection) -> bool:
    """Whether each op is the fold of its entries."""
    for op in [rows.op(row) for row in connection.execute(_OPS_TO_FOLD)]:
        commands = [rows.command(row) for row in connection.execute(_ENTRIES_OF_OP, (op.id,))]
        if not commands or fold(commands) != op.command:
            return False
    return True


def dispatches(connection: sqlite3.Connection) -> int:
    """Returns the number of the last dispatch."""
    return int(meta.get(Transaction(connection, meta.COMPUTER), meta.DISPATCHES) or 0)


def count_dispatch(connection: sqlite3.Connection) -> int:
    """Counts a dispatch that is about to leave, and returns its number for the unsent log."""
    number = dispatches(connection) + 1
    meta.put(Transaction(connection, meta.COMPUTER), meta.DISPATCHES, str(number))
    return number


def agree(connection: sqlite3.Connection, copied: Contents) -> bool:
    """Whether neither lacks anything that the other has."""
    if dispatches(connection) < copied.dispatches:
        return False
    if any(wishes.is_new(connection, one.uid) for one in copied.wishes):
        return False  # one that the log lacks is of a version that did not log them
    uids = {found.new.uid for found in copied.unfinished}
    standing = {row["uid"] for row in connection.execute(_STANDING)}
    return standing <= uids and not any(is_new(connection, uid) for uid in uids - standing)


def is_new(connection: sqlite3.Connection, uid: str) -> bool:
    """Whether the database has no entry and no wish of that uid."""
    found = connection.execute("SELECT 1 FROM entry WHERE uid = ?", (uid,)).fetchone()
    return found is None and wishes.is_new(connection, uid)


def reconcile(connection: sqlite3.Connection, copy: UnsentLog, now: float) -> Counted | None:
    """Mends the differences between a whole database and the unsent log. Returns None if there are none.

    It runs within a write, so no other process is between its line and its commit. An entry whose commit a crash
    prevented was never called saved; it still waits, since the person made it.
    """
    if agree(connection, copy.read()):
        return None
    if dispatches(connection) < copy.dispatches():
        return bring_back(connection, copy, now)
    _hold_what_the_copy_lacks(connection, copy)
    _enter_again(connection, copy)
    wishes.enter_again(connection, copy.read().wishes, now)
    _copy_again(connection, copy)
    return _count(connection)


def bring_back(connection: sqlite3.Connection, copy: UnsentLog, now: float) -> Counted:
    """Brings a database that is older than the unsent log up to it.

    It is a backup, empty, or without its last commits. So what is unsent in it may have left: additions are held, lines
    are looked for before they are sent, totals wait for the settling time, and are taken back by entries if they are
    undone. What the log lacks is in Exist or withdrawn.
    """
    _hold_what_the_copy_lacks(connection, copy)
    _enter_again(connection, copy)
    for account in accounts.everyone(connection):
        tx = Transaction(connection, account)
        _hold_additions(tx)
        for op in ops.unfinished(tx):
            slots.fence(tx, op.key, now + SETTLING_SECONDS)
    logged = copy.read().wishes
    wishes.hold_what_the_log_lacks(connection, {one.uid for one in logged}, now)
    wishes.enter_again(connection, logged, now)
    wishes.wait_for_what_may_fly(connection, now + SETTLING_SECONDS)
    creations.may_be_made(connection)
    _copy_again(connection, copy)
    number = max(dispatches(connection), copy.dispatches())
    meta.put(Transaction(connection, meta.COMPUTER), meta.DISPATCHES, str(number))
    return _count(connection)


def count_by_this_clock(connection: sqlite3.Connection, now: float) -> None:
    """Prepares a backup whose instants may be of a clock that was set since.

    What is fenced now must not move with the clock later, and no older fence may be taken for a later one.
    """
    connection.execute("DELETE FROM meta WHERE name = ?", (meta.COUNTED_BY,))
    connection.execute("UPDATE fence SET until = min(until, ?)", (now + SETTLING_SECONDS,))


def _enter_again(connection: sqlite3.Connection, copy: UnsentLog) -> None:
    """Enters what the unsent log has and the database lacks, with the creations it needs."""
    for copied in copy.unfinished():
        new = copied.new
        if not is_new(connection, new.uid):
            continue
        account = accounts.find_or_add(connection, copied.server, copied.username)
        tx = Transaction(connection, account)
        if copied.pending is not None:
            creations.want_again(tx, copied.pending, new.at)
        entries.save(tx, [new])
        if accounts.current(connection, account.server) is None:
            accounts.use(tx)


def _hold_additions(tx: Transaction) -> None:
    for op in ops.unfinished(tx):
        in_flight = op.state in (OpState.SENDING, OpState.UNKNOWN, OpState.DOUBT)
        if in_flight and not isinstance(op.command, SetValue):
            slots.back_to_waiting(tx, op)
    for op in ops.unfinished(tx):
        if isinstance(op.command, Increment):
            slots.hold(tx, op, Reason.RESTORED, "")
        elif isinstance(op.command, Lines) or op.state is OpState.PENDING:
            tx.execute("UPDATE op SET phase = ? WHERE id = ?", (Phase.LOST, op.id))  # so undoing it makes an entry


def _hold_what_the_copy_lacks(connection: sqlite3.Connection, copy: UnsentLog) -> None:
    """Holds what waits in the database alone: it may be in Exist, or withdrawn."""
    for row in {row["op"]: row for row in _lacking(connection, copy)}.values():
        tx = Transaction(connection, accounts.find_or_add(connection, row["server"], row["username"]))
        op = slots.get(tx, row["op"])
        if op.state is OpState.PENDING:
            slots.hold(tx, op, Reason.RESTORED, "")


def _copy_again(connection: sqlite3.Connection, copy: UnsentLog) -> None:
    """Appends what waits in the database alone."""
    _append_rows(connection, copy, _lacking(connection, copy))
    wishes.copy_again(connection, copy)


def _append_rows(connection: sqlite3.Connection, copy: UnsentLog, lacking: Sequence[sqlite3.Row]) -> None:
    """Appends entries, those of an account together."""
    by_account: dict[tuple[str, str], list[NewEntry]] = {}
    for row in lacking:
        by_account.setdefault((row["server"], row["username"]), []).append(_as_copied(row).new)
    for (server, username), all_new in by_account.items():
        account = accounts.find_or_add(connection, server, username)
        copy.append(server, username, all_new, creations.wanted(Transaction(connection, account)))


def _lacking(connection: sqlite3.Connection, copy: UnsentLog) -> Sequence[sqlite3.Row]:
    copied = {found.new.uid for found in copy.unfinished()}
    return [row for row in connection.execute(_STANDING) if row["uid"] not in copied]


def tidy(connection: sqlite3.Connection, copy: UnsentLog) -> None:
    """Marks in the log what has left the outbox, and saves the names that Exist has given.

    It runs within a write, so no other process appends at the same time.
    """
    contents = copy.read()
    copied = {found.new.uid: found for found in contents.unfinished}
    wanted = {one.uid for one in contents.wishes}
    still = [row for row in connection.execute(_STANDING) if row["uid"] in copied]
    still_wanted = wanted & wishes.open_uids(connection)
    if not still and not still_wanted:
        copy.clear()
        return
    copy.mark_done((copied.keys() - {row["uid"] for row in still}) | (wanted - still_wanted))
    renamed = [row for row in still if copied[row["uid"]].new.command.key.attribute != row["attribute"]]
    _append_rows(connection, copy, renamed)


def tidy_after(
    connection: sqlite3.Connection, copy: UnsentLog, *, of_ops: Collection[int] = (), of_entries: Collection[int] = ()
) -> None:
    """Marks in the log which of these ops and entries have left the outbox, without reading all of it."""
    nothing_left = connection.execute(f"SELECT 1 FROM op WHERE {slots.UNFINISHED} LIMIT 1").fetchone() is None
    if nothing_left and not wishes.any_open(connection):
        copy.clear()
        return
    settled = [row for op_id in of_ops for row in connection.execute(_SETTLED, (op_id,))]
    left = [row for entry_id in of_entries for row in connection.execute(_LEFT, (entry_id,))]
    copy.mark_done(dict.fromkeys(row["uid"] for row in settled + left))


def _count(connection: sqlite3.Connection) -> Counted:
    found = connection.execute(
        "SELECT ifnull(op.reason, '') = ? AS doubtful, count(*) AS n "
        "FROM op INDEXED BY unfinished JOIN entry ON entry.op = op.id "
        f"WHERE entry.undone_at IS NULL AND {slots.UNFINISHED} GROUP BY doubtful",
        (Reason.RESTORED,),
    )
    counted = {bool(row["doubtful"]): int(row["n"]) for row in found}
    waiting, doubtful = wishes.count(connection)
    return counted.get(False, 0) + waiting, counted.get(True, 0) + doubtful
