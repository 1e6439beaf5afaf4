"""Pictures of the screen, and keys and the mouse as a person's hands would use them, on whichever desktop this is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from tests.patience import PATIENCE
from tests.virtual_desktop import sway
from tests.virtual_desktop.waiting import until
from tests.virtual_desktop.x11 import X11Screen


class Screen(Protocol):
    """What a desktop's screen can do; each method is explained by the function of its name."""

    def screenshot(self, path: Path) -> None: ...
    def key(self, *chords: str) -> None: ...
    def type_text(self, text: str) -> None: ...
    def click(self, x: int, y: int, button: int) -> None: ...
    def find_windows(self, title: str) -> list[int]: ...
    def find_windows_of(self, program: str) -> list[int]: ...
    def place(self, window: int) -> tuple[int, int, int, int]: ...
    def activate(self, window: int) -> None: ...
    def active_title(self) -> str: ...


def _screen() -> Screen:
    """The screen of the desktop that the environment names: a test may set up another one for a while."""
    return sway.SwayScreen() if sway.SOCKET in os.environ else X11Screen()


def screenshot(path: Path) -> Path:
    """Save what the whole screen shows now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _screen().screenshot(path)
    return path


def key(*chords: str) -> None:
    """Press keys by their X11 names, chords joined with `+`: `key("ctrl+Return")`."""
    _screen().key(*chords)


def type_text(text: str) -> None:
    """Type into whatever has the focus; ASCII alone arrives everywhere (see `Node.type` for the rest)."""
    _screen().type_text(text)


def click(x: int, y: int, button: int = 1) -> None:
    """Click at a place of the screen: 1 is the left button, 2 the middle one, 3 the right one."""
    _screen().click(x, y, button)


def wait_for_window(title: str, seconds: float = PATIENCE) -> int:
    """Wait for a visible window whose title matches the expression, and give its number."""
    return until(lambda: find_windows(title), f"no window with the title {title!r}", seconds)[0]


def find_windows(title: str) -> list[int]:
    """The numbers of the visible windows whose titles match the expression."""
    return _screen().find_windows(title)


def find_windows_of(program: str) -> list[int]:
    """The numbers of a program's visible windows; on X11 that includes its icon in the tray, which has no title."""
    return _screen().find_windows_of(program)


def place(window: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of a window on the screen."""
    return _screen().place(window)


def activate(window: int) -> None:
    """Bring a window to the front and give it the keys."""
    _screen().activate(window)


def active_title() -> str:
    """The title of the window that has the keys; nothing while none has."""
    return _screen().active_title()
