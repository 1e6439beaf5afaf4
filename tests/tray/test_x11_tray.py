"""In a real tray of X11: the icon is seen there, pressed with the mouse, and its menu is used by the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from exist_desktop.ui.theme import MOOD_COLOURS
from tests.e2e.server import Server
from tests.e2e.window import Window
from tests.virtual_desktop import screen
from tests.virtual_desktop.waiting import until

pytestmark = [pytest.mark.virtual_desktop, pytest.mark.x11]

LARGEST_ICON = 64
RIGHT = 3


def icon_place() -> tuple[int, int, int, int]:
    """Where the tray shows the icon."""

    def look() -> list[tuple[int, int, int, int]]:
        places = [screen.place(number) for number in screen.find_windows_of("exist-desktop")]
        return [place for place in places if 0 < place[2] <= LARGEST_ICON]

    return until(look, "no icon in the tray")[0]


def press(button: int = 1) -> None:
    left, top, width, height = icon_place()
    screen.click(left + width // 2, top + height // 2, button)


def menus() -> list[int]:
    """The windows of the program that are higher than wide, and no icon."""
    places = {one: screen.place(one) for one in screen.find_windows_of("exist-desktop")}
    return [one for one, (_, _, width, height) in places.items() if height > width > LARGEST_ICON]


def open_menu() -> None:
    """Open the menu, once a former one has gone, and before any key is pressed in it."""
    until(lambda: not menus(), "the former menu is still there")
    press(RIGHT)
    until(menus, "no menu")


def colours_seen(picture: Path) -> set[str]:
    """Every colour of the icon, as the screen shows it."""
    shown = QImage(str(screen.screenshot(picture))).copy(*icon_place())
    pixels = ((x, y) for x in range(shown.width()) for y in range(shown.height()))
    return {QColor(shown.pixel(x, y)).name().upper() for x, y in pixels}


def test_one_click_saves_a_mood_which_the_icon_then_shows(server: Server, window: Window, tmp_path: Path) -> None:
    until(lambda: "#0B6E6A" in colours_seen(tmp_path / "before.png"), "the program's own picture is not in the tray")
    open_menu()
    screen.key("Down", "Down", "Down", "Down", "Down", "Return")
    until(lambda: MOOD_COLOURS[3] in colours_seen(tmp_path / "after.png"), "the fourth face is not in the tray")
    window.press("Undo")
    until(lambda: MOOD_COLOURS[3] not in colours_seen(tmp_path / "undone.png"), "the face is still there")
    open_menu()
    screen.key("Down", "Down", "Return")
    until(lambda: MOOD_COLOURS[0] in colours_seen(tmp_path / "again.png"), "the first face is not in the tray")
    open_menu()
    screen.key("Up", "Return")
    assert window.ended() == 0
    assert server.value("mood", server.today()) == 1, "quitting sends what waits"


def test_a_closed_window_stays_in_the_tray_and_comes_back(window: Window) -> None:
    window.to_front()
    screen.key("alt+F4")
    until(lambda: not screen.find_windows("^Exist Desktop$"), "the window is still there")
    press()
    screen.wait_for_window("^Quick entry$")
    screen.key("Escape")
    open_menu()
    screen.key("Up", "Up", "Up", "Return")
    screen.wait_for_window("^Exist Desktop$")
    assert window.close() == 0
