"""Whether the database is as this program left it: then it need not be looked through before the first paint.

Size and time of the file, and of those that have to agree with it, are noted when it is closed. Files that anything has
changed since, or that were not closed at all, have others, or a log beside them.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path

from exist_desktop.files import read_private, write_new


class CleanShutdown:
    """The stamp of one database and of the files that go with it, in a small file beside it."""

    def __init__(self, database: Path, others: Sequence[Path] = ()) -> None:
        self._database = database
        self._others = others
        self._log = database.with_name(database.name + "-wal")
        self._path = database.with_name(database.name + ".closed")

    def fits(self) -> bool:
        """Whether the file is as it was when the stamp was noted; asked before the file is touched."""
        try:
            noted = json.loads(read_private(self._path))
            return bool(noted == self._now()) and not (self._log.exists() and self._log.stat().st_size)
        except (OSError, ValueError):
            return False

    def note(self) -> None:
        """Notes the file as it is, after it was closed; without a stamp it is looked through the next time."""
        with contextlib.suppress(OSError):
            write_new(self._path, json.dumps(self._now()).encode())

    def forget(self) -> None:
        """Lets the next start look through the file. Raises `OSError`."""
        self._path.unlink(missing_ok=True)

    def _now(self) -> list[list[int]]:
        """Size and time of each file; of the others none may be there."""
        return [
            _size_and_time(self._database),
            *(_size_and_time(other) if other.exists() else [] for other in self._others),
        ]


def _size_and_time(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]
