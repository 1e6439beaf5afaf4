"""Today is painted before anything that needs the network or the keyring is loaded, and with what the disk has."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.patience import PATIENCE

PACKAGE = "exist_desktop"
LISTED = Path(__file__).with_name("loaded_first.txt")
"""What may be loaded before the first paint, one name a line: modules of the program, and packages of others.

A start takes as much longer as each of them takes to load. Whoever adds one has looked whether it can be loaded later.
"""
LOOKED_AT = """
import sys
before, opened = set(sys.modules), []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from tests.app.looked_at import look
look(before, opened)
"""


async def read_everything(server: DemoServer, folder: Path) -> None:
    engine = Engine(Setup(server.base_url, folder, token=server.token("josh")))
    await engine.open()
    await engine.connect()
    assert engine.link is not None
    await engine.link.schedule.sync()
    await engine.close()


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the program tells of itself at its first paint, of an account that was read before."""
    folder = tmp_path_factory.mktemp("read")
    with DemoServer(people=people_by_day()) as server:
        asyncio.run(read_everything(server, folder))
    own = {"EXIST_DESKTOP_DATA_DIR": str(folder), "EXIST_DESKTOP_SERVER": server.base_url}
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"} | own
    command = (sys.executable, "-W", "error", "-c", LOOKED_AT)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    told: dict[str, list[str]] = json.loads(done.stdout)
    return told


def test_today_is_there_before_the_network_is_thought_of(seen: dict[str, list[str]]) -> None:
    assert any(tile.startswith("Steps: ") for tile in seen["tiles"])
    assert seen["catalogues"] == []  # in English
    assert seen["read"] == []  # sources, in which PySide would look for a feature that is not used here


def test_nothing_is_loaded_before_the_first_paint_that_is_not_listed(seen: dict[str, list[str]]) -> None:
    listed = set(LISTED.read_text(encoding="utf-8").split())
    found = {listed_as(name) for name in seen["loaded"]}
    assert {name for name in found if not name.startswith("_")} - listed == set()
    assert [name for name in sorted(listed) if name.startswith(PACKAGE) and not is_module(name)] == []


def is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # nor is what it would be in
        return False


def listed_as(name: str) -> str:
    """A module of the program, or the package of any other."""
    package = name.partition(".")[0]
    return name if package == PACKAGE else package
