"""Pictures, keys, mouse and windows under sway."""

from __future__ import annotations

import json
import os
import re
import socket
import struct
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE
from tests.virtual_desktop.wayland_hands import WaylandHands

SOCKET = "SWAYSOCK"
HEADER = struct.Struct("=6sII")
MAGIC = b"i3-ipc"
RUN_COMMAND, GET_OUTPUTS, GET_TREE = 0, 3, 4


class SwayScreen:
    """The screen of the sway whose sockets the environment names."""

    def screenshot(self, path: Path) -> None:
        """Save what the screen shows now."""
        picture(outputs()[0]["name"], path)

    def key(self, *chords: str) -> None:
        """Press chords of keys that are joined with `+`."""
        for chord in chords:
            hands().key(chord)

    def type_text(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        hands().type_text(text)

    def click(self, x: int, y: int, button: int) -> None:
        """Click at a place of the screen."""
        places = [output["rect"] for output in outputs() if output["active"]]
        width = max(place["x"] + place["width"] for place in places)
        height = max(place["y"] + place["height"] for place in places)
        hands().click(x, y, (width, height), button)

    def find_windows(self, title: str) -> list[int]:
        """The numbers of the visible windows whose titles match."""
        return [one["id"] for one in windows() if re.search(title, one["name"] or "")]

    def find_windows_of(self, program: str) -> list[int]:
        """The numbers of a program's visible windows."""
        return [one["id"] for one in windows() if one["app_id"] == program]

    def place(self, window: int) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window."""
        rect = seen(window)["rect"]
        return rect["x"], rect["y"], rect["width"], rect["height"]

    def activate(self, window: int) -> None:
        """Give a window the keys."""
        run(f"[con_id={window}] focus")

    def active_title(self) -> str:
        """The title of the window that has the keys."""
        return next((one["name"] or "" for one in windows() if one["focused"]), "")


def seen(window: int) -> dict[str, Any]:
    """All that sway tells of a window."""
    return next(one for one in windows() if one["id"] == window)


def windows() -> list[dict[str, Any]]:
    """All that sway tells of each visible window."""
    return [one for one in _leaves(ask(GET_TREE)) if one.get("pid") and one.get("visible")]


def outputs() -> list[dict[str, Any]]:
    """All that sway tells of each screen, the first one first."""
    return sorted(ask(GET_OUTPUTS), key=lambda output: str(output["name"]))


def picture(output: str, path: Path) -> None:
    """Save what a screen shows now, with all its pixels."""
    subprocess.run(["grim", "-o", output, str(path)], check=True, capture_output=True, timeout=PATIENCE)


def run(command: str) -> None:
    """Have sway do something, in the words of its configuration."""
    (answer,) = ask(RUN_COMMAND, command)
    assert answer["success"], answer


def ask(kind: int, payload: str = "") -> Any:
    """Sway's answer to a message of its own protocol."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE)
        line.connect(os.environ[SOCKET])
        body = payload.encode()
        line.sendall(HEADER.pack(MAGIC, len(body), kind) + body)
        with line.makefile("rb") as answer:
            _, length, _ = HEADER.unpack(answer.read(HEADER.size))
            return json.loads(answer.read(length))


def hands() -> WaylandHands:
    """The keyboard and the pointer of this process, which last as long as it does."""
    return _hands_of(os.environ["WAYLAND_DISPLAY"])


@cache
def _hands_of(display: str) -> WaylandHands:
    return WaylandHands(display)


def _leaves(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node["nodes"] + node["floating_nodes"]:
        yield from _leaves(child)
