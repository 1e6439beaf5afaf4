"""A tiling desktop without a tray minimises nothing: a closed window hides, says so, and a second start shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.e2e.window import TITLE, Window, shell
from tests.virtual_desktop import screen
from tests.wayland.conftest import wait_for_keys, wait_gone

pytestmark = pytest.mark.wayland


def test_a_closed_window_hides_and_comes_back_by_a_second_start(window: Window, server: Server, folder: Path) -> None:
    window.to_front()
    screen.key("alt+F4")
    wait_for_keys("Notice")
    assert not screen.find_windows(TITLE)
    said = window.app.find(id="toast").text
    assert "no tray and minimises no windows" in said
    screen.key("Escape")
    wait_gone("^Notice")
    assert shell(server, folder)[0] == 0
    window.to_front()
