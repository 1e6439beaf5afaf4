"""How soon quick entry is painted after the key for it went down, in another program than the one that is looked at."""

from __future__ import annotations

import asyncio
import ctypes
import time
from pathlib import Path
from statistics import median

from exist_desktop.settings import Preferences
from tests.benchmarks.measures import fill
from tests.benchmarks.programs import Place, program, told, wait_for_rest
from tests.benchmarks.table import Row

ROUNDS = 15
WARM = 3
"""The first rounds load fonts and compile; they do not count."""
PAUSE_SECONDS = 0.4
MOST_MILLISECONDS = 40
MODIFIERS, SPACE, ESCAPE = ("Control_L", "Alt_L"), "space", "Escape"


class Keyboard:
    """Keys as the X server sends them, at a known time. To start `xdotool` takes longer than what is measured."""

    def __init__(self) -> None:
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        found = self._x.XOpenDisplay(None)
        if found is None:
            raise RuntimeError("there is no X server")
        self._display = ctypes.c_void_p(found)

    def press(self, key: str, *held: str) -> float:
        """Presses a key while others are held, and gives the time at which it went down."""
        for name in held:
            self._send(name, down=True)
        at = time.monotonic()
        for name, down in ((key, True), (key, False), *((name, False) for name in reversed(held))):
            self._send(name, down=down)
        return at

    def _send(self, name: str, *, down: bool) -> None:
        code = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(self._x.XStringToKeysym(name.encode())))
        self._test.XTestFakeKeyEvent(self._display, code, down, 0)
        self._x.XFlush(self._display)


def rows(folder: Path, server: dict[str, str]) -> list[Row]:
    """The median of rounds in one program, whose window has the focus before and after."""
    place = Place(folder / "key", server["server"], server["token"])
    asyncio.run(fill(place.folder, place.server, place.token))
    Preferences(place.folder).change(quick_key_on=True)
    keyboard = Keyboard()
    taken = list[float]()
    with program("-m", "tests.benchmarks.keyed_window", extra=place.variables) as window:
        wait_for_rest(window.pid)
        for _ in range(ROUNDS + WARM):
            pressed = keyboard.press(SPACE, *MODIFIERS)
            taken.append(1000 * (told(window)["painted"] - pressed))
            time.sleep(PAUSE_SECONDS)
            keyboard.press(ESCAPE)
            assert "hidden" in told(window)
            time.sleep(PAUSE_SECONDS)
    found = taken[WARM:]
    return [
        Row(
            "key pressed anywhere to quick entry painted",
            f"{median(found):.1f} ms",
            f"worst of {len(found)} {max(found):.1f} ms",
            "",
            f"≤ {MOST_MILLISECONDS} ms",
            median(found) <= MOST_MILLISECONDS,
        )
    ]
