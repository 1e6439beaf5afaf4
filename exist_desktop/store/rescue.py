"""A database that cannot be read: it is moved aside, never deleted; a backup and the second copy take its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from exist_desktop.domain.rescue import Loss, Rescue
from exist_desktop.store import agreement
from exist_desktop.store.database import NewerDatabaseError, open_whole
from exist_desktop.store.second_copy import SecondCopy

BACKUP = "backup.sqlite3"


def is_lost(path: Path, copy: SecondCopy) -> bool:
    """Whether there is no database although there was one: a backup, or an entry in the second copy, outlives it."""
    return not path.exists() and (path.with_name(BACKUP).exists() or bool(copy.unfinished()))


def sound(path: Path, copy: SecondCopy) -> bool:
    """Whether the file can be opened, its pages hang together, and its entries are as they were written."""
    try:
        with closing(open_whole(path)) as connection:
            agreement.check(connection, copy, path)
    except (sqlite3.DatabaseError, NewerDatabaseError, UnicodeDecodeError):
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
    usable = backup.exists() and sound(backup, copy)
    if usable:
        fresh.write_bytes(backup.read_bytes())
    with closing(open_whole(fresh)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        waiting, doubtful = agreement.bring_back(connection, copy, now)
        connection.execute("COMMIT")
    loss = Loss.DAMAGED if path.exists() else Loss.GONE
    aside = _move_aside(path, now)
    fresh.replace(path)
    return Rescue(loss, str(aside or path.parent), usable, waiting, doubtful)


def _parts(path: Path) -> list[Path]:
    """The files that a database consists of."""
    return [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm")]


def _move_aside(path: Path, now: float) -> Path | None:
    """Moves what there is of a database into a folder of its own; that folder, None where there was nothing."""
    found = [part for part in _parts(path) if part.exists()]
    if not found:
        return None
    names = (f"damaged-{int(now)}" + (f"-{number}" if number > 1 else "") for number in count(1))
    aside = next(folder for folder in map(path.with_name, names) if not folder.exists())
    aside.mkdir(mode=0o700)
    for part in found:
        part.replace(aside / part.name)
    return aside
