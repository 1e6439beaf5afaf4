"""Whether the database is as this program left it, so that it need not be checked before the first paint.

Size and time of the file, and of those that have to agree with it, are saved when it is closed. Files that were changed
since, or were not closed at all, differ from that, or have a write-ahead log beside them.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path

from exist_desktop.files import read_private, write_new


class CleanShutdown:
    """A small file with the size and time of the database and of the files that belong to it."""

    def __init__(self, database: Path, others: Sequence[Path] = ()) -> None:
        self._database = database
        self._others = others
        self._log = database.with_name(database.name + "-wal")
        self._path = database.with_name(database.name + ".closed")

    def fits(self) -> bool:
        """Whether the files are as they were when `note` was called. To be called before the database is touched."""
        try:
            noted = json.loads(read_private(self._path))
            return bool(noted == self._now()) and not (self._log.exists() and self._log.stat().st_size)
        except (OSError, ValueError):
            return False

    def note(self) -> None:
        """Saves the size and time of the closed files. If that fails, the next start checks the whole database."""
        with contextlib.suppress(OSError):
            write_new(self._path, json.dumps(self._now()).encode())

    def forget(self) -> None:
        """Makes the next start check the whole database. Raises `OSError`."""
        self._path.unlink(missing_ok=True)

    def _now(self) -> list[list[int]]:
        """Returns size and time of each file; an empty list for one that does not exist."""
        return [
            _size_and_time(self._database),
            *(_size_and_time(other) if other.exists() else [] for other in self._others),
        ]


def _size_and_time(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]
