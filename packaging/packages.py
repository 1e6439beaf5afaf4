"""What is handed to other people: built, and tried as it is installed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import appdir
import bundle
import deb
import flatpak_sources
import wheel
from project import StopError, say
from trial import try_out


def package(arguments: list[str]) -> int:
    """Builds one kind of package and tries it without a screen."""
    (kind,) = arguments if len(arguments) == 1 else ("",)
    if kind not in KINDS:
        raise StopError(f"Which one? There are {', '.join(KINDS)}. For example: python3 packaging/dev.py package deb")
    KINDS[kind]()
    return 0


def _wheel() -> None:
    made = wheel.build()
    with tempfile.TemporaryDirectory(prefix="installed-") as folder:
        try_out(wheel.install_beside(made, Path(folder)), "offscreen")
    _tell(made, *made.parent.glob(f"{wheel.NAME}-*.tar.gz"))


def _bundle() -> None:
    folder = bundle.build()
    screens = ("offscreen",) if sys.platform == "linux" else ()  # the window is ended by a signal of Unix's
    try_out(bundle.command(folder), *screens)
    say(f"The bundle is in {folder}")


def _deb() -> None:
    _bundle()
    _tell(deb.build(bundle.FOLDER))


def _appdir() -> None:
    folder = appdir.build(bundle.build())
    try_out(folder / "AppRun", "offscreen")
    say(f"The folder for appimagetool is {folder}")


def _flatpak() -> None:
    say(f"flatpak-builder is run in {flatpak_sources.build()}")


def _tell(*files: Path) -> None:
    for file in files:
        say(f"{file} has {file.stat().st_size / 1e6:.1f} MB")


KINDS: dict[str, Callable[[], None]] = {
    "wheel": _wheel,
    "bundle": _bundle,
    "deb": _deb,
    "appdir": _appdir,
    "flatpak": _flatpak,
}
