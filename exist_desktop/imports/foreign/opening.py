"""Finds out which program a file is of, and opens it for reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO, Protocol

from msgspec import Struct

from exist_desktop.domain.transfer.encodings import Encoding, Guessed
from exist_desktop.domain.transfer.imports import FileKind, UnreadableError, UnreadableKind
from exist_desktop.domain.transfer.mapping import Decimal
from exist_desktop.imports.archives.archive import is_archive, opened_archive
from exist_desktop.imports.archives.counted import Files, Member
from exist_desktop.imports.archives.folder import opened_folder
from exist_desktop.imports.bounded import CHUNK, is_folder, opened, texts
from exist_desktop.imports.foreign import daylio_backup, loop
from exist_desktop.imports.foreign.csv_file import CsvFile
from exist_desktop.imports.foreign.day_one import ENTRIES, DayOne
from exist_desktop.imports.foreign.daylio_backup import DaylioBackup
from exist_desktop.imports.foreign.daylio_csv import DaylioCsv, is_daylio
from exist_desktop.imports.foreign.loop import Loop
from exist_desktop.imports.foreign.rows import ForeignFile
from exist_desktop.imports.foreign.text_file import TextFile, text_file

_JSON = ".json"


class Place(Protocol):
    """Where reading is in a file, or in a folder."""

    def tell(self) -> int:
        """Returns how many bytes were read."""


class OpenFile(Struct, frozen=True):
    """A foreign file that is open."""

    read: ForeignFile
    raw: Place
    size: int
    text: TextFile | None = None

    def share(self) -> float:
        """Returns about how much of it is read, 0 to 1."""
        return min(self.raw.tell() / max(self.size, 1), 1.0)

    def usual_decimal(self) -> Decimal | None:
        """Returns the decimal mark that its numbers probably have; None if nothing tells. Raises `UnreadableError`."""
        return None if self.text is None else self.text.usual_decimal()

    def guessed(self) -> Guessed | None:
        """Returns how its text is read if it is not in Unicode. Raises `UnreadableError`."""
        return None if self.text is None else self.text.guessed()


@contextmanager
def foreign_file(
    path: Path, kind: FileKind | None, zone: tzinfo, encoding: Encoding | None = None
) -> Iterator[OpenFile]:
    """Opens a file of that kind; None finds that out. Raises `UnreadableError`, also if it is of another kind.

    `encoding` is how a text is read that is not in Unicode; None is the commonest.
    """
    where = str(path)
    if is_folder(path):
        with opened_folder(path) as folder:
            yield OpenFile(_fitting(_of_archive(folder, where, zone), kind, where), folder, folder.size)
        return
    with opened(path) as file:
        size = file.seek(0, 2)
        file.seek(0)
        start = file.read(8)
        file.seek(0)
        if is_archive(start):
            with opened_archive(file, where) as archive:
                yield OpenFile(_fitting(_of_archive(archive, where, zone), kind, where), file, size)
        else:
            text = text_file(file, where, encoding)
            yield OpenFile(_fitting(_of_text(text, kind, zone), kind, where), file, size, text)


def _fitting(found: ForeignFile, kind: FileKind | None, where: str) -> ForeignFile:
    if kind not in (None, found.kind):
        raise UnreadableError(UnreadableKind.UNKNOWN, where)
    return found


def foreign_kind(path: Path, zone: tzinfo, encoding: Encoding | None) -> FileKind:
    """Returns the kind of a file. Raises `UnreadableError` if it is of no program that is known here."""
    with foreign_file(path, None, zone, encoding) as found:
        return found.read.kind


def is_journal(path: Path) -> bool:
    """Whether a file is a journal of Day One that is not packed. Raises `UnreadableError`."""
    with opened(path) as file:
        return _begins_as_journal(texts(file, str(path)))


def _of_archive(archive: Files, where: str, zone: tzinfo) -> ForeignFile:
    backup = next((one for one in archive.members if one.name == daylio_backup.MEMBER), None)
    if backup is not None:
        return DaylioBackup(archive, backup, where)
    if any(one.name == loop.MARKS and len(one.parts) > 1 for one in archive.members):
        return Loop(archive, where)
    journals = tuple(one for one in archive.members if one.name.lower().endswith(_JSON) and len(one.parts) <= 2)
    if journals and all(_is_journal(archive, one, where) for one in journals):
        return DayOne(_Members(archive, journals), where, zone)
    raise UnreadableError(UnreadableKind.UNKNOWN, where)


def _is_journal(archive: Files, member: Member, where: str) -> bool:
    with archive.opened(member) as file:
        return _begins_as_journal(texts(file, where))


def _begins_as_journal(parts: Iterator[str]) -> bool:
    start = "".join(next(parts, "")[:CHUNK].split())
    return start.startswith(('{"metadata":', f'{{"{ENTRIES}":[')) and f'"{ENTRIES}":[' in start


def _of_text(text: TextFile, kind: FileKind | None, zone: tzinfo) -> ForeignFile:
    if text.encoding is None and _begins_as_journal(text.parts()):
        return DayOne(_Alone(text.file), text.where, zone)
    first = next(text.records(), None)
    if first is not None and kind is not FileKind.CSV and is_daylio(first.fields):
        return DaylioCsv(text)
    return CsvFile(text)


class _Members(Struct, frozen=True):
    """Journals in an archive."""

    archive: Files
    members: tuple[Member, ...]

    def opened(self) -> Iterator[AbstractContextManager[BinaryIO]]:
        """Yields each of them, to be opened."""
        for member in self.members:
            yield self.archive.opened(member)


class _Alone(Struct, frozen=True):
    """A journal that is not packed."""

    file: BinaryIO

    def opened(self) -> Iterator[AbstractContextManager[BinaryIO]]:
        """Yields it, from its beginning."""
        self.file.seek(0)
        yield nullcontext(self.file)
