"""Keeps the world in a file, so that a server that was killed comes back with the same rows on the same port."""

from __future__ import annotations

import json
from pathlib import Path

from exist_desktop.demo.world import World


class StateFile:
    """One JSON document, replaced as a whole after each request and before its answer leaves."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.port = 0

    def load(self, world: World) -> None:
        """Bring back what was saved last, when the file is there and belongs to the same seed."""
        if not self._path.exists():
            return
        saved = json.loads(self._path.read_text("utf-8"))
        self.port = saved["port"]
        if saved["world"]["seed"] == world.seed:
            world.restore(saved["world"])

    def save(self, world: World) -> None:
        """Replace the file."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(self._path.name + ".new")
        fresh.write_text(json.dumps({"port": self.port, "world": world.snapshot()}), "utf-8")
        fresh.replace(self._path)
