"""What is read of archives and folders, counted: none of it is believed to be as long as it says."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import BinaryIO, Protocol

from msgspec import Struct

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.bounded import LARGEST_UNPACKED, MOST_TIMES_UNPACKED

UNSUSPICIOUS = 1 << 16
"""Bytes that a member may have whatever it was packed to: a short text of one letter packs very well."""
MAKES_NO_SENSE = (
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


class Files(Protocol):
    """An archive or a folder that is open."""

    @property
    def members(self) -> Sequence[Member]:
        """Its files, without those that systems add for themselves."""

    @property
    def made(self) -> date | None:
        """When its latest file was written, by the clock of whoever made it; None if that is not known."""

    def opened(self, member: Member) -> AbstractContextManager[BinaryIO]:
        """Opens a member to be read once, from its beginning to its end. Raises `UnreadableError`, also while read."""


class Bytes(Protocol):
    """Where bytes come from, as a `zipfile.ZipExtFile` or an `io.BufferedReader` gives them."""

    def read1(self, size: int) -> bytes:
        """Returns up to as many bytes; none at the end."""


class Budget:
    """How much may still be unpacked of an archive. What is read again counts once."""

    def __init__(self) -> None:
        self._members: dict[int, int] = {}
        self._all = 0

    def for_member(self, member: Member, packed: int, where: str) -> MemberBudget:
        """Returns that of one member, which is `packed` bytes long in the archive."""
        return MemberBudget(self, member, max(UNSUSPICIOUS, packed * MOST_TIMES_UNPACKED), where)

    def has_room(self, member: Member, read: int) -> bool:
        """Counts that `read` bytes of a member were read, and returns whether that is still within the limit."""
        before = self._members.get(member.number, 0)
        if read > before:
            self._members[member.number] = read
            self._all += read - before
        return self._all <= LARGEST_UNPACKED


class MemberBudget:
    """How much may still be unpacked of one member."""

    def __init__(self, budget: Budget, member: Member, most: int, where: str) -> None:
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


class Counted(io.RawIOBase):
    """What a member unpacks to, counted."""

    def __init__(self, packed: Bytes, budget: MemberBudget) -> None:
        self._packed = packed
        self._budget = budget

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override] # what a BufferedReader hands in
        """Reads into a buffer, and returns how many bytes. Raises `UnreadableError`."""
        try:
            data = self._packed.read1(len(into))
        except MAKES_NO_SENSE as error:
            raise UnreadableError(UnreadableKind.ARCHIVE_DAMAGED, self._budget.where) from error
        self._budget.count(len(data))
        into[: len(data)] = data
        return len(data)
