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
    """The middle of the program's icon on the screen, which is the only one in the bar."""

    def look() -> tuple[int, int] | None:
        left, top, width, height = ICONS
        shown = QImage(str(screen.screenshot(picture))).copy(*ICONS)
        empty = shown.pixel(0, 0)
        columns = [x for x in range(width) if any(shown.pixel(x, y) != empty for y in range(height))]
        # Before the bar is there, a window is, or its border, which is wider than an icon.
        if not columns or columns[-1] - columns[0] > BAR_HEIGHT:
            return None
        return left + (columns[0] + columns[-1]) // 2, top + height // 2

    return until(look, "no icon in the tray")


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
