"""The formats of commands, kept in the data folder: a shell that finds its own there does not load Qt.

Qt is a quarter of what an entry from a shell takes where no window runs. On other systems than Linux the formats may
change without a variable that says so, and nothing is kept.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.app.desktop.language import percentage, speaking, translations, wanted_languages
from exist_desktop.files import read_private, replace_whole
from exist_desktop.front.protocol import LOCALE, VERSION
from exist_desktop.words.cached_formats import CachedFormats
from exist_desktop.words.language import Language

FILE = "formats.json"
MOST = 4
"""How many surroundings are remembered, the latest first."""


class CachedLanguage(Struct, frozen=True):
    """What a command was to speak in its surroundings: languages, the preferred one first, and formats."""

    surroundings: tuple[str, ...]
    languages: tuple[str, ...]
    formats: CachedFormats


def cached_language(folder: Path | None, chosen: str, environment: Mapping[str, str]) -> Language:
    """Returns what `language_of_command` returns. Without a data folder, or one that can be written, Qt is asked."""
    surroundings = _surroundings(chosen, environment)
    kept = [] if folder is None or surroundings is None else _read(folder / FILE)
    for one in kept:
        if one.surroundings == surroundings:
            found = translations(one.languages)
            return Language(found, replace(one.formats, percentage=percentage(found)))
    wanted = wanted_languages(chosen, environment)
    spoken = speaking(wanted)
    if folder is not None and surroundings is not None:
        _keep(folder / FILE, surroundings, wanted, spoken, kept)
    return spoken


def _surroundings(chosen: str, environment: Mapping[str, str]) -> tuple[str, ...] | None:
    """Returns all that the formats depend on; None if there is more to it than variables and the version of Qt."""
    qt = find_spec("PySide6") if sys.platform == "linux" else None
    if qt is None or qt.origin is None:
        return None
    try:
        changed = Path(qt.origin).stat().st_mtime_ns
    except OSError:  # in a bundle
        return None
    return VERSION, qt.origin, str(changed), chosen, *(environment.get(name, "") for name in LOCALE)


def _read(path: Path) -> list[CachedLanguage]:
    try:
        return msgspec.json.decode(read_private(path), type=list[CachedLanguage])
    except (OSError, ValueError, RecursionError):
        return []


def _keep(
    path: Path, surroundings: tuple[str, ...], wanted: list[str], spoken: Language, former: list[CachedLanguage]
) -> None:
    from exist_desktop.ui.format import QtFormats

    formats = spoken.formats.kept() if isinstance(spoken.formats, QtFormats) else None
    if formats is None:
        return
    found = [CachedLanguage(surroundings, tuple(wanted), formats), *former]
    with contextlib.suppress(OSError, ValueError):  # a disk that is full or read-only, or a variable that is no text
        replace_whole(path, msgspec.json.encode(found[:MOST]))
