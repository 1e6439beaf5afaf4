"""A JSON file of this program's own, read part by part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.bounded import texts
from exist_desktop.imports.json_stream import JsonStream
from exist_desktop.imports.own_file import LONGEST_NAME, OwnHead, Part, RefusedError, instant_of, name_of

FORMAT, VERSION = "exist-desktop", 1
VALUES = "values"
SECTIONS = ("averages", "pauses", "owner_changes", "insights", "correlations", "relation_choices", "wishes", "entries")
_HEAD = frozenset({"format", "version", "made", "account", "zone", "settings", "attributes"})
MOST_ATTRIBUTES = 10_000


class OwnJson:
    """A JSON file that is open."""

    def __init__(self, file: BinaryIO, path: Path, size: int) -> None:
        self._file = file
        self._where = str(path)
        self._size = max(size, 1)

    def _stream(self) -> JsonStream:
        self._file.seek(0)
        return JsonStream(texts(self._file, self._where), self._where)

    def head(self) -> OwnHead:
        """Returns the head, wherever in the document its members are."""
        stream = self._stream()
        found: dict[str, Any] = {}
        for key in stream.members():
            if key == "attributes":
                found[key] = self._attributes(stream)
            elif key in _HEAD:
                found[key] = stream.value()
            else:
                stream.skip()
            if found.keys() >= _HEAD:
                break
        if found.get("format") != FORMAT:
            self._fail(UnreadableKind.UNKNOWN)
        return head_of(found, self._where)

    def _attributes(self, stream: JsonStream) -> tuple[dict[str, Any], ...]:
        found: list[dict[str, Any]] = []
        for _, item in stream.elements():
            if len(found) == MOST_ATTRIBUTES:
                self._fail(UnreadableKind.TOO_MANY_ROWS)
            if isinstance(item, dict):
                found.append(item)
        return tuple(found)

    def parts(self) -> Iterator[Part]:
        """Yields the rows of all sections, and the days of each attribute."""
        stream = self._stream()
        for key in stream.members():
            if key == VALUES:
                for line, name, days in stream.pairs():
                    yield Part(VALUES, line, {"attribute": name, "days": days}, self._share())
            elif key in SECTIONS:
                for line, row in stream.elements():
                    yield Part(key, line, row if isinstance(row, dict) else {}, self._share())
            else:
                stream.skip()

    def _share(self) -> float:
        return min(self._file.tell() / self._size, 1.0)

    def _fail(self, kind: UnreadableKind) -> NoReturn:
        raise UnreadableError(kind, self._where)


def head_of(found: dict[str, Any], where: str) -> OwnHead:
    """Returns the head of a file from its members. Raises `UnreadableError`."""
    version, settings = found.get("version"), found.get("settings")
    if not isinstance(version, int) or version < 1:
        raise UnreadableError(UnreadableKind.DAMAGED, where)
    if version > VERSION:
        raise UnreadableError(UnreadableKind.NEWER, where)
    try:
        account, made = name_of(found, "account"), instant_of(found.get("made"))
    except RefusedError as error:
        raise UnreadableError(UnreadableKind.DAMAGED, where) from error
    zone = found.get("zone")
    return OwnHead(
        account=account,
        made=made,
        zone=zone if isinstance(zone, str) and len(zone) <= LONGEST_NAME else None,
        settings=settings if isinstance(settings, dict) else {},
        attributes=found.get("attributes", ()),
    )
