"""On Wayland a window takes the keys by its launcher's token alone, and a small one floats."""

from __future__ import annotations

import pytest

from tests.e2e.window import Window
from tests.virtual_desktop import screen, sway
from tests.wayland.conftest import Letter, wait_for_keys, wait_gone

pytestmark = pytest.mark.wayland

QUICK_ENTRY = "^Quick entry"


def test_a_launcher_gives_the_keys_to_the_window_and_to_quick_entry(window: Window, letter: Letter) -> None:
    for title, words in (("Exist Desktop", ""), ("Quick entry", "quick"), ("Quick entry", "quick")):
        letter.launch(words)
        wait_for_keys(title)
    (quick,) = screen.find_windows(QUICK_ENTRY)
    assert sway.seen(quick)["type"] == "floating_con", "a tiling desktop gives it half of the screen"
    screen.key("Escape")
    wait_gone(QUICK_ENTRY)
