"""Saves the world in a file, so that a server that was killed comes back with the same rows on the same port.

The file holds the demo's secrets, so only its owner may read it. One that cannot be understood (cut, damaged, of an
earlier version, or not ours at all) is renamed, never overwritten.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from msgspec import Struct

from exist_desktop.demo.world import World

_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700


class Saved(Struct, frozen=True):
    """What a former run left: its port, the key of its secrets, its seed, and its world.

    `made` is when its people's year was made, in seconds since 1970.
    """

    port: int
    made: float
    key: str
    seed: int
    world: dict[str, Any]


class StateFile:
    """One JSON document, replaced as a whole after each request and before its answer leaves.

    `port` and `made`, when the world was made in seconds since 1970, are saved with it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.port = 0
        self.made = time.time()

    def read(self) -> Saved | None:
        """Returns what was saved last, or None if it cannot be understood. Raises `OSError`."""
        try:
            text = self._path.read_text("utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            return None
        try:
            found = json.loads(text, parse_constant=_refused)
            world = found["world"]
            return Saved(
                _port(found["port"]), float(found["made"]), str(world["tokens"]["key"]), int(world["seed"]), world
            )
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None

    def put_aside(self) -> None:
        """Renames a file that cannot be used. Raises `OSError`."""
        if self._path.exists():
            self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))

    def save(self, world: World) -> None:
        """Replaces the file. Raises `OSError`."""
        self._path.parent.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
        fresh = self._path.with_name(self._path.name + ".new")
        fresh.unlink(missing_ok=True)  # an existing file may be a link, or readable by others
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"port": self.port, "made": self.made, "world": world.snapshot()}, file)
        fresh.replace(self._path)


def _refused(text: str) -> object:
    raise ValueError(f"{text} is no JSON")


def _port(number: object) -> int:
    if not isinstance(number, int) or not 0 < number < 65_536:
        raise ValueError(f"{number} is no port")
    return number
