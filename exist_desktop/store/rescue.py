"""A database that cannot be read: it is moved aside, never deleted; a backup and the second copy take its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from exist_desktop.domain.outbox import Kind, OpState, Reason
from exist_desktop.store import accounts, entries, slots
from exist_desktop.store.database import connect, migrate
from exist_desktop.store.second_copy import SecondCopy

BACKUP = "backup.sqlite3"


@dataclass(frozen=True)
class Rescue:
    """What was done about a damaged database: where it lies now, and how many entries were brought back.

    `waiting` totals wait to be sent again; `doubtful` additions may be counted already and ask the person.
    """

    moved_to: Path
    from_backup: bool
    waiting: int
    doubtful: int


def sound(path: Path) -> bool:
    """Whether the file can be opened and its pages hang together."""
    try:
        with closing(connect(path)) as connection:
            migrate(connection)
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def back_up(connection: sqlite3.Connection, folder: Path) -> None:
    """Writes a compact copy of the database beside it; the former copy stands until the new one is whole."""
    fresh = folder / (BACKUP + ".new")
    fresh.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(fresh),))
    fresh.chmod(0o600)
    fresh.replace(folder / BACKUP)


def rescue(path: Path, copy: SecondCopy, now: float) -> Rescue:
    """Moves a damaged database aside and makes the best one that can be had. Raises `OSError`, `sqlite3.Error`."""
    aside = path.with_name(f"damaged-{int(now)}")
    aside.mkdir(mode=0o700, exist_ok=True)
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.replace(aside / part.name)
    backup = path.with_name(BACKUP)
    usable = backup.exists() and sound(backup)
    if usable:
        path.write_bytes(backup.read_bytes())
        path.chmod(0o600)
    with closing(connect(path)) as connection:
        migrate(connection)
        waiting, doubtful = _bring_back(connection, copy, now)
    return Rescue(aside, usable, waiting, doubtful)


def _bring_back(connection: sqlite3.Connection, copy: SecondCopy, now: float) -> tuple[int, int]:
    """Enters what the second copy has and the database lacks; additions are held, since they may be counted."""
    waiting = doubtful = 0
    connection.execute("BEGIN IMMEDIATE")
    for copied in copy.unfinished():
        if connection.execute("SELECT 1 FROM entry WHERE uid = ?", (copied.draft.uid,)).fetchone():
            continue
        account = accounts.find_or_add(connection, copied.server, copied.username)
        (entry,) = entries.save(connection, account, [copied.draft])
        if entry.kind is Kind.SET:
            waiting += 1
            continue
        doubtful += 1
        op = slots.slots(connection, account, entry.key).waiting
        assert op is not None
        slots.hold(connection, op, OpState.HELD, Reason.RESTORED, "", until=now)
    connection.execute("COMMIT")
    return waiting, doubtful
