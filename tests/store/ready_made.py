"""Data folders that are filled once in a run and copied for each test: a copy opens in a twentieth of the time.

A copy is what a start of the program finds after a clean shutdown. Tests of new and of damaged folders make their own.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Hashable
from pathlib import Path

from exist_desktop.store.store import DATABASE, Store

_made: dict[Hashable, Path] = {}


async def ready_made(folder: Path, what: Hashable, fill: Callable[[Store], Awaitable[object]], now: float) -> None:
    """Puts what `fill` writes into an empty store, known as `what`, into a folder; a store that is there stays."""
    if what not in _made:
        _made[what] = await _filled(fill, now)
    _copy(_made[what], folder)


def _copy(filled: Path, folder: Path) -> None:
    if not (folder / DATABASE).exists():
        shutil.copytree(filled, folder, dirs_exist_ok=True)


async def _filled(fill: Callable[[Store], Awaitable[object]], now: float) -> Path:
    place = Path(tempfile.mkdtemp(prefix="exist-ready-made-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    store = Store(place / "data")
    await store.open(now)
    try:
        await fill(store)
    finally:
        await store.close()
    return store.folder
