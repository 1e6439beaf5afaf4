"""A program that was started at login, with the key switched on, and what was saved with it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exist_desktop.settings import Preferences
from exist_desktop.store.store import Store
from tests.patience import PATIENCE
from tests.store.notebook import NOW, SERVER, fill


@contextmanager
def started(folder: Path) -> Iterator[tuple[str, ...]]:
    """Gives the program's command while it runs; its window was never shown."""
    asyncio.run(_fill(folder))
    Preferences(folder).change(quick_key_on=True)
    command = (sys.executable, "-m", "exist_desktop", "--server", SERVER, "--data-dir", str(folder))
    with subprocess.Popen((*command, "--hidden")) as running:
        try:
            yield command
        finally:
            running.terminate()
        assert running.wait(PATIENCE) == 0


async def _fill(folder: Path) -> None:
    store = Store(folder)
    await store.open(NOW)
    await fill(store)
    await store.close()


def newest(command: tuple[str, ...]) -> tuple[str, object]:
    """The newest entry that waits: its attribute and its value."""
    said = subprocess.run((*command, "outbox", "--json"), capture_output=True, check=True, timeout=PATIENCE).stdout
    *_, entry = json.loads(said)["entries"]
    return entry["attribute"], entry["value"]
