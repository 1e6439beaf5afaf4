"""In the tray of a Wayland desktop, with the mouse: quick entry by its icon, and the window put away there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.e2e.window import TITLE, Window
from tests.reminders.notification_service import NotificationService
from tests.virtual_desktop import screen
from tests.virtual_desktop.desks import BAR_HEIGHT, HEIGHT, WIDTH
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.wayland

TEAL = "#0B6E6A"
"""The colour of the program's own picture, which is in the tray while no mood is logged."""
ICONS = (WIDTH - 100, HEIGHT - BAR_HEIGHT, 100, BAR_HEIGHT)
"""Where the bar shows icons: left, top, width and height."""


def icon_place(picture: Path) -> tuple[int, int]:
    """The middle of the program's icon on the screen."""

    def look() -> list[tuple[int, int]]:
        left, top, width, height = ICONS
        shown = QImage(str(screen.screenshot(picture))).copy(*ICONS)
        pixels = ((x, y) for x in range(width) for y in range(height))
        return [(left + x, top + y) for x, y in pixels if QColor(shown.pixel(x, y)).name().upper() == TEAL]

    found = until(look, "no icon in the tray")
    return found[len(found) // 2]


def test_a_closed_window_stays_in_the_tray_whose_icon_opens_quick_entry(
    tray: None, window: Window, tmp_path: Path
) -> None:
    icon = icon_place(tmp_path / "tray.png")
    window.to_front()
    with NotificationService() as service:
        screen.key("alt+F4")
        until(lambda: not screen.find_windows(TITLE), "the window is still there")
        said = until(lambda: service.shown, "nobody says where it is")[0]
        assert said["title"] == "Exist Desktop keeps running"
        assert "icon in the tray" in said["body"]
    screen.click(*icon)
    until(lambda: screen.active_title().startswith("Quick entry"), lambda: f"{screen.active_title()!r} has the keys")
    screen.key("3", "Escape")
    until(lambda: not screen.find_windows("^Quick entry"), "quick entry is still there")
    assert window.stop() == 0
