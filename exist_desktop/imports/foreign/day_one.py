"""The JSON export of Day One: a ZIP with a document for each journal, or such a document alone.

The day of an entry is its instant in the zone where it was written. Texts are Markdown, with marks for pictures and
with backslashes that nobody typed. Source: exports of Day One with `metadata.version` 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType
from typing import Any, BinaryIO, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from exist_desktop.domain.parsing.value_parser import clean_text
from exist_desktop.domain.transfer.imports import FileKind, Refused, RefusedReason, UnreadableError, UnreadableKind
from exist_desktop.domain.transfer.mapping import ColumnUse
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.imports.bounded import LONGEST_FIELD, MOST_ROWS, texts
from exist_desktop.imports.foreign.rows import NOTE_COLUMN, ForeignRow
from exist_desktop.imports.json_stream import JsonStream
from exist_desktop.imports.own_file import RefusedError
from exist_desktop.store import strict_json

ENTRIES = "entries"
_PICTURE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,500}\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINES_BETWEEN = re.compile(r"\n{3,}")


class Journals(Protocol):
    """Where the documents are."""

    def opened(self) -> Iterator[AbstractContextManager[BinaryIO]]:
        """Yields each of them, to be opened."""


class DayOne:
    """An export that is open. `zone` is that of entries which say none."""

    kind = FileKind.DAY_ONE
    date: str | None = None
    time: str | None = None
    uses: Mapping[str, ColumnUse] = MappingProxyType({})

    def __init__(self, journals: Journals, where: str, zone: tzinfo) -> None:
        self._journals = journals
        self._where = where
        self._zone = zone

    def rows(self) -> Iterator[ForeignRow | Refused]:
        """Yields the entries of all journals, each with its line in its own."""
        number = 0
        for one in self._journals.opened():
            with one as file:
                stream = JsonStream(texts(file, self._where), self._where)
                for name in stream.members():
                    if name != ENTRIES:
                        stream.skip()
                        continue
                    for line, entry in stream.elements():
                        number += 1
                        if number > MOST_ROWS:
                            raise UnreadableError(UnreadableKind.TOO_MANY_ROWS, self._where, line)
                        try:
                            yield self._row(line, entry)
                        except RefusedError as wrong:
                            yield wrong.at(line)

    def _row(self, line: int, entry: Any) -> ForeignRow:  # noqa: ANN401 - whatever JSON can say
        if not isinstance(entry, dict):
            raise RefusedError(RefusedReason.SHAPE)
        at = _instant(entry.get("creationDate")).astimezone(_zone(entry.get("timeZone")) or self._zone)
        tags = entry.get("tags") or []
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            raise RefusedError(RefusedReason.SHAPE)
        names = filter(None, (" ".join(tag.split()) for tag in tags))
        return ForeignRow(line, f"{at:%Y-%m-%d}", f"{at:%H:%M}", {NOTE_COLUMN: _text(entry)}, tuple(names))


def _instant(text: object) -> datetime:
    """Returns an instant in UTC. Raises `RefusedError`."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
        if found is not None:
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise RefusedError(RefusedReason.DATE)


def _zone(name: object) -> tzinfo | None:
    try:
        return ZoneInfo(name.replace("\\/", "/")) if isinstance(name, str) and name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _text(entry: Mapping[str, Any]) -> str:
    """Returns the words of an entry without pictures and backslashes. Raises `RefusedError`."""
    text = entry.get("text")
    if text is None:
        text = _of_rich_text(entry.get("richText"))
    if not isinstance(text, str):
        raise RefusedError(RefusedReason.SHAPE)
    plain = _LINES_BETWEEN.sub("\n\n", _ESCAPED.sub(r"\1", _PICTURE.sub("", text)))
    try:
        return clean_text(plain)
    except InvalidValueError as error:
        raise RefusedError(RefusedReason.TEXT) from error


def _of_rich_text(written: object) -> str:
    """Returns the words of a text that is JSON within a string; empty if there is none. Raises `RefusedError`."""
    if written is None:
        return ""
    if not isinstance(written, str) or len(written) > LONGEST_FIELD:
        raise RefusedError(RefusedReason.SHAPE)
    try:
        found = strict_json.loads(written)
    except (ValueError, RecursionError) as error:
        raise RefusedError(RefusedReason.SHAPE) from error
    pieces: Sequence[Any] = found.get("contents") or () if isinstance(found, dict) else ()
    if not isinstance(pieces, list | tuple):
        raise RefusedError(RefusedReason.SHAPE)
    return "".join(one["text"] for one in pieces if isinstance(one, dict) and isinstance(one.get("text"), str))
