"""A second copy of every entry that is not in Exist yet: an append-only text file beside the database.

A line is appended and synced before the database commits an entry, and a "done" line after the entry is in Exist. The
number of each departure stands there too, after its commit and before the request: a database that knows fewer has
lost commits. One JSON object a line, each with a checksum; what is cut short or damaged is passed over.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from exist_desktop.domain.making import Making
from exist_desktop.store.copied_lines import WITHOUT_SUM, Copied, Line, copied, entry_line
from exist_desktop.store.entries import Draft

NOTHING_WANTED: Mapping[str, Making] = MappingProxyType({})
SPARE_BYTES = 65_536
"""A file that is larger, and more than twice as large as it needs to be, is written anew without what is done."""


class SecondCopy:
    """The file. Its methods are called on the database's thread, within the transaction that they go with."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(
        self, server: str, username: str, drafts: Iterable[Draft], wanted: Mapping[str, Making] = NOTHING_WANTED
    ) -> range:
        """Adds entries and syncs them to the disk; the bytes they take, for `cut_back`. Raises `OSError`.

        `wanted` has the makings of those attributes that Exist does not have yet, by name.
        """
        return self._write(
            [entry_line(server, username, draft, wanted.get(draft.command.key.attribute)) for draft in drafts]
        )

    def mark_done(self, uids: Iterable[str]) -> None:
        """Notes that entries are in Exist or withdrawn. Raises `OSError`."""
        lines: list[Line] = [{"done": uid} for uid in uids]
        if lines:
            self._write(lines)
            self._compact()

    def note_departure(self, number: int) -> None:
        """Notes that the commit of that departure is on the disk; only now may it be sent. Raises `OSError`."""
        self._write([{"departure": number}])

    def cut_back(self, appended: range) -> None:
        """Takes back what was appended last, since its transaction failed."""
        if self._path.stat().st_size == appended.stop:
            os.truncate(self._path, appended.start)

    def clear(self) -> None:
        """Forgets every entry: the outbox is empty."""
        kept = self._departure_line()
        if self._path.exists() and self._path.read_bytes() != _encoded(kept):
            self._replace(kept)

    def unfinished(self) -> tuple[Copied, ...]:
        """The entries without a "done" line, in their order."""
        return tuple(found for line in self._open_lines() if (found := copied(line)) is not None)

    def departures(self) -> int:
        """The number of the last departure, 0 where none is noted."""
        return _last_departure(self._lines())

    def _open_lines(self) -> list[Line]:
        found: dict[str, Line] = {}
        for line in self._lines():
            if "done" in line:
                found.pop(str(line["done"]), None)
            elif "uid" in line:
                found[str(line["uid"])] = line
        return list(found.values())

    def _departure_line(self) -> list[Line]:
        number = self.departures()
        return [{"departure": number}] if number else []

    def _compact(self) -> None:
        size = self._path.stat().st_size
        if size <= SPARE_BYTES:
            return
        needed = self._departure_line() + self._open_lines()
        if size > 2 * len(_encoded(needed)):
            self._replace(needed)

    def _write(self, lines: list[Line]) -> range:
        text = _encoded(lines)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            length = file.seek(0, os.SEEK_END)
            data = b"\n" + text if length else text  # a line that a crash cut short ends here
            try:
                _write_all(file, data)
                os.fsync(file.fileno())
            except OSError:
                with contextlib.suppress(OSError):
                    file.truncate(length)
                raise
        return range(length, length + len(data))

    def _replace(self, lines: list[Line]) -> None:
        """Writes the file anew; the former one stands until the new one is whole."""
        fresh = self._path.with_name(self._path.name + ".new")
        fresh.unlink(missing_ok=True)
        SecondCopy(fresh)._write(lines)  # noqa: SLF001 - the same class
        fresh.replace(self._path)
        if sys.platform != "win32":  # there a folder cannot be synced
            folder = os.open(self._path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _lines(self) -> list[Line]:
        if not self._path.exists():
            return []
        found = (_decoded(line) for line in self._path.read_bytes().splitlines())
        return [line for line in found if line is not None]


def _write_all(file: io.FileIO, data: bytes) -> None:
    """Writes all of it; a disk that is nearly full takes a part without complaint."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _last_departure(lines: Iterable[Line]) -> int:
    numbers = (line["departure"] for line in lines if "departure" in line)
    return max((number for number in numbers if isinstance(number, int)), default=0)


def _encoded(lines: Iterable[Line]) -> bytes:
    return b"".join(_text({**line, "sum": _checksum(line)}) + b"\n" for line in lines)


def _decoded(text: bytes) -> Line | None:
    """The line, or None where a crash cut it short, so that it was never called saved, or damage changed it."""
    try:
        fields = json.loads(text)
        if not isinstance(fields, dict):
            return None
        if fields.keys() in WITHOUT_SUM:
            return fields
        return fields if fields.pop("sum", None) == _checksum(fields) else None
    except (ValueError, RecursionError):
        return None


def _checksum(line: Line) -> str:
    return f"{zlib.crc32(_text(line)):08x}"


def _text(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False).encode()
