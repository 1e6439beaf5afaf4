"""In the tray of a desktop that speaks StatusNotifierItem, from the real program to the demo server."""

from __future__ import annotations

import pytest

from tests.e2e.server import Server
from tests.e2e.window import Window
from tests.tray.watcher import Watcher
from tests.virtual_desktop import screen
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.virtual_desktop


def test_the_icon_tells_how_things_stand_and_its_menu_saves(server: Server, window: Window) -> None:
    with Watcher() as tray:
        icon = tray.wait_for_icon()
        seen = tray.look(icon)
        assert seen["tip"].splitlines()[:2] == ["Exist Desktop", "No mood yet today"]
        assert seen["sizes"] == [16, 20, 22, 24, 32, 48, 64]
        texts = [line["text"] for line in seen["lines"] if line["text"]]
        assert texts[:6] == ["Quick entry…", "1 · Awful", "2 · Low", "3 · Okay", "4 · Good", "5 · Great"]
        assert texts[-4:] == ["Send now", "Open Exist Desktop", "Settings", "Quit"]

        tray.choose(icon, "4 · Good")
        until(lambda: tray.wait_for_line(icon, "4 · Good")["ticked"], "the mood is not ticked")
        assert "Mood 4 · Good" in tray.look(icon)["tip"]
        coffees = window.count("Coffees")
        before = next(text for text in texts if text.startswith("Coffees"))
        tray.choose(icon, before)
        tray.wait_for_line(icon, f"Coffees {coffees + 1} → add 1")
        tray.choose(icon, "walk")
        until(lambda: tray.wait_for_line(icon, "walk")["ticked"], "the tag is not ticked")
        tray.choose(icon, "Send now (3)")
        until(lambda: server.value("walk", server.today()) == 1, "the tag never came")
        until(lambda: server.value("mood", server.today()) == 4, "the mood never came")
        until(lambda: server.value("coffees", server.today()) == coffees + 1, "the coffee never came")
        assert not tray.wait_for_line(icon, "Send now")["usable"]
        tray.choose(icon, "Quit")
        assert window.ended() == 0


def test_a_press_opens_quick_entry_also_in_a_tray_that_came_later_or_again(window: Window) -> None:
    for _ in range(2):
        with Watcher() as tray:
            tray.press(tray.wait_for_icon())
            screen.wait_for_window("^Quick entry")
            screen.key("Escape")
            until(lambda: not screen.find_windows("^Quick entry"), "quick entry is still there")
