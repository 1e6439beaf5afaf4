"""A backup of everything in one file: the whole database, of all accounts, with what is not in Exist yet."""

from __future__ import annotations

from pathlib import Path

from exist_desktop.export.unfinished import noted
from exist_desktop.export.whole_files import Target, target, whole
from exist_desktop.long_work import Course, Unwatched, in_thread
from exist_desktop.store.store import Store
from exist_desktop.store.unsent.restoring import write_backup


async def back_up(store: Store, path: Path) -> None:
    """Writes a backup, private to this user. Raises `ExportError`."""
    place = target(path, store.folder)
    async with noted(store, [place.part]):
        await in_thread(_BackingUp(store, place), Unwatched())


class _BackingUp:
    """One backup, on its own thread."""

    def __init__(self, store: Store, place: Target) -> None:
        self._store = store
        self._place = place

    def do(self, course: Course) -> None:
        """Writes it and gives it its name, unless nobody waits for it any more."""
        with whole([self._place]):
            write_backup(self._store, self._place.part)
            course.go_on(1.0)
