"""The key opens quick entry of a program whose window was never shown, and what is typed next is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.global_key.keys import press
from tests.global_key.started import newest, started
from tests.virtual_desktop import screen
from tests.virtual_desktop.waiting import until


def is_open_by_the_key() -> bool:
    """Presses the key, which the program may not have yet."""
    press("ctrl+alt+space")
    return screen.active_title().startswith("Quick entry")


@pytest.mark.virtual_desktop
@pytest.mark.x11
def test_the_key_opens_quick_entry_and_what_is_typed_next_is_saved(tmp_path: Path) -> None:
    with started(tmp_path) as command:
        until(is_open_by_the_key, lambda: f"{screen.active_title()!r} has the keys")
        screen.key("4", "Return")
        until(lambda: not screen.find_windows("^Quick entry"), "it was not saved")
        assert newest(command) == ("mood", 4)
