"""Paths of the files that come with the program: icons, styles, the desktop entry.

An installed or frozen program has them in its package; a checkout has them beside it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")


def path(name: str) -> Path:
    """Returns the file or folder of this name, such as `icons/app.svg`."""
    for place in _PLACES:
        if place.is_dir():
            return place / name
    raise FileNotFoundError(f"the program's own files are missing: neither {_PLACES[0]} nor {_PLACES[1]} is there")
