"""The path of the local socket, in a folder that only this user can enter.

The order is: the desktop's runtime folder, a folder in the data folder, a folder with the user's number in its name. A
folder is used only if it belongs to this user and is closed to all others, and a path only if it is short enough: a
socket's may have 107 bytes. A process that looks for a running window tries all of them, since one may have been
started from a desktop and the other from a plain shell. Only a process that listens creates a folder.
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
"""In bytes, without the terminating one."""
RUN = "run"
"""The folder's name in the data folder."""
NAME = "exist-desktop"
TEMPORARY = Path("/tmp")  # noqa: S108 - never where TMPDIR points: the other process may have another one


def name(folder: Path) -> str:
    """Returns the socket's name for a data folder. On Windows it is the address: pipes have their own namespace."""
    try:
        whole = folder.resolve()
    except (OSError, RuntimeError):  # a cycle of links
        whole = folder.absolute()
    return f"{NAME}-{hashlib.sha256(os.fsencode(whole)).hexdigest()[:16]}"


def address(folder: Path) -> str:
    """Returns the address where a window of this data folder can listen. Raises `OSError` if no folder can be used.

    On Unix it is a path, on Windows a pipe's name.
    """
    if sys.platform == "win32":
        return name(folder)
    for path in places_to_listen(folder):
        return str(path)
    raise OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))


def places_to_listen(folder: Path) -> Iterator[Path]:
    """Yields where a window of this data folder may listen, the best first. Creates missing folders."""
    for place in _places(folder):
        if place.name in (RUN, _own_name()) and place.parent.is_dir():
            _make(place)
        if is_private(place) and _fits(place, folder):
            yield place / name(folder)


def places_to_ask(folder: Path) -> Iterator[Path]:
    """Yields where a window of this data folder may be listening. Creates nothing."""
    for place in _places(folder):
        if is_private(place) and _fits(place, folder) and (place / name(folder)).exists():
            yield place / name(folder)


def is_private(place: Path) -> bool:
    """Whether only this user can enter a folder and change what is in it."""
    try:
        found = place.lstat() if place.name in (RUN, _own_name()) else place.stat()
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def is_of_same_user(descriptor: int) -> bool:
    """Whether this user is at the other end of a socket. If the system cannot say, the private folder is enough."""
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
    if os.path.isabs(runtime):  # noqa: PTH117 - empty means unset, and a relative one is invalid
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
        return  # it exists, or the disk refused: the caller checks the folder anyway
