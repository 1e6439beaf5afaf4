"""Finds out of which kind a file is: of this program, or of another one."""

from __future__ import annotations

from datetime import tzinfo
from functools import partial
from pathlib import Path

from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.domain.transfer.imports import FileKind, UnreadableError, UnreadableKind
from exist_desktop.imports.foreign.opening import foreign_kind, is_journal
from exist_desktop.imports.imports import own_kind
from exist_desktop.long_work import to_the_end


async def kind_of(path: Path, zone: tzinfo, encoding: Encoding | None = None) -> FileKind:
    """Returns the kind of a file by what is in it. Raises `UnreadableError` if it is none that is known.

    `encoding` is that of a text which is not in Unicode.
    """
    return await to_the_end(partial(_kind, path, zone, encoding))


def _kind(path: Path, zone: tzinfo, encoding: Encoding | None) -> FileKind:
    try:
        kind = own_kind(path)
    except UnreadableError as error:
        if error.kind not in (UnreadableKind.UNKNOWN, UnreadableKind.NO_TEXT):
            raise
        return foreign_kind(path, zone, encoding)
    return FileKind.DAY_ONE if kind is FileKind.JSON and is_journal(path) else kind
