"""Reads a folder as an archive that was unpacked: within the same limits, and never through a link.

A link in the folder may lead anywhere on this computer, so that what is behind it was not given to be read. It is left
out, also if it takes a file's place while the folder is read.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.archives.archive import MOST_MEMBERS, is_of_a_system, printable_name
from exist_desktop.imports.archives.counted import Budget, Counted, Member
from exist_desktop.imports.bounded import CHUNK, LARGEST_FILE, errors_of

DEEPEST = 8
"""How many folders within each other are looked into."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = os.O_RDONLY | _NO_LINK | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class _Found(Struct, frozen=True):
    """A file of a folder, by the names that lead to it."""

    names: tuple[str, ...]
    size: int
    written: float


class Folder:
    """A folder that is open. `size` is how many bytes its files have together."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found = list(_files(path))
        self._budget = Budget()
        self._read = 0
        members = (
            Member(number, tuple(map(printable_name, one.names)), one.size) for number, one in enumerate(self._found)
        )
        self.members: Sequence[Member] = [member for member in members if not is_of_a_system(member)]
        self.size = sum(member.size for member in self.members)

    @property
    def made(self) -> date | None:
        """When its latest file was written; None if it has none."""
        latest = max((self._found[member.number].written for member in self.members), default=None)
        return None if latest is None else datetime.fromtimestamp(latest, UTC).date()

    def tell(self) -> int:
        """Returns how many bytes of files were opened so far, also more than once."""
        return self._read

    @contextmanager
    def opened(self, member: Member) -> Iterator[BinaryIO]:
        """Opens a file of it. Raises `UnreadableError`, also if it is not as it was when the folder was looked at."""
        where = str(self._path.joinpath(*member.parts))
        with errors_of(where), os.fdopen(self._descriptor(self._found[member.number].names), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableError(UnreadableKind.NOT_A_FILE, where)
            if member.size > LARGEST_FILE:
                raise UnreadableError(UnreadableKind.TOO_LARGE, where)
            self._read += member.size
            yield io.BufferedReader(Counted(file, self._budget.for_member(member, member.size, where)), CHUNK)

    def _descriptor(self, names: Sequence[str]) -> int:
        """Opens a file step by step, so that no folder on the way is a link either. Raises `OSError`."""
        if os.open not in os.supports_dir_fd:  # pragma: no cover - Windows
            path = self._path
            for name in names:
                path /= name
                if path.is_symlink():
                    raise OSError(f"{path} is a link")
            return os.open(path, _FLAGS)
        folder = os.open(self._path, os.O_RDONLY)
        try:
            for name in names[:-1]:
                inner = os.open(name, _FLAGS | os.O_DIRECTORY, dir_fd=folder)
                os.close(folder)
                folder = inner
            return os.open(names[-1], _FLAGS, dir_fd=folder)
        finally:
            os.close(folder)


@contextmanager
def opened_folder(path: Path) -> Iterator[Folder]:
    """Opens a folder. Raises `UnreadableError`."""
    with errors_of(str(path)):
        folder = Folder(path)
    yield folder


def _files(top: Path) -> Iterator[_Found]:
    """Yields the ordinary files below a folder in the order of their names. Raises `OSError` and `UnreadableError`."""
    waiting: list[tuple[str, ...]] = [()]
    number = 0
    while waiting:
        names = waiting.pop()
        with os.scandir(top.joinpath(*names)) as items:
            inside = sorted(items, key=_name)
        number += len(inside)
        if number > MOST_MEMBERS:
            raise UnreadableError(UnreadableKind.TOO_MANY_MEMBERS, str(top))
        for item in inside:
            if item.is_dir(follow_symlinks=False) and len(names) < DEEPEST:
                waiting.append((*names, item.name))
            elif item.is_file(follow_symlinks=False):
                found = item.stat(follow_symlinks=False)
                yield _Found((*names, item.name), found.st_size, found.st_mtime)


def _name(item: os.DirEntry[str]) -> str:
    return item.name
