"""The path of the local socket, in a folder that only this user can enter.

The order is: the desktop's runtime folder, a folder in the data folder, a folder with the user's number in its name. A
folder is used only if it belongs to this user and is closed to all others, and a path only if it is short enough: a
socket's may have 107 bytes. A process that looks for a running window tries all of them, since one may have been
started from a desktop and the other from a plain shell. Only a process that listens creates a folder.

The rules themselves are in `front/place.py`, which a command can load in no time.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from exist_desktop.front import place as places
from exist_desktop.front.place import RUN, is_of_same_user

__all__ = ["RUN", "is_of_same_user"]
TEMPORARY = Path(places.TEMPORARY)


def name(folder: Path) -> str:
    """Returns the socket's name for a data folder. On Windows it is the address: pipes have their own namespace."""
    return places.socket_name(str(folder))


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
    for place in places.folders(str(folder), str(TEMPORARY)):
        if places.is_own_folder(place) and Path(place).parent.is_dir():
            _make(Path(place))
        if places.is_private(place) and (path := places.path_in(place, str(folder))) is not None:
            yield Path(path)


def places_to_ask(folder: Path) -> Iterator[Path]:
    """Yields where a window of this data folder may be listening. Creates nothing."""
    yield from map(Path, places.sockets(str(folder), str(TEMPORARY)))


def _make(place: Path) -> None:
    try:
        place.mkdir(mode=0o700)
    except OSError:
        return  # it exists, or the disk refused: the caller checks the folder anyway
