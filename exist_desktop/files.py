"""The data folder and its files: for this user alone, and never opened through a link.

Only a folder that the program creates gets its mode. An existing one keeps it, and is refused if others could put files
into it: a link in place of one of ours would make the program write to where it leads.

A folder that only its group may write to, as umask 002 creates it, is closed instead if nobody else has anything in it.
"""

from __future__ import annotations

import errno
import logging
import os
import stat
import sys
from io import TextIOWrapper
from pathlib import Path

from exist_desktop.errors import DiskErrorKind, OpenError, OpenErrorKind

PRIVATE = 0o600
_PRIVATE_FOLDER = 0o700
_OTHERS = 0o077
_OTHERS_MAY_WRITE = 0o022
_SHARED = stat.S_IWOTH | stat.S_ISGID | stat.S_ISVTX
"""Bits that are set on a folder only to share it."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_USUAL = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""With these flags, opening does not wait for a pipe that somebody has put there."""

_log = logging.getLogger(__name__)

FileId = tuple[int, int]
"""Device and number of a file."""


def file_id(path: Path) -> FileId | None:
    """Returns what tells a file from one that was put in its place, None if there is none. Raises `OSError`."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def prepare_folder(folder: Path) -> None:
    """Creates the folder, for this user alone, or checks whether the existing one can be used.

    Raises `OpenError`.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (FileExistsError, NotADirectoryError) as error:
        raise OpenError(OpenErrorKind.NO_FOLDER, str(folder)) from error
    except OSError as error:
        raise OpenError(open_fault(error), str(folder)) from error
    if sys.platform == "win32":
        return  # on this system a mode does not show what others may do
    if found.st_uid != os.geteuid():
        raise OpenError(OpenErrorKind.ANOTHERS_FOLDER, str(folder))
    if found.st_mode & _OTHERS_MAY_WRITE and not _is_closed_now(folder, found.st_mode):
        raise OpenError(OpenErrorKind.OPEN_FOLDER, str(folder))


def _is_closed_now(folder: Path, mode: int) -> bool:
    """Closes a folder of this user that its group may write to. Returns False if somebody else may use it."""
    try:
        if mode & _SHARED or not _is_of_one(folder):
            return False
        folder.chmod(_PRIVATE_FOLDER)
        if not _is_of_one(folder):  # somebody else was faster
            folder.chmod(stat.S_IMODE(mode))
            return False
    except OSError:
        return False
    _log.warning("%s could be written by its group, and is for you alone now", folder)
    return True


def _is_of_one(folder: Path) -> bool:
    """Whether everything in the folder belongs to this user, is private, and is no link. Raises `OSError`."""
    with os.scandir(folder) as items:
        found = [(item.is_symlink(), item.stat(follow_symlinks=False)) for item in items]
    return not any(link or one.st_uid != os.geteuid() or one.st_mode & _OTHERS for link, one in found)


def may_write(path: Path) -> bool:
    """Whether a file and its folder may be written, as far as their modes and the disk's state say."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def open_private(path: Path, flags: int) -> int:
    """Opens a file that is no link, and creates it private to this user. Returns the descriptor. Raises `OSError`."""
    if not _NO_LINK and path.is_symlink():  # pragma: no cover - a system without O_NOFOLLOW
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    descriptor = os.open(path, flags | _NO_LINK | _USUAL, PRIVATE)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return descriptor


def append_private(path: Path) -> TextIOWrapper:
    """Opens a text file for appending, and creates it private to this user. Raises `OSError`."""
    descriptor = open_private(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    return os.fdopen(descriptor, "a", encoding="utf-8")


def make_private(path: Path) -> None:
    """Creates the file, or makes it private to this user. Raises `OSError`, also if it is a link."""
    descriptor = open_private(path, os.O_RDONLY | os.O_CREAT)
    try:
        if sys.platform != "win32" and stat.S_IMODE(os.fstat(descriptor).st_mode) != PRIVATE:
            os.fchmod(descriptor, PRIVATE)
    finally:
        os.close(descriptor)


def read_private(path: Path) -> bytes:
    """Returns the content of the file. Raises `OSError`."""
    with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
        return file.read()


def write_new(path: Path, data: bytes) -> None:
    """Writes a new file in place of whatever has that name. Raises `OSError`."""
    path.unlink(missing_ok=True)
    with os.fdopen(open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as file:
        file.write(data)


def replace_whole(path: Path, data: bytes) -> None:
    """Writes a whole file. The former one stays until the new one is complete. Raises `OSError`."""
    fresh = path.with_name(path.name + ".new")
    try:
        write_new(fresh, data)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def refuse_links(*paths: Path) -> None:
    """Raises `OSError` if one of the paths is a link; for files that a library opens by name."""
    for path in paths:
        if path.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def open_fault(error: OSError) -> OpenErrorKind:
    """Returns what an error of the operating system says about a file or folder that was to be opened."""
    return {
        errno.ENOSPC: OpenErrorKind.FULL,
        errno.EDQUOT: OpenErrorKind.FULL,
        errno.EFBIG: OpenErrorKind.FULL,
        errno.EROFS: OpenErrorKind.READ_ONLY,
        errno.EACCES: OpenErrorKind.READ_ONLY,
        errno.EPERM: OpenErrorKind.READ_ONLY,
        errno.ELOOP: OpenErrorKind.LINK,
        errno.ENOTDIR: OpenErrorKind.NO_FOLDER,
    }.get(error.errno or 0, OpenErrorKind.FAILED)


def file_fault(error: OSError) -> DiskErrorKind:
    """Returns what an error of the operating system says about the disk."""
    return {
        errno.ENOSPC: DiskErrorKind.FULL,
        errno.EDQUOT: DiskErrorKind.FULL,
        errno.EFBIG: DiskErrorKind.FULL,
        errno.EROFS: DiskErrorKind.READ_ONLY,
        errno.EACCES: DiskErrorKind.READ_ONLY,
        errno.EPERM: DiskErrorKind.READ_ONLY,
    }.get(error.errno or 0, DiskErrorKind.FAILED)
