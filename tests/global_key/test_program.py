"""The key opens quick entry of a program whose window was never shown, and what is typed next is in it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from exist_desktop.settings import Preferences
from exist_desktop.store.store import Store
from exist_desktop.ui.global_key.xcb import Connection
from tests.global_key.keys import has_it, press
from tests.patience import PATIENCE
from tests.store.notebook import NOW, SERVER, fill
from tests.virtual_desktop import screen
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.virtual_desktop
SPACE = 65


async def fill_folder(folder: Path) -> None:
    store = Store(folder)
    await store.open(NOW)
    await fill(store)
    await store.close()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """The command of a program that was started at login, and gets the key."""
    asyncio.run(fill_folder(tmp_path))
    Preferences(tmp_path).change(quick_key_on=True)
    command = (sys.executable, "-m", "exist_desktop", "--server", SERVER, "--data-dir", str(tmp_path))
    with subprocess.Popen((*command, "--hidden")) as running:
        yield command
        running.terminate()
        assert running.wait(PATIENCE) == 0


def test_the_key_opens_quick_entry_and_what_is_typed_next_is_saved(program: tuple[str, ...]) -> None:
    other = Connection()
    until(lambda: not has_it(other, SPACE), "the program never got the key")
    press("ctrl+alt+space")
    until(lambda: screen.active_title().startswith("Quick entry"), lambda: f"{screen.active_title()!r} has the keys")
    screen.key("4", "Return")
    until(lambda: not screen.find_windows("^Quick entry"), "it was not saved")
    said = subprocess.run((*program, "outbox", "--json"), capture_output=True, check=True, timeout=PATIENCE).stdout
    assert [(entry["attribute"], entry["value"]) for entry in json.loads(said)["entries"]][-1:] == [("mood", 4)]
    other.close()
