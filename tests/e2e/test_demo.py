"""The demo as a person tries it: no account, no browser, nothing to type, a server that goes with the window."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.e2e.server import Server
from tests.e2e.window import Window, command
from tests.patience import PATIENCE
from tests.virtual_desktop import screen
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.virtual_desktop


def test_the_demo_keeps_what_was_logged_and_goes_with_its_window(tmp_path: Path) -> None:
    with Window(None, tmp_path) as window:
        window.app.find(name="Sign in with your account…")
        window.app.find(role="heading", name="How was today?")
        before = window.count("Coffees")
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


def test_a_second_demo_shows_the_first(tmp_path: Path) -> None:
    with Window(None, tmp_path) as window:
        window.tile("Coffees")
        second = subprocess.run(command(None, tmp_path), capture_output=True, timeout=PATIENCE, check=False)
        assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
        assert len(screen.find_windows("^Exist Desktop")) == 1
        assert window.close() == 0


def test_one_press_leads_from_welcome_to_the_demo_and_one_back(tmp_path: Path) -> None:
    with Server(tmp_path) as server, Window(server, tmp_path) as window:
        window.press("Try the demo")
        assert window.ended() == 0, "Welcome stays beside the demo"
    demo = screen.wait_for_window(r"^Exist Desktop \(demo\)$")
    assert screen.find_windows("^Exist Desktop") == [demo]
    screen.activate(demo)
    screen.key("ctrl+q")
    until(lambda: not screen.find_windows("^Exist Desktop"), "the demo does not end")


def _refuses(address: str) -> bool:
    try:
        httpx.get(address, trust_env=False)
    except httpx.ConnectError:
        return True
    return False
