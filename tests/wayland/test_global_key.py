"""The key that the desktop's portal gives opens quick entry, and what is typed next is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.global_key.portal_service import Portal
from tests.global_key.started import newest, started
from tests.virtual_desktop import screen
from tests.virtual_desktop.waiting import until
from tests.wayland.conftest import wait_for_keys

pytestmark = pytest.mark.wayland


def test_the_key_of_the_portal_opens_quick_entry(tmp_path: Path) -> None:
    with Portal() as portal, started(tmp_path) as command:
        until(lambda: portal.called("BindShortcuts"), "the desktop was never asked")
        portal.press()
        wait_for_keys("Quick entry")
        screen.key("4", "Return")
        until(lambda: not screen.find_windows("^Quick entry"), "it was not saved")
        assert newest(command) == ("mood", 4)
