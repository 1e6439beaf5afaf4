"""Pictures of the screen, and keys and the mouse as a person's hands would use them (X11)."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.patience import PATIENCE
from tests.virtual_desktop.waiting import until


def screenshot(path: Path) -> Path:
    """Save what the whole screen shows now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _run("import", "-window", "root", str(path))
    return path


def key(*chords: str) -> None:
    """Press keys by their X11 names, chords joined with `+`: `key("ctrl+Return")`."""
    _run("xdotool", "key", "--clearmodifiers", *chords)


def type_text(text: str) -> None:
    """Type into whatever has the focus; ASCII alone arrives everywhere (see `Node.type` for the rest)."""
    _run("xdotool", "type", "--delay", "5", "--", text)


def click(x: int, y: int, button: int = 1) -> None:
    """Click at a place of the screen: 1 is the left button, 2 the middle one, 3 the right one."""
    _run("xdotool", "mousemove", str(x), str(y), "click", str(button))


def wait_for_window(title: str, seconds: float = PATIENCE) -> int:
    """Wait for a visible window whose title matches the expression, and give its number."""
    return until(lambda: find_windows(title), f"no window with the title {title!r}", seconds)[0]


def find_windows(title: str) -> list[int]:
    """The numbers of the visible windows whose titles match the expression."""
    return _search("--name", title)


def find_windows_of(program: str) -> list[int]:
    """The numbers of a program's visible windows, its icon in the tray included, which has no title."""
    return _search("--class", f"^{program}$")


def _search(*wanted: str) -> list[int]:
    command = ("xdotool", "search", "--onlyvisible", *wanted)
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return [int(number) for number in found.stdout.split()]


def place(window: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of a window on the screen."""
    told = subprocess.run(
        ["xdotool", "getwindowgeometry", "--shell", str(window)], capture_output=True, text=True, check=True
    )
    values = dict(line.split("=") for line in told.stdout.split())
    return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])


def activate(window: int) -> None:
    """Bring a window to the front and give it the keys."""
    _run("xdotool", "windowactivate", "--sync", str(window))


def active_title() -> str:
    """The title of the window that has the keys; nothing while none has."""
    found = subprocess.run(
        ["xdotool", "getactivewindow", "getwindowname"], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    return found.stdout.strip()


def resize(window: int, width: int, height: int) -> None:
    """Give a window another size."""
    _run("xdotool", "windowsize", "--sync", str(window), str(width), str(height))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
