"""Opens files that strangers made, within limits that hold for every format.

A file is an ordinary one and not too large; its text is UTF-8, or UTF-16 with a mark, unless another encoding is said;
nothing is unpacked to the disk.
What goes beyond a limit is an `UnreadableError` as soon as it is seen, not when the memory is full.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind

LARGEST_FILE = 200_000_000
LARGEST_UNPACKED = 500_000_000
MOST_TIMES_UNPACKED = 100
DEEPEST = 50
LONGEST_FIELD = 1_000_000
"""Characters of one text."""
MOST_ROWS = 200_000
MOST_REFUSED = 1_000
"""How many refused rows are listed; the others are counted."""
CHUNK = 1 << 16

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WHY = {
    errno.ENOENT: UnreadableKind.MISSING,
    errno.ENOTDIR: UnreadableKind.MISSING,
    errno.EISDIR: UnreadableKind.NOT_A_FILE,
    errno.EACCES: UnreadableKind.NOT_ALLOWED,
    errno.EPERM: UnreadableKind.NOT_ALLOWED,
}


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Opens an ordinary file to read. Raises `UnreadableError`, also while it is read."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)  # a pipe is not waited for
    with errors_of(str(path)), os.fdopen(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError(UnreadableKind.NOT_A_FILE, str(path))
        if found.st_size > LARGEST_FILE:
            raise UnreadableError(UnreadableKind.TOO_LARGE, str(path))
        yield file


def is_folder(path: Path) -> bool:
    """Whether there is a folder of that name."""
    try:
        return path.is_dir()
    except OSError:  # a name that is too long
        return False


@contextmanager
def errors_of(where: str) -> Iterator[None]:
    """Has errors of the operating system say why `where` cannot be read, as an `UnreadableError`."""
    try:
        yield
    except (OSError, ValueError) as error:  # a name with a null character is a ValueError
        kind = _WHY.get(getattr(error, "errno", None) or 0, UnreadableKind.DAMAGED)
        raise UnreadableError(kind, where) from error


def texts(file: BinaryIO, where: str, encoding: Encoding | None = None) -> Iterator[str]:
    """Yields the text of a file in parts, without a byte-order mark, from where the file is, its beginning.

    None is Unicode. Raises `UnreadableError` if it is not text, with the line.
    """
    data, line = file.read(CHUNK), 1
    name, mark = encoding or "utf-8", b""
    if encoding is None:
        name, mark = next(((name, mark) for mark, name in _MARKS if data.startswith(mark)), (name, mark))
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(name)("strict"), translate=False)
    data = data.removeprefix(mark)
    while True:
        try:
            text = decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            held = "\r" * (decoder.getstate()[1] & 1)  # a line end may go on in the next part
            line += _line_ends(held + error.object[: error.start].decode(name))
            kind = UnreadableKind.NO_TEXT if encoding is None else UnreadableKind.OTHER_ENCODING
            raise UnreadableError(kind, where, line, detail=name) from error
        if encoding is not None and "\0" in text:
            raise UnreadableError(UnreadableKind.NO_TEXT, where, line)
        line += _line_ends(text)
        yield text
        if not data:
            return
        data = file.read(CHUNK)


def has_mark(file: BinaryIO) -> bool:
    """Whether a file begins with the byte-order mark of Unicode."""
    file.seek(0)
    return file.read(4).startswith(tuple(mark for mark, _ in _MARKS))


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
