"""Pictures, keys, mouse and windows under X11."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.patience import PATIENCE


class X11Screen:
    """The screen that `DISPLAY` names."""

    def screenshot(self, path: Path) -> None:
        """Save what the screen shows now."""
        _run("import", "-window", "root", str(path))

    def key(self, *chords: str) -> None:
        """Press chords of keys that are joined with `+`."""
        _run("xdotool", "key", "--clearmodifiers", *chords)

    def type_text(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        _run("xdotool", "type", "--delay", "5", "--", text)

    def click(self, x: int, y: int, button: int) -> None:
        """Click at a place of the screen."""
        _run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def find_windows(self, title: str) -> list[int]:
        """The numbers of the visible windows whose titles match."""
        return _search("--name", title)

    def find_windows_of(self, program: str) -> list[int]:
        """The numbers of a program's visible windows, its icon in the tray included, which has no title."""
        return _search("--class", f"^{program}$")

    def place(self, window: int) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window."""
        values = dict(line.split("=") for line in _told("getwindowgeometry", "--shell", str(window)).split())
        return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])

    def activate(self, window: int) -> None:
        """Give a window the keys."""
        _run("xdotool", "windowactivate", "--sync", str(window))

    def active_title(self) -> str:
        """The title of the window that has the keys; nothing while none has."""
        return _told("getactivewindow", "getwindowname").strip()


def _search(*wanted: str) -> list[int]:
    return [int(number) for number in _told("search", "--onlyvisible", *wanted).split()]


def _told(*words: str) -> str:
    """What xdotool says; nothing where it finds none."""
    command = ("xdotool", *words)
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE).stdout


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
