"""Where two processes of this program meet: the path of the local socket, in a folder that only this user can enter.

The desktop's own folder for such things comes first, then one in the data folder, then one that bears the user's
number. A folder is used only where it is this user's and closed to all others, and a path only where it has room: a
socket's may have 107 bytes. Who looks for a running window looks in all of them, for it may have been started from a
desktop and the other from a plain shell; only who listens makes a folder.
"""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import stat
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_PATH = 107 if sys.platform == "linux" else 103
"""In bytes, without the one that ends it."""
RUN = "run"
"""The folder's name in the data folder."""
NAME = "exist-desktop"
TEMPORARY = Path("/tmp")  # noqa: S108 - never where TMPDIR points: the other process may have been given another one


def name(folder: Path) -> str:
    """The socket's name for a data folder; on Windows, where pipes have a place of their own, that is the address."""
    try:
        whole = folder.resolve()
    except (OSError, RuntimeError):  # links in a circle
        whole = folder.absolute()
    return f"{NAME}-{hashlib.sha256(os.fsencode(whole)).hexdigest()[:16]}"


def address(folder: Path) -> str:
    """Where a window of this data folder listens where nothing is in the way. Raises `OSError` where there is no place.

    On Unix it is a path, on Windows a pipe's name.
    """
    if sys.platform == "win32":
        return name(folder)
    for path in places_to_listen(folder):
        return str(path)
    raise OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))


def places_to_listen(folder: Path) -> Iterator[Path]:
    """Where a window of this data folder may listen, the best first; makes what is missing."""
    for place in _places(folder):
        if place.name in (RUN, _own_name()) and place.parent.is_dir():
            _make(place)
        if is_private(place) and _fits(place, folder):
            yield place / name(folder)


def places_to_ask(folder: Path) -> Iterator[Path]:
    """Where a window of this data folder may be listening; nothing is made for that."""
    for place in _places(folder):
        if is_private(place) and _fits(place, folder) and (place / name(folder)).exists():
            yield place / name(folder)


def is_private(place: Path) -> bool:
    """Whether this user alone can enter a folder and change what is in it."""
    try:
        found = place.lstat() if place.name in (RUN, _own_name()) else place.stat()
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def is_of_same_user(descriptor: int) -> bool:
    """Whether this user is at the other end of a socket; where the system does not tell, its folder has to do."""
    with socket.socket(fileno=os.dup(descriptor)) as connection:
        if hasattr(socket, "SO_PEERCRED"):
            told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
            return bool(struct.unpack("3i", told)[1] == os.getuid())
        if hasattr(socket, "LOCAL_PEERCRED"):  # macOS and BSD: a version, the user, groups
            told = connection.getsockopt(0, socket.LOCAL_PEERCRED, struct.calcsize("2Ih16I"))
            return bool(struct.unpack_from("2I", told)[1] == os.getuid())
    return True


def _places(folder: Path) -> Iterator[Path]:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(runtime):  # noqa: PTH117 - an empty one is none, and a relative one means nothing
        yield Path(runtime)
    yield folder / RUN
    yield TEMPORARY / _own_name()


def _own_name() -> str:
    return f"{NAME}-{os.getuid()}"


def _fits(place: Path, folder: Path) -> bool:
    return len(os.fsencode(place / name(folder))) <= LONGEST_PATH


def _make(place: Path) -> None:
    try:
        place.mkdir(mode=0o700)
    except OSError:
        return  # it is there, or the disk does not take it: whether it can be used is looked at anyway
