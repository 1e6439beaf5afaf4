"""A second copy of every entry that is not in Exist yet: an append-only text file beside the database.

A line is appended and synced before the database commits an entry, and a "done" line follows when the entry is in
Exist. The number of each dispatch is written after its commit and before the request: a database that knows fewer has
lost commits. One JSON object a line, each with a checksum; damaged lines are skipped.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.ownership.entries import OwnerEntry
from exist_desktop.files import open_private, read_private
from exist_desktop.store import strict_json
from exist_desktop.store.file.backup_copy import sync_folder
from exist_desktop.store.outbox.entries import NewEntry
from exist_desktop.store.unsent.log_lines import (
    WITHOUT_SUM,
    Line,
    LoggedEntry,
    LoggedWish,
    batch_of,
    copied,
    copied_wish,
    entry_line,
    wish_line,
)

NOTHING_WANTED: Mapping[str, PendingAttribute] = MappingProxyType({})
SPARE_BYTES = 65_536
"""A file that is larger, and more than twice as large as it needs to be, is written anew without what is done."""
GROWTH = 1.1
"""The factor by which such a file grows between two checks of what it needs, since each reads all of it."""


_BEFORE_THE_SUM = b', "sum": "'
"""The bytes before the checksum in a line."""


class Contents(Struct, frozen=True):
    """Everything in the file: entries and wishes without a "done" line in their order, and the last dispatch, or 0."""

    unfinished: tuple[LoggedEntry, ...] = ()
    dispatches: int = 0
    wishes: tuple[LoggedWish, ...] = ()


class Tail(Struct, frozen=True):
    """What was written last: the uids of entries, the last dispatch, or 0, and whether all of it can be read."""

    uids: tuple[str, ...] = ()
    dispatch: int = 0
    whole: bool = True


class UnsentLog:
    """The file. Its methods run on the database's thread, within the transaction that they belong to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.has_more = False
        """Whether there may be lines that are not marked as done although their entries need them no more."""
        self._looked_at: int | None = None  # the size before the first write since the last look at what it needs

    def append(
        self,
        server: str,
        username: str,
        all_new: Iterable[NewEntry],
        wanted: Mapping[str, PendingAttribute] = NOTHING_WANTED,
        wishes: Iterable[OwnerEntry] = (),
    ) -> range:
        """Appends entries and wishes and syncs them. Returns the bytes they take, for `cut_back`. Raises `OSError`.

        `wanted` has the creations of attributes that Exist does not have yet, by name. Of a batch that a crash cuts
        short nothing counts: a line behind its entries says that all of them are there.
        """
        return self._write(_with_whole_lines(_new_lines(server, username, all_new, wanted, wishes)))

    def mark_done(self, uids: Iterable[str]) -> None:
        """Marks entries as in Exist or withdrawn. Raises `OSError`."""
        lines: list[Line] = [{"done": uid} for uid in uids]
        if lines:
            size = self._write(lines).stop
            if self._looked_at is not None and _growth(self._looked_at) != _growth(size):
                self._compact()
                self._looked_at = None

    def record_dispatch(self, number: int) -> None:
        """Saves the number of a dispatch, whose commit is on the disk. It may leave after this. Raises `OSError`."""
        self._write([{"departure": number}])

    def cut_back(self, appended: range) -> bool:
        """Removes what was appended last, since its transaction failed. Returns False if others have written since."""
        last = self.path.stat().st_size == appended.stop
        if last:
            os.truncate(self.path, appended.start)
        return last

    def clear(self) -> None:
        """Removes every entry, since the outbox is empty. What only a later version understands stays."""
        lines = self._lines()
        kept = _dispatch_line(lines) + [
            line for line in _open_lines(lines) if copied(line) is None and copied_wish(line) is None
        ]
        if self.path.exists() and read_private(self.path) != _encoded(kept):
            self._replace(kept)

    def read(self) -> Contents:
        """Returns everything in the file."""
        lines = self._lines()
        left = _open_lines(lines)
        entries = tuple(one for one in map(copied, left) if one is not None)
        wishes = tuple(one for one in map(copied_wish, left) if one is not None)
        return Contents(entries, _last_dispatch(lines), wishes)

    def size(self) -> int:
        """Returns the size in bytes, 0 if there is no file. Raises `OSError`."""
        return self.path.stat().st_size if self.path.exists() else 0

    def since(self, offset: int) -> Tail | None:
        """Returns what was written after that many bytes, or None if the file is shorter or the rest too long.

        Raises `OSError`.
        """
        if not offset <= self.size() <= offset + SPARE_BYTES:
            return None
        if not self.path.exists():
            return Tail()
        with os.fdopen(open_private(self.path, os.O_RDONLY), "rb") as file:
            file.seek(offset)
            written = [text for text in file.read().splitlines() if text]
        lines = [line for line in map(_decoded, written) if line is not None]
        uids = tuple(str(line["uid"]) for line in lines if "uid" in line)
        return Tail(uids, _last_dispatch(lines), whole=len(lines) == len(written))

    def unfinished(self) -> tuple[LoggedEntry, ...]:
        """Returns the entries without a "done" line, in order."""
        return self.read().unfinished

    def dispatches(self) -> int:
        """Returns the number of the last dispatch, or 0."""
        return _last_dispatch(self._lines())

    def _compact(self) -> None:
        """Rewrites the file without what is done, if that is most of it."""
        lines = self._lines()
        left = _open_lines(lines)
        needed = _dispatch_line(lines) + list(_with_whole_lines(left))
        if self.path.stat().st_size > 2 * len(_encoded(needed)):
            self._replace(needed)

    def _write(self, lines: Iterable[Line]) -> range:
        text = _encoded(lines)
        descriptor = open_private(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            length = file.seek(0, os.SEEK_END)
            if self._looked_at is None:
                self._looked_at = length
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
        """Rewrites the file. The former one stays until the new one is complete."""
        fresh = self.path.with_name(self.path.name + ".new")
        fresh.unlink(missing_ok=True)
        UnsentLog(fresh)._write(lines)  # noqa: SLF001 - the same class
        fresh.replace(self.path)
        sync_folder(self.path.parent)

    def _lines(self) -> list[Line]:
        if not self.path.exists():
            return []
        found = (_decoded(line) for line in read_private(self.path).splitlines())
        return [line for line in found if line is not None]


def _write_all(file: io.FileIO, data: bytes) -> None:
    """Writes all of it. A disk that is nearly full may take only a part, without an error."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _open_lines(lines: Collection[Line]) -> list[Line]:
    found: dict[str, Line] = {}
    whole: set[object] = {None} | {line["whole"] for line in lines if "whole" in line}
    for line in lines:
        if "done" in line:
            found.pop(str(line["done"]), None)
        elif "uid" in line and batch_of(line) in whole:
            found[str(line["uid"])] = line
    return list(found.values())


def _new_lines(
    server: str,
    username: str,
    all_new: Iterable[NewEntry],
    wanted: Mapping[str, PendingAttribute],
    wishes: Iterable[OwnerEntry],
) -> Iterator[Line]:
    for new in all_new:
        yield entry_line(server, username, new, wanted.get(new.command.key.attribute))
    for wish in wishes:
        yield wish_line(server, username, wish, wanted.get(wish.attribute))


def _with_whole_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """Yields lines, and behind them what says of each of their batches that all of its entries are there."""
    uids: dict[str, None] = {}
    for line in lines:
        if (uid := batch_of(line)) is not None:
            uids[uid] = None
        yield line
    for uid in uids:
        yield {"whole": uid}


def _last_dispatch(lines: Iterable[Line]) -> int:
    numbers = (line["departure"] for line in lines if "departure" in line)
    return max((number for number in numbers if isinstance(number, int)), default=0)


def _growth(size: int) -> int:
    """Returns how many times a file of that size has grown enough to be checked for what it needs."""
    return 1 + int(math.log(size / SPARE_BYTES, GROWTH)) if size > SPARE_BYTES else 0


def _dispatch_line(lines: Iterable[Line]) -> list[Line]:
    number = _last_dispatch(lines)
    return [{"departure": number}] if number else []


def _encoded(lines: Iterable[Line]) -> bytes:
    return b"".join(_text({**line, "sum": _checksum(line)}) + b"\n" for line in lines)


def _decoded(text: bytes) -> Line | None:
    """Parses a line. Returns None if a crash cut it short, so that it was never called saved, or if it is damaged."""
    try:
        fields = strict_json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    if fields.keys() in WITHOUT_SUM:
        return fields
    noted = fields.pop("sum", None)
    try:
        as_written = _is_as_written(text, noted) or noted == _checksum(fields)
    except RecursionError:
        return None
    return fields if as_written and noted is not None else None


def _is_as_written(text: bytes, noted: object) -> bool:
    """Whether the checksum fits the bytes before it. Encoding the line again would take much longer."""
    before, mark, rest = text.rpartition(_BEFORE_THE_SUM)
    return bool(mark) and rest == f'{noted}"}}'.encode() and f"{zlib.crc32(before + b'}'):08x}" == noted


def _checksum(line: Line) -> str:
    return f"{zlib.crc32(_text(line)):08x}"


def _text(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False).encode()
