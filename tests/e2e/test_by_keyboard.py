"""The main job from the first start to the last key, by keyboard alone; what has the keys is known by its name."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.virtual_desktop import a11y, screen
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.virtual_desktop
SOON = 1.0
"""Seconds after which a key that did nothing is pressed again: a new dialog ignores what is still being typed."""
MOST = 60
"""How many stops of Tab are tried."""
Place = tuple[str, tuple[int, int, int, int]]
"""What has the keys: its name, and where it is, since several may have one name."""


class Keyboard:
    """A person who presses keys and hears what has them."""

    def __init__(self, app: a11y.Application) -> None:
        self._app = app

    def here(self) -> Place:
        """Returns what has the keys."""

        def heard() -> Place | None:
            focused = self._app.focused()
            return None if focused is None else (focused.name, focused.rect)

        return until(heard, "nothing has the keys")

    def hears(self, name: str) -> None:
        """Waits until what has the keys is called so."""
        until(lambda: self.here()[0] == name, lambda: f"{self.here()[0]!r} has the keys, not {name!r}")

    def go_to(self, part: str, key: str = "Tab") -> None:
        """Presses a key until what has the keys has this in its name."""
        passed = []
        for _ in range(MOST):
            here = self.here()
            if part in here[0]:
                return
            passed.append(here[0])
            screen.key(key)
            self._moves_on_from(here)
        raise AssertionError(f"{key} never leads to {part!r}, only to {passed}")

    def _moves_on_from(self, here: Place) -> None:
        """Waits for the next stop. Where nothing has moved, the next key will move it."""
        with contextlib.suppress(AssertionError):
            until(lambda: self.here() != here, "it stays", SOON)

    def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        screen.key(*keys)

    def type(self, text: str) -> None:
        """Types a text."""
        screen.type_text(text)


def test_the_whole_main_job_is_done_by_keys_alone(tmp_path: Path) -> None:
    welcome = a11y.launch(sys.executable, "-m", "exist_desktop", "--data-dir", str(tmp_path / "data"))
    with a11y.Application("exist-desktop", welcome.pid) as app:
        screen.activate(screen.wait_for_window("^Exist Desktop$"))
        keys = Keyboard(app)
        keys.go_to("Try the demo")
        keys.press("space")
        assert welcome.wait(PATIENCE) == 0
    demo = screen.wait_for_window(r"^Exist Desktop \(demo\)$")
    with a11y.Application("exist-desktop") as app:
        screen.activate(demo)
        app.find(name_prefix="Steps: ")
        keys = Keyboard(app)
        _fill_in_the_day(app, keys)
        _look_around(app, keys)
        keys.press("ctrl+q")
        until(lambda: not screen.find_windows("^Exist Desktop"), "the program does not end")


def _fill_in_the_day(app: a11y.Application, keys: Keyboard) -> None:
    """Mood, which another service fills, a note, a tag and a coffee."""
    keys.here()
    keys.press("4")
    app.find(name="Take over")
    keys.go_to("Take over", "shift+Tab")
    keys.press("Return")
    app.find(name="Mood 4").wait(lambda face: "checked" in face.states)
    until(lambda: not app.find_all(name="Take over"), "the question stays")
    keys.press("n")
    keys.hears("Mood note")
    keys.type("Walked by the river")
    keys.press("ctrl+Return", "Escape", "Tab")
    app.find(id="toast").wait(lambda toast: "Daily note. Saved" in toast.text)
    keys.press("t")
    keys.hears("Find a tag")
    keys.type("fam")
    keys.press("Return")
    app.find(name="family").wait(lambda tag: "checked" in tag.states)
    keys.go_to("Coffees: ", "F6")
    before = int(keys.here()[0].removeprefix("Coffees: ").replace("none", "0"))
    keys.go_to("Add 1 to Coffees")
    keys.press("space")
    app.find(name=f"Coffees: {before + 1}")


def _look_around(app: a11y.Application, keys: Keyboard) -> None:
    """The Outbox with what was entered, History, Find, Settings and Help."""
    keys.press("ctrl+6")
    app.find(role="heading", name="Outbox")
    keys.press("ctrl+2")
    keys.hears("Attribute")
    app.find(role="chart", id="chart")
    keys.press("ctrl+f")
    keys.hears("Find text")
    keys.type("river")
    keys.go_to("Walked by the river", "F6")
    keys.press("Return")
    app.find(role="heading", name="How was today?")
    keys.press("ctrl+7")
    app.find(role="heading", name="Settings")
    keys.press("F1")
    keys.hears("Find in Help")
    keys.type("keyring")
    app.find(role="heading", name="If something is wrong")
