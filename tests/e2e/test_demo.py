"""The demo as a person tries it: no account, no address to type, a server that comes and goes with the window."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from tests.desk.waiting import until
from tests.e2e.window import Window

pytestmark = pytest.mark.desk


def test_the_demo_signs_in_by_itself_keeps_what_was_logged_and_goes_with_its_window(tmp_path: Path) -> None:
    with Window(None, tmp_path) as window:
        window.press("This is me")
        before = int(window.tile("Coffees").replace("none", "0"))
        assert "here" not in window.app.find(id="zoneChip").name, "its people live where the computer is"
        window.press("Add 1 to Coffees")
        window.wait_for_tile("Coffees", str(before + 1))
        address = f"http://127.0.0.1:{json.loads((tmp_path / 'data' / 'demo-server.json').read_text())['port']}"
        assert httpx.get(address, trust_env=False).status_code < 500
        assert window.close() == 0
    until(lambda: _refuses(address), "the demo's server outlives its window")
    with Window(None, tmp_path) as window:
        window.wait_for_tile("Coffees", str(before + 1))
        assert window.close() == 0


def _refuses(address: str) -> bool:
    try:
        httpx.get(address, trust_env=False)
    except httpx.ConnectError:
        return True
    return False
