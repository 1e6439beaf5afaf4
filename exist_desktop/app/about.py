"""The program's version and libraries, read from the metadata of the installed packages."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exist_desktop.ui.pages.settings.about import UsedLibrary

NAME = "exist-desktop"
LIBRARIES = (
    "PySide6-Essentials",
    "shiboken6",
    "qasync",
    "httpx",
    "h11",
    "keyring",
    "msgspec",
    "numpy",
    "platformdirs",
    "desktop-notifier",
    "dbus-fast",
    "starlette",
    "uvicorn",
    "python-multipart",
    "socksio",
    "tzdata",
)
LONGEST_LICENCE = 60
"""In characters. Some packages have the whole licence text in the field for its name."""
_CLASSIFIER = "License :: "


def version() -> str:
    """Returns the installed version, or an empty text if the program runs from its sources."""
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return ""


def used() -> tuple[UsedLibrary, ...]:
    """Returns the installed libraries with their licences."""
    from exist_desktop.ui.pages.settings.about import UsedLibrary  # the version is asked for at each start

    found = []
    for name in LIBRARIES:
        try:
            told = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        found.append(UsedLibrary(told["Name"], told["Version"], _licence(told)))
    return tuple(found)


def _licence(told: metadata.PackageMetadata) -> str:
    for field in ("License-Expression", "License"):
        name = str((told.get_all(field) or [""])[0]).strip()
        if name and len(name) <= LONGEST_LICENCE and "\n" not in name:
            return name
    classifiers = [str(text) for text in told.get_all("Classifier") or () if text.startswith(_CLASSIFIER)]
    return " / ".join(text.rpartition(" :: ")[2] for text in classifiers)
