"""A database that cannot be read: it is moved aside, never deleted; a backup and the second copy take its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from exist_desktop.domain.account import Account
from exist_desktop.domain.commands import Increment
from exist_desktop.domain.outbox import OpState, Reason
from exist_desktop.store import accounts, entries, ops, slots
from exist_desktop.store.database import NewerDatabaseError, open_whole
from exist_desktop.store.second_copy import SecondCopy

BACKUP = "backup.sqlite3"


@dataclass(frozen=True)
class Rescue:
    """What was done about a damaged or lost database, and how many entries that are not in Exist were brought back.

    `moved_to` is where it lies now, the data folder where it was gone. `waiting` totals wait to be sent again;
    `doubtful` additions may be counted already and ask the person.
    """

    moved_to: Path
    from_backup: bool
    waiting: int
    doubtful: int


def is_lost(path: Path, copy: SecondCopy) -> bool:
    """Whether there is no database although there was one: a backup, or an entry in the second copy, outlives it."""
    return not path.exists() and (path.with_name(BACKUP).exists() or bool(copy.unfinished()))


def sound(path: Path) -> bool:
    """Whether the file can be opened and its pages hang together."""
    try:
        open_whole(path).close()
    except (sqlite3.DatabaseError, NewerDatabaseError):
        return False
    return True


def back_up(connection: sqlite3.Connection, folder: Path) -> None:
    """Writes a compact copy of the database beside it; the former copy stands until the new one is whole."""
    fresh = folder / (BACKUP + ".new")
    fresh.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(fresh),))
    fresh.chmod(0o600)
    fresh.replace(folder / BACKUP)


def rescue(path: Path, copy: SecondCopy, now: float) -> Rescue:
    """Moves a damaged database aside and puts the best one that can be had in its place.

    That one is made whole first, so that a crash or a full disk in between leaves all that is needed to begin again.
    Raises `OSError`, `sqlite3.Error`.
    """
    fresh = path.with_name(path.name + ".new")
    for part in _parts(fresh):
        part.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    backup = path.with_name(BACKUP)
    usable = backup.exists() and sound(backup)
    if usable:
        fresh.write_bytes(backup.read_bytes())
    with closing(open_whole(fresh)) as connection:
        waiting, doubtful = _bring_back(connection, copy)
    aside = _move_aside(path, now)
    fresh.replace(path)
    return Rescue(aside, usable, waiting, doubtful)


def _parts(path: Path) -> list[Path]:
    """The files that a database consists of."""
    return [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm")]


def _move_aside(path: Path, now: float) -> Path:
    """Moves what there is of a database into a folder of its own; the folder where it lies now."""
    found = [part for part in _parts(path) if part.exists()]
    if not found:
        return path.parent
    names = (f"damaged-{int(now)}" + (f"-{number}" if number > 1 else "") for number in count(1))
    aside = next(folder for folder in map(path.with_name, names) if not folder.exists())
    aside.mkdir(mode=0o700)
    for part in found:
        part.replace(aside / part.name)
    return aside


def _bring_back(connection: sqlite3.Connection, copy: SecondCopy) -> tuple[int, int]:
    """Enters what the second copy has and the database lacks; how many entries wait, and how many are doubtful.

    The database is a backup or empty: additions that it still has to send may have left since, like those of the copy.
    """
    connection.execute("BEGIN IMMEDIATE")
    for copied in copy.unfinished():
        account = accounts.find_or_add(connection, copied.server, copied.username)
        entries.save(connection, account, [copied.draft])
    for account in accounts.everyone(connection):
        _hold_additions(connection, account)
    found = connection.execute(
        "SELECT ifnull(op.reason, '') = ? AS doubtful, count(*) AS n FROM entry JOIN op ON op.id = entry.op "
        f"WHERE entry.undone_at IS NULL AND {slots.UNFINISHED} GROUP BY doubtful",
        (Reason.RESTORED,),
    )
    counted = {bool(row["doubtful"]): int(row["n"]) for row in found}
    connection.execute("COMMIT")
    return counted.get(False, 0), counted.get(True, 0)


def _hold_additions(connection: sqlite3.Connection, account: Account) -> None:
    for op in ops.unfinished(connection, account):
        if isinstance(op.command, Increment) and op.state in (OpState.SENDING, OpState.UNKNOWN, OpState.DOUBT):
            slots.back_to_waiting(connection, account, op)
    for op in ops.unfinished(connection, account):
        if isinstance(op.command, Increment):
            slots.hold(connection, op, OpState.HELD, Reason.RESTORED, "")
