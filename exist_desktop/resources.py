"""Paths of the files that come with the program, and the name by which desktops know the program.

An installed or frozen program has the files in its package; a checkout has them beside it. `share` is laid out as below
`/usr`, so that packages copy it as it is.
"""

from pathlib import Path

APPLICATION_ID = "net.existdesktop.ExistDesktop"
"""The name of the desktop entry, the metainfo and the icons, and of the windows: desktops match them by it."""

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")


def path(name: str) -> Path:
    """Returns the file or folder of this name, such as `share/applications`."""
    for place in _PLACES:
        if place.is_dir():
            return place / name
    raise FileNotFoundError(f"the program's own files are missing: neither {_PLACES[0]} nor {_PLACES[1]} is there")
