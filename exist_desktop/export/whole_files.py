"""Files that are there whole or not at all: written beside their place under a name of their own, then renamed.

They are for this user alone. What is half written goes when the export is cancelled or fails; what a crash leaves is
known from a note in the data folder, and goes with the next start.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from exist_desktop.domain.transfer.export import ExportError, ExportErrorKind
from exist_desktop.errors import DiskErrorKind
from exist_desktop.files import file_fault, open_private

_PART = re.compile(r"\.exist-[0-9a-f]{16}\.part")
_DISK = {
    DiskErrorKind.FULL: ExportErrorKind.FULL,
    DiskErrorKind.READ_ONLY: ExportErrorKind.READ_ONLY,
}


class Target(Struct, frozen=True):
    """Where a file goes, and where it is while it is written, in the same folder."""

    path: Path
    part: Path


def target(path: Path, data_folder: Path) -> Target:
    """Returns where to write. Raises `ExportError` if there is no folder, or something that is no file.

    The data folder is not for exports: what is in it goes when everything is removed.
    """
    folder = path.parent
    try:
        if not folder.is_dir():
            raise ExportError(ExportErrorKind.NO_FOLDER, str(folder))
        if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
            raise ExportError(ExportErrorKind.NOT_A_FILE, str(path))
        if data_folder.exists() and data_folder.resolve() in (resolved := folder.resolve(), *resolved.parents):
            raise ExportError(ExportErrorKind.PROGRAM_FOLDER, str(data_folder))
    except OSError as error:
        raise export_error(error, path) from error
    except ValueError as error:  # a name with a null character
        raise ExportError(ExportErrorKind.FAILED, str(path)) from error
    return Target(path, folder / f".exist-{secrets.token_hex(8)}.part")


def is_part(path: Path) -> bool:
    """Whether a file has the name of one that is being written."""
    return _PART.fullmatch(path.name) is not None


@contextlib.contextmanager
def whole(targets: Sequence[Target]) -> Iterator[None]:
    """Creates empty private files for what is written within; at its end they get their names, the first one last.

    Whatever fails, no half-written file stays. Raises `ExportError`.
    """
    try:
        for one in targets:
            os.close(open_private(one.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        yield
        for one in reversed(targets):
            _sync(one.part)
            one.part.replace(one.path)
    except OSError as error:
        raise export_error(error, targets[0].path) from error
    finally:
        for one in targets:
            with contextlib.suppress(OSError):
                one.part.unlink(missing_ok=True)


def export_error(error: OSError, path: Path) -> ExportError:
    """Returns the error of an export for one of the operating system."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return ExportError(ExportErrorKind.NO_FOLDER, str(path.parent))
    return ExportError(_DISK.get(file_fault(error), ExportErrorKind.FAILED), str(path))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
