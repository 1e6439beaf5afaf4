"""Reads ZIP archives that strangers made: by streams, within limits, and without writing anything to the disk.

What an archive says of itself is checked and not believed. What is unpacked is counted while it is read; the names of
its members distinguish them and are never paths; and what makes two readers see different things (members that overlap
or have one name) is refused. Everything raises `UnreadableError`.
"""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from datetime import date
from typing import BinaryIO, cast

from msgspec import Struct

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.bounded import CHUNK, LARGEST_UNPACKED, MOST_TIMES_UNPACKED

MOST_MEMBERS = 20_000
LARGEST_DIRECTORY = 4_000_000
"""Bytes of the table of contents, which is read at once."""
LONGEST_MEMBER_NAME = 500
UNSUSPICIOUS = 1 << 16
"""Bytes that a member may have whatever it was packed to: a short text of one letter packs very well."""

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
_WRONG = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, OverflowError, NotImplementedError, RuntimeError),
)
"""What the standard library raises where an archive makes no sense."""


class Member(Struct, frozen=True):
    """A file in an archive. `parts` are its name as folders and file, to be looked at and never to be opened.

    `size` is how many bytes the archive says that it has.
    """

    number: int
    parts: tuple[str, ...]
    size: int

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.parts[-1]


class Archive:
    """An archive that is open. `members` are its files, without those that Macs and Windows add for themselves."""

    def __init__(self, packed: zipfile.ZipFile, where: str) -> None:
        self._packed = packed
        self._where = where
        self._infos = packed.infolist()
        self._budget = _Budget()
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
        kept = [member for member in found if not _is_of_a_system(member)]
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
                _Counted(packed, self._budget.for_member(member, info.compress_size, where)), CHUNK
            )
            if reader.peek(8).startswith(_NESTED):
                raise UnreadableError(UnreadableKind.NESTED, where)
            yield reader


def _opened(packed: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> zipfile.ZipExtFile:
    try:
        return cast("zipfile.ZipExtFile", packed.open(info))
    except _WRONG as error:
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
    except _WRONG as error:
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
    name = unicodedata.normalize("NFC", name[:LONGEST_MEMBER_NAME]).replace("\\", "/")
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return tuple(part for part in plain.split("/") if part)


def _is_of_a_system(member: Member) -> bool:
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


class _Budget:
    """How much may still be unpacked of an archive. What is read again counts once."""

    def __init__(self) -> None:
        self._members: dict[int, int] = {}
        self._all = 0

    def for_member(self, member: Member, packed: int, where: str) -> _MemberBudget:
        """Returns that of one member, which is `packed` bytes long in the archive."""
        return _MemberBudget(self, member, max(UNSUSPICIOUS, packed * MOST_TIMES_UNPACKED), where)

    def has_room(self, member: Member, read: int) -> bool:
        """Counts that `read` bytes of a member were read, and returns whether that is still within the limit."""
        before = self._members.get(member.number, 0)
        if read > before:
            self._members[member.number] = read
            self._all += read - before
        return self._all <= LARGEST_UNPACKED


class _MemberBudget:
    """How much may still be unpacked of one member."""

    def __init__(self, budget: _Budget, member: Member, most: int, where: str) -> None:
        self.where = where
        self._budget = budget
        self._member = member
        self._most = most
        self._read = 0

    def count(self, more: int) -> None:
        """Counts bytes that were unpacked; none is the end. Raises `UnreadableError`."""
        self._read += more
        if self._read > self._most or not self._budget.has_room(self._member, self._read):
            raise UnreadableError(UnreadableKind.TOO_LARGE_INSIDE, self.where)
        if self._read > self._member.size or (not more and self._read < self._member.size):
            raise UnreadableError(UnreadableKind.ARCHIVE_DAMAGED, self.where)


class _Counted(io.RawIOBase):
    """What a member unpacks to, counted."""

    def __init__(self, packed: zipfile.ZipExtFile, budget: _MemberBudget) -> None:
        self._packed = packed
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override] # what a BufferedReader hands in
        try:
            data = self._packed.read1(len(into))
        except _WRONG as error:
            raise UnreadableError(UnreadableKind.ARCHIVE_DAMAGED, self._budget.where) from error
        self._budget.count(len(data))
        into[: len(data)] = data
        return len(data)
