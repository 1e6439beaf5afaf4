"""The data folder and the files in it: for this user alone, and nothing in it is opened through a link.

Only a folder that the program makes gets its mode. One that was there keeps it, and is refused where others could put
files into it: they could plant a link in the place of one of ours, and have the program write to where it leads.

One that only its group may write to, as every folder that is made under umask 002, is closed instead, where nobody
but this user has anything in it: nobody is locked out of anything by that.
"""

from __future__ import annotations

import errno
import logging
import os
import stat
import sys
from pathlib import Path

from exist_desktop.errors import DiskErrorKind, OpenError, OpenErrorKind

PRIVATE = 0o600
_PRIVATE_FOLDER = 0o700
_OTHERS = 0o077
_OTHERS_MAY_WRITE = 0o022
_SHARED = stat.S_IWOTH | stat.S_ISGID | stat.S_ISVTX
"""What nobody sets on a folder but to share it."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_USUAL = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""A pipe that somebody has put there is not waited for."""

_log = logging.getLogger(__name__)


def prepare_folder(folder: Path) -> None:
    """Makes the folder, for this user alone, or looks whether the one that is there can be used.

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
        return  # what others may do is not told by a mode there
    if found.st_uid != os.geteuid():
        raise OpenError(OpenErrorKind.ANOTHERS_FOLDER, str(folder))
    if found.st_mode & _OTHERS_MAY_WRITE and not _is_closed_now(folder, found.st_mode):
        raise OpenError(OpenErrorKind.OPEN_FOLDER, str(folder))


def _is_closed_now(folder: Path, mode: int) -> bool:
    """Closes a folder of this user's that its group may write to; False where somebody else may have a use for it."""
    try:
        if mode & _SHARED or not _is_of_one(folder):
            return False
        folder.chmod(_PRIVATE_FOLDER)
        if not _is_of_one(folder):  # somebody was faster
            folder.chmod(stat.S_IMODE(mode))
            return False
    except OSError:
        return False
    _log.warning("%s could be written by its group, and is for you alone now", folder)
    return True


def _is_of_one(folder: Path) -> bool:
    """Whether all that lies in the folder is this user's, is for nobody else, and is no link. Raises `OSError`."""
    with os.scandir(folder) as items:
        found = [(item.is_symlink(), item.stat(follow_symlinks=False)) for item in items]
    return not any(link or one.st_uid != os.geteuid() or one.st_mode & _OTHERS for link, one in found)


def may_write(path: Path) -> bool:
    """Whether a file, and the folder that it lies in, may be written, as far as modes and the disk's own state tell."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def open_private(path: Path, flags: int) -> int:
    """A descriptor of a file that is no link, and none for others where it is made. Raises `OSError`."""
    if not _NO_LINK and path.is_symlink():  # pragma: no cover - a system that cannot be asked for it
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    descriptor = os.open(path, flags | _NO_LINK | _USUAL, PRIVATE)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return descriptor


def make_private(path: Path) -> None:
    """Sees that the file is there, for this user alone, and no link. Raises `OSError`."""
    descriptor = open_private(path, os.O_RDONLY | os.O_CREAT)
    try:
        if sys.platform != "win32" and stat.S_IMODE(os.fstat(descriptor).st_mode) != PRIVATE:
            os.fchmod(descriptor, PRIVATE)
    finally:
        os.close(descriptor)


def read_private(path: Path) -> bytes:
    """What is in the file. Raises `OSError`."""
    with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
        return file.read()


def write_new(path: Path, data: bytes) -> None:
    """Writes a file anew, in the place of whatever has that name. Raises `OSError`."""
    path.unlink(missing_ok=True)
    with os.fdopen(open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as file:
        file.write(data)


def replace_whole(path: Path, data: bytes) -> None:
    """Writes a file anew; the former one stands until the new one is whole. Raises `OSError`."""
    fresh = path.with_name(path.name + ".new")
    try:
        write_new(fresh, data)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def refuse_links(*paths: Path) -> None:
    """For files that a library opens by their names. Raises `OSError` where one is a link."""
    for path in paths:
        if path.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def open_fault(error: OSError) -> OpenErrorKind:
    """What an error of the operating system says of a file or folder that was to be opened."""
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
    """What an error of the operating system says about the disk."""
    return {
        errno.ENOSPC: DiskErrorKind.FULL,
        errno.EDQUOT: DiskErrorKind.FULL,
        errno.EFBIG: DiskErrorKind.FULL,
        errno.EROFS: DiskErrorKind.READ_ONLY,
        errno.EACCES: DiskErrorKind.READ_ONLY,
        errno.EPERM: DiskErrorKind.READ_ONLY,
    }.get(error.errno or 0, DiskErrorKind.FAILED)
