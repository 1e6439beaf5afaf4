"""The backup of Daylio: a ZIP with `backup.daylio`, which is JSON written in base64.

It has what the CSV lacks: moods are numbers, 1 the best and 5 the worst; those of the person's own belong to one of the
five. Its rows are counted, since all of it is one line. Source: Daylio's backups up to version 19 of their format.
"""

from __future__ import annotations

import base64
import binascii
import codecs
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, BinaryIO

from exist_desktop.domain.transfer.imports import (
    FileKind,
    Refused,
    RefusedReason,
    UnreadableError,
    UnreadableKind,
)
from exist_desktop.domain.transfer.mapping import ColumnUse
from exist_desktop.imports.archives.counted import Files, Member
from exist_desktop.imports.bounded import CHUNK, MOST_ROWS
from exist_desktop.imports.foreign.rows import MOOD_COLUMN, NOTE_COLUMN, ForeignRow
from exist_desktop.imports.html_text import text_of_html
from exist_desktop.imports.json_stream import JsonStream
from exist_desktop.imports.own_file import RefusedError

MEMBER = "backup.daylio"
_ENTRIES, _TAGS, _MOODS = "dayEntries", "tags", "customMoods"
_STEPS = range(1, 6)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BLANKS = bytes(range(33))


class DaylioBackup:
    """A backup that is open."""

    kind = FileKind.DAYLIO_BACKUP
    date: str | None = None
    time: str | None = None
    uses: Mapping[str, ColumnUse] = MappingProxyType({})
    """Moods are numbers here."""

    def __init__(self, archive: Files, member: Member, where: str) -> None:
        self._archive = archive
        self._member = member
        self._where = where

    def rows(self) -> Iterator[ForeignRow | Refused]:
        """Yields the entries."""
        tags, moods = self._names()
        with self._archive.opened(self._member) as file:
            stream = JsonStream(_decoded(file, self._where), self._where)
            for name in stream.members():
                if name != _ENTRIES:
                    stream.skip()
                    continue
                for number, (_, entry) in enumerate(stream.elements(), 1):
                    if number > MOST_ROWS:
                        raise UnreadableError(UnreadableKind.TOO_MANY_ROWS, self._where)
                    try:
                        yield _row(number, entry, tags, moods)
                    except RefusedError as wrong:
                        yield wrong.at(number)

    def _names(self) -> tuple[Mapping[int, str], Mapping[int, int]]:
        """Returns the names of the tags and the steps of the moods, by number. They may follow the rows."""
        tags: dict[int, str] = {}
        moods = {step: step for step in _STEPS}
        with self._archive.opened(self._member) as file:
            stream = JsonStream(_decoded(file, self._where), self._where)
            for name in stream.members():
                if name not in (_TAGS, _MOODS):
                    stream.skip()
                    continue
                for _, item in stream.elements():
                    if not isinstance(item, dict) or not isinstance(number := item.get("id"), int):
                        continue
                    if name == _TAGS and isinstance(tag := item.get("name"), str):
                        tags[number] = " ".join(tag.split())
                    elif name == _MOODS and item.get("mood_group_id") in _STEPS:
                        moods[number] = item["mood_group_id"]
        return tags, moods


def _row(number: int, entry: Any, tags: Mapping[int, str], moods: Mapping[int, int]) -> ForeignRow:  # noqa: ANN401
    if not isinstance(entry, dict):
        raise RefusedError(RefusedReason.SHAPE)
    at = _local(entry.get("datetime"), entry.get("timeZoneOffset", 0))
    texts = [entry.get(name) or "" for name in ("note_title", "note")]
    mood, named = entry.get("mood"), entry.get("tags") or []
    if not all(isinstance(text, str) for text in texts) or not isinstance(named, list):
        raise RefusedError(RefusedReason.SHAPE)
    step = moods.get(mood, "?") if isinstance(mood, int) else ""
    note = "\n".join(filter(None, map(text_of_html, texts)))
    found = tuple(tags[one] for one in named if isinstance(one, int) and tags.get(one))
    return ForeignRow(number, f"{at:%Y-%m-%d}", f"{at:%H:%M}", {MOOD_COLUMN: str(step), NOTE_COLUMN: note}, found)


def _local(at: object, offset: object) -> datetime:
    """Returns the time on the phone's clock. Raises `RefusedError`."""
    if not isinstance(at, int) or not isinstance(offset, int):
        raise RefusedError(RefusedReason.DATE)
    try:
        return _EPOCH + timedelta(milliseconds=at + offset)
    except OverflowError as error:
        raise RefusedError(RefusedReason.DATE) from error


def _decoded(file: BinaryIO, where: str) -> Iterator[str]:
    """Yields the text that is written in base64, whatever line ends are in it."""
    decoder, rest = codecs.getincrementaldecoder("utf-8")("strict"), b""
    try:
        while data := file.read(CHUNK):
            rest += data.translate(None, _BLANKS)
            whole = len(rest) - len(rest) % 4
            yield decoder.decode(base64.b64decode(rest[:whole], validate=True))
            rest = rest[whole:]
        yield decoder.decode(b"", final=True)
    except binascii.Error as error:
        raise UnreadableError(UnreadableKind.ARCHIVE_DAMAGED, where) from error
    except UnicodeDecodeError as error:
        raise UnreadableError(UnreadableKind.NO_TEXT, where) from error
    if rest:
        raise UnreadableError(UnreadableKind.CUT, where)
