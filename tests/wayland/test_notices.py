"""What was saved is said without taking the keys: by the desktop, or, where it does not, by a window that floats."""

from __future__ import annotations

import pytest

from tests.e2e.window import Window
from tests.reminders.notification_service import NotificationService
from tests.virtual_desktop import screen, sway
from tests.virtual_desktop.waiting import until
from tests.wayland.conftest import Letter, wait_for_keys

pytestmark = pytest.mark.wayland

NOTICE = "^Notice"


def save_quickly(letter: Letter, mood: int) -> None:
    letter.launch("quick")
    wait_for_keys("Quick entry")
    screen.key(str(mood), "Return")


def test_who_saves_quickly_types_on_and_can_undo(window: Window, letter: Letter) -> None:
    with NotificationService() as service:
        save_quickly(letter, 4)
        said = until(lambda: service.shown, "nothing was said")[0]
        assert said["body"].startswith("Mood 4")
        wait_for_keys("Letter")
        screen.type_text(" Ann")
        letter.field.wait(lambda node: node.text == "quick Ann")
        assert not screen.find_windows(NOTICE)
        face = window.app.find(name="Mood 4").wait(lambda node: "checked" in node.states)
        service.press(said, "Undo")
        face.wait(lambda node: "checked" not in node.states)

    save_quickly(letter, 2)
    wait_for_keys("Notice")
    (notice,) = screen.find_windows(NOTICE)
    assert sway.seen(notice)["type"] == "floating_con", "a tiling desktop gives it half of the screen"
    screen.key("space", "Escape")
    wait_for_keys("Letter")
    assert "checked" in window.app.find(name="Mood 2").states, "a key that was meant for another program undoes nothing"
