"""Deletes what the program stores in a data folder: its own files by name, and the folder if nothing else is in it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from exist_desktop import settings
from exist_desktop.app.desktop import cached_language
from exist_desktop.app.desktop.log import log_files
from exist_desktop.store import store
from exist_desktop.store.file import process_lock, upgrade
from exist_desktop.store.unsent import rescue

DEMO_STATE = "demo-server.json"
"""The file in which the demo's server stores its state, in the demo's data folder."""
_DATABASES = (store.DATABASE, rescue.BACKUP, upgrade.COPY)
_LOCKS = (process_lock.SENDING, process_lock.SHOWING, process_lock.UPDATING, process_lock.EXPORTING)
_FILES = (
    *_DATABASES,
    store.UNSENT_LOG,
    settings.FILE,
    cached_language.FILE,
    *_LOCKS,
    DEMO_STATE,
    f"{DEMO_STATE}.damaged",
)
_FRESH = ".new"
"""The suffix of a file while it is being written."""
_PARTS = ("", "-wal", "-shm", "-journal", ".closed")
_DAMAGED = re.compile(r"damaged-\d+(-\d+)?")


def remove(folder: Path, *, but: Collection[str] = ()) -> tuple[Path, ...]:
    """Deletes our files and returns those that could not be deleted. None of them may be open.

    Files with a name in `but` are not deleted, such as a lock that the caller holds.
    """
    left = []
    for path in (path for path in _own_files(folder) if path.name not in but):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(path)
    for place in (*_damaged(folder), folder):
        with contextlib.suppress(OSError):  # the folder holds files that are not ours, and stays
            place.rmdir()
    return tuple(left)


def remove_unless_shown(folder: Path) -> tuple[Path, ...]:
    """Deletes our files in a folder that may not exist, such as the demo's, unless a window shows it."""
    if folder.is_symlink() or not folder.is_dir():
        return ()
    shown = process_lock.ProcessLock(folder, process_lock.SHOWING)
    try:
        if not shown.take():
            return (folder,)
    except OSError:
        return (folder,)
    try:
        remove(folder, but=(process_lock.SHOWING,))
    finally:
        shown.give_up()
    return remove(folder)


def _own_files(folder: Path) -> Iterator[Path]:
    for name in _FILES:
        for end in ("", _FRESH):
            parts = _PARTS if name in _DATABASES else ("",)
            yield from (folder / f"{name}{end}{part}" for part in parts)
    yield from log_files(folder)
    for place in _damaged(folder):
        yield from (place / f"{store.DATABASE}{part}" for part in _PARTS)


def _damaged(folder: Path) -> list[Path]:
    """Returns the folders in which damaged databases were put aside."""
    return [place for place in folder.glob("damaged-*") if _DAMAGED.fullmatch(place.name) and not place.is_symlink()]
