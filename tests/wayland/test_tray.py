"""In the tray of a Wayland desktop, with the mouse: quick entry by its icon, and the window put away there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.e2e.window import TITLE, Window
from tests.reminders.notification_service import NotificationService
from tests.virtual_desktop import screen
from tests.virtual_desktop.desks import BAR_HEIGHT, HEIGHT, WIDTH
from tests.virtual_desktop.waiting import until
from tests.wayland.conftest import wait_for_keys, wait_gone

pytestmark = pytest.mark.wayland

ICONS = (WIDTH - 100, HEIGHT - BAR_HEIGHT, 100, BAR_HEIGHT)
"""Where the bar shows icons: left, top, width and height."""


def icon_place(picture: Path) -> tuple[int, int]:
    """A place of the program's icon on the screen, which is the only one: where the bar is not empty."""

    def look() -> list[tuple[int, int]]:
        left, top, width, height = ICONS
        shown = QImage(str(screen.screenshot(picture))).copy(*ICONS)
        empty = shown.pixel(0, 0)
        pixels = ((x, y) for x in range(width) for y in range(height))
        return [(left + x, top + y) for x, y in pixels if shown.pixel(x, y) != empty]

    found = until(look, "no icon in the tray")
    return found[len(found) // 2]


def test_a_closed_window_stays_in_the_tray_whose_icon_opens_quick_entry(
    tray: None, window: Window, tmp_path: Path
) -> None:
    icon = icon_place(tmp_path / "tray.png")
    window.to_front()
    with NotificationService() as service:
        screen.key("alt+F4")
        wait_gone(TITLE)
        said = until(lambda: service.shown, "nobody says where it is")[0]
        assert said["title"] == "Exist Desktop keeps running"
        assert "icon in the tray" in said["body"]
    screen.click(*icon)
    wait_for_keys("Quick entry")
    screen.key("Escape")
    wait_gone("^Quick entry")
