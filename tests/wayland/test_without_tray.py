"""A tiling desktop without a tray minimises nothing: a closed window hides, says so, and a second start shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.e2e.window import TITLE, Window, shell
from tests.virtual_desktop import screen
from tests.virtual_desktop.waiting import until
from tests.wayland.conftest import wait_for_keys

pytestmark = pytest.mark.wayland


def test_a_closed_window_hides_and_comes_back_by_a_second_start(window: Window, server: Server, tmp_path: Path) -> None:
    window.to_front()
    screen.key("alt+F4")
    wait_for_keys("Notice")
    assert not screen.find_windows(TITLE)
    said = window.app.find(id="toast").text
    assert "no tray and minimises no windows" in said
    screen.key("Escape")
    until(lambda: not screen.find_windows("^Notice"), "the notice does not go")
    assert shell(server, tmp_path)[0] == 0
    window.to_front()
    assert window.close() == 0
