"""Reads ZIP archives that strangers made: by streams, within limits, and without writing anything to the disk.

What an archive says of itself is checked and not believed. What is unpacked is counted while it is read; the names of
its members distinguish them and are never paths; and what makes two readers see different things (members that overlap
or have one name) is refused. Everything raises `UnreadableError`.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from datetime import date
from typing import BinaryIO, cast

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.archives.counted import MAKES_NO_SENSE, Budget, Counted, Member
from exist_desktop.imports.bounded import CHUNK

MOST_MEMBERS = 20_000
LARGEST_DIRECTORY = 4_000_000
"""Bytes of the table of contents, which is read at once."""
LONGEST_MEMBER_NAME = 500

_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_NESTED = (
    *_STARTS,
    b"\x1f\x8b\x08",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"BZh9",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
)
_NESTED_NAMES = (".zip", ".gz", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".zst", ".tar")
_OF_SYSTEMS = {"__macosx", "thumbs.db", "desktop.ini"}
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_NO_YEAR = 1980
"""Archives count from here, and those that know no time have it."""
_NAME_IS_UTF8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SMALLEST_HEADER = 30


class Archive:
    """An archive that is open. `members` are its files, without those that Macs and Windows add for themselves."""

    def __init__(self, packed: zipfile.ZipFile, where: str) -> None:
        self._packed = packed
        self._where = where
        self._infos = packed.infolist()
        self._budget = Budget()
        self.members = self._listed()

    @property
    def made(self) -> date | None:
        """When its latest file was written, by the clock of whoever packed it; None if that is not known."""
        days = [info.date_time[:3] for info in self._infos if info.date_time[0] > _NO_YEAR]
        with suppress(ValueError):  # a month or a day 0
            return date(*max(days)) if days else None
        return None

    def _listed(self) -> Sequence[Member]:
        if len(self._infos) > MOST_MEMBERS:
            raise UnreadableError(UnreadableKind.TOO_MANY_MEMBERS, self._where)
        if any(info.flag_bits & _ENCRYPTED for info in self._infos):
            raise UnreadableError(UnreadableKind.ENCRYPTED, self._where)
        self._check_places()
        files = ((number, info) for number, info in enumerate(self._infos) if not info.is_dir())
        found = [Member(number, _parts(info), info.file_size) for number, info in files]
        names = [member.parts for member in found]
        if not all(names) or len(set(names)) < len(names):
            raise UnreadableError(UnreadableKind.ARCHIVE_DAMAGED, self._where)
        kept = [member for member in found if not is_of_a_system(member)]
        if any(member.name.lower().endswith(_NESTED_NAMES) for member in kept):
            raise UnreadableError(UnreadableKind.NESTED, self._where)
        return kept

    def _check_places(self) -> None:
        """Sees to it that no two members have the same bytes, and none has those of the table of contents."""
        end = self._packed.start_dir
        for info in sorted(self._infos, key=_place, reverse=True):
            if info.header_offset + _SMALLEST_HEADER + info.compress_size > end:
                raise UnreadableError(UnreadableKind.ARCHIVE_DAMAGED, self._where)
            end = info.header_offset

    @contextmanager
    def opened(self, member: Member) -> Iterator[BinaryIO]:
        """Opens a member to be read once, from its beginning to its end. It is checked when its end is read."""
        info, where = copy(self._infos[member.number]), f"{self._where}/{'/'.join(member.parts)}"
        if info.compress_type not in _METHODS:
            raise UnreadableError(UnreadableKind.PACKED_OTHERWISE, where)
        info.file_size += 1  # so that a member which is longer than it says is seen to be
        with _opened(self._packed, info, where) as packed:
            reader = io.BufferedReader(
                Counted(packed, self._budget.for_member(member, info.compress_size, where)), CHUNK
            )
            if reader.peek(8).startswith(_NESTED):
                raise UnreadableError(UnreadableKind.NESTED, where)
            yield reader


def _opened(packed: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> zipfile.ZipExtFile:
    try:
        return cast("zipfile.ZipExtFile", packed.open(info))
    except MAKES_NO_SENSE as error:
        raise UnreadableError(UnreadableKind.ARCHIVE_DAMAGED, where) from error


def _place(info: zipfile.ZipInfo) -> tuple[int, int]:
    return info.header_offset, info.compress_size


def is_archive(start: bytes) -> bool:
    """Whether a file that begins like that is a ZIP archive, or a part of one."""
    return start.startswith(_STARTS)


@contextmanager
def opened_archive(file: BinaryIO, where: str) -> Iterator[Archive]:
    """Opens the archive that is in a file, which `bounded.opened` has opened."""
    sparing, is_whole = _Sparing(file, where), False
    try:
        is_whole = zipfile.is_zipfile(sparing)  # its table of contents is at its end
        packed = zipfile.ZipFile(sparing)
    except MAKES_NO_SENSE as error:
        raise UnreadableError(
            UnreadableKind.ARCHIVE_DAMAGED if is_whole else UnreadableKind.ARCHIVE_CUT, where
        ) from error
    with packed:
        yield Archive(packed, where)


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """Returns the parts of a name. Programs of older phones write UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & _NAME_IS_UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    plain = printable_name(name.replace("\\", "/"))
    return tuple(part for part in plain.split("/") if part)


def printable_name(name: str) -> str:
    """Returns a file's name as it is compared and shown, with a mark in place of what cannot be shown."""
    shown = unicodedata.normalize("NFC", name[:LONGEST_MEMBER_NAME])
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)


def is_of_a_system(member: Member) -> bool:
    """Whether a system has added a file for itself."""
    return member.name.startswith(".") or any(part.lower() in _OF_SYSTEMS for part in member.parts)


class _Sparing(io.RawIOBase):
    """A file of which never more is read at once than a table of contents may have, whatever an archive asks for."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self._file = file
        self._where = where

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        if size > LARGEST_DIRECTORY:
            raise UnreadableError(UnreadableKind.TOO_MANY_MEMBERS, self._where)
        return self._file.read(size if size >= 0 else LARGEST_DIRECTORY)
