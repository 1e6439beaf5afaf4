"""A second copy of every entry that is not in Exist yet: an append-only text file beside the database.

A line is appended and synced before the database commits an entry, and a "done" line after the entry is in Exist. The
file is read only when the database was lost. One JSON object a line; a half-written last line is passed over.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox import Kind
from exist_desktop.store import rows
from exist_desktop.store.entries import Draft

Line = dict[str, object]


@dataclass(frozen=True)
class Copied:
    """An entry of the file that has no "done" line, with the account that it belongs to."""

    server: str
    username: str
    draft: Draft


class SecondCopy:
    """The file. Its methods are called on the database's thread, within the transaction that they go with."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, server: str, username: str, drafts: Iterable[Draft]) -> range:
        """Adds entries and syncs them to the disk; the bytes they take, for `cut_back`. Raises `OSError`."""
        return self._write([_line(server, username, draft) for draft in drafts])

    def mark_done(self, uids: Iterable[str]) -> None:
        """Notes that entries are in Exist or withdrawn. Raises `OSError`."""
        lines: list[Line] = [{"done": uid} for uid in uids]
        if lines:
            self._write(lines)

    def cut_back(self, appended: range) -> None:
        """Takes back what was appended last, since its transaction failed."""
        if self._path.stat().st_size == appended.stop:
            os.truncate(self._path, appended.start)

    def clear(self) -> None:
        """Empties the file: the outbox is empty."""
        if self._path.exists() and self._path.stat().st_size:
            os.truncate(self._path, 0)

    def unfinished(self) -> tuple[Copied, ...]:
        """The entries without a "done" line, in their order."""
        open_entries: dict[str, Copied] = {}
        for fields in self._lines():
            if "done" in fields:
                open_entries.pop(str(fields["done"]), None)
            elif (copied := _copied(fields)) is not None:
                open_entries[copied.draft.uid] = copied
        return tuple(open_entries.values())

    def _write(self, lines: list[Line]) -> range:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
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

    def _lines(self) -> list[Line]:
        if not self._path.exists():
            return []
        found = []
        for line in self._path.read_bytes().splitlines():
            try:
                fields = json.loads(line)
            except ValueError:
                continue  # a line that a crash cut short was never called saved
            if isinstance(fields, dict):
                found.append(fields)
        return found


def _write_all(file: io.FileIO, data: bytes) -> None:
    """Writes all of it; a disk that is nearly full takes a part without complaint."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _line(server: str, username: str, draft: Draft) -> Line:
    attribute, day, kind, value = rows.parts(draft.command)
    return {
        "uid": draft.uid,
        "server": server,
        "username": username,
        "attribute": attribute,
        "day": day,
        "kind": kind,
        "value": value,
        "shown": draft.shown,
        "at": draft.at,
        "zone": draft.zone,
    }


def _copied(fields: Line) -> Copied | None:
    """The entry of a line, or None where damage has left too little of it."""
    match fields:
        case {
            "uid": str(uid),
            "server": str(server),
            "username": str(username),
            "attribute": str(attribute),
            "day": str(day),
            "kind": str(kind),
            "value": int() | float() | str() as value,
            "at": int() | float() as at,
            "zone": str(zone),
        }:
            pass
        case _:
            return None
    try:
        key = Key(attribute, date.fromisoformat(day))
    except ValueError:
        return None
    if kind == Kind.ADD:
        if isinstance(value, str):
            return None
        return Copied(server, username, Draft(uid, Increment(key, value), None, float(at), zone))
    shown = fields.get("shown")
    seen = shown if isinstance(shown, int | float | str) else None
    return Copied(server, username, Draft(uid, SetValue(key, value), seen, float(at), zone))
