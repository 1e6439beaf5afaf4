"""The whole story, told once for the tests and for people: sign in, log a day, lose the connection, lose nothing.

`python -m tests.e2e.story --pictures FOLDER` plays it on a virtual screen, tells what happens, and leaves pictures of
what a person would have seen. Every claim is checked against the server's rows, not against the program's own word.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
from pathlib import Path

from tests.e2e.server import Server
from tests.e2e.window import Window, shell
from tests.virtual_desktop import screen
from tests.virtual_desktop.waiting import until

KINDS = (
    ("Plants watered", "3", "plants_watered", 3),
    ("Protein", "71.5", "protein", 71.5),
    ("Meditation", "1h30", "meditation_min", 90),
    ("First daylight", "6:52", "first_daylight", 412),
    ("Day well spent", "80", "day_well_spent", 0.8),
    ("Dream", "a house by the sea", "dream", "a house by the sea"),
)
"""An attribute of each kind that is typed: its label, what is typed, its name, and the value at the server."""


class Story:
    """The story's stage: a server, a folder, and the window that is open at the moment."""

    def __init__(self, folder: Path, pictures: Path | None = None, *, aloud: bool = False) -> None:
        self.folder = folder
        self.server = Server(folder)
        self._pictures = pictures
        self._aloud = aloud
        self._shown = 0
        self.day = self.server.today()

    def tell(self, sentence: str) -> None:
        """Say what happens, where someone listens."""
        if self._aloud:
            print(f"· {sentence}", flush=True)

    def picture(self, name: str) -> None:
        """Keep a picture of the screen, where pictures are wanted."""
        if self._pictures is not None:
            self._shown += 1
            screen.screenshot(self._pictures / f"{self._shown:02d}-{name}.png")

    def expect(self, attribute: str, value: object) -> None:
        """The server has that value for the story's day."""
        found = until(
            lambda: (self.server.value(attribute, self.day) == value) or None,
            lambda: f"{attribute} is {self.server.value(attribute, self.day)!r} at the server, not {value!r}",
        )
        assert found

    def play(self) -> None:
        """All of it."""
        try:
            coffees = self.first_run()
            self.second_run(coffees)
        finally:
            self.server.stop()

    def first_run(self) -> int:
        """Sign in, log, lose the connection, go on, quit; how many coffees there should be."""
        with Window(self.server, self.folder) as window:
            self._sign_in(window)
            self._log_mood(window)
            self._log_every_kind(window)
            coffees = self._count_coffees(window)
            self._lose_the_connection(window, coffees)
            self.tell("The window is closed without a connection.")
            assert window.close() == 0
        return coffees + 3

    def _sign_in(self, window: Window) -> None:
        self.tell("The program starts for the first time and welcomes.")
        window.app.find(name="Sign in with Exist")
        self.picture("welcome")
        window.sign_in(self.server)
        self.tell("The browser opens, the application is allowed, and the window asks who that is.")
        window.app.find(name="This is me")
        self.picture("is-this-you")
        window.press("This is me")
        window.app.find(name_prefix="Steps: ")
        self.tell("Today's tiles stand in their groups.")
        self.picture("today")

    def _log_mood(self, window: Window) -> None:
        self.tell("A face is pressed; since another app fills the mood, the program asks before it takes it over.")
        window.press("Mood 4")
        window.app.find(name="Take over")
        self.picture("take-over")
        window.press("Take over")
        window.type("Mood note", "Long walk by the river, then wrote for two hours.")
        window.press("Save")  # nothing is asked again: the answer was for all that the other app fills
        window.press("walk")
        self._send(window)
        self.expect("mood", 4)
        self.expect("mood_note", "Long walk by the river, then wrote for two hours.")
        self.expect("walk", 1)
        self.picture("mood-logged")
        self.tell("Mood, note and tag stand in Exist.")

    def _log_every_kind(self, window: Window) -> None:
        for label, typed, _name, _value in KINDS:
            window.edit(full_label(window, label), typed)
        window.app.find(name_prefix="Energy level: ").press()
        window.press("7")
        window.press("Save Energy level")
        window.wait_for_tile("Energy level", "7")
        self.picture("every-kind")
        self._send(window)
        for _label, _typed, name, value in KINDS:
            self.expect(name, value)
        self.expect("energy_level", 7)
        self.tell("Attributes of every kind stand in Exist: counts, decimals, durations, times, shares, text, steps.")

    def _count_coffees(self, window: Window) -> int:
        before = int(self.server.value("coffees", self.day) or 0)
        window.press("Add 1 to Coffees")
        window.wait_for_tile("Coffees", str(before + 1))
        window.press("Add 1 to Coffees")
        window.wait_for_tile("Coffees", str(before + 2))
        self.picture("two-coffees")
        self._send(window)
        self.expect("coffees", before + 2)
        self.tell(f"+1 twice: coffees went from {before} to {before + 2}.")
        return before

    def _lose_the_connection(self, window: Window, coffees: int) -> None:
        self.server.control("POST", "die", call="increment", when="after_apply")
        window.press("Add 1 to Coffees")
        window.wait_for_tile("Coffees", str(coffees + 3))
        self._send_now(window)
        assert self.server.wait_for_end() == 70
        self.tell("The server is killed after it has applied the third +1 and before it has answered.")
        window.press("Outbox")
        until(lambda: window.app.find_all(name_prefix="Checking with Exist"), "no entry is being checked")
        self.picture("checking")
        window.press("Today")
        window.press("Mood 5")
        water = window.tile("Water")
        window.press("Add 250 to Water")  # a press by name lasts a tenth of a second, and does what it does at its end
        until(lambda: window.tile("Water") != water, "the glass of water was not counted")
        window.wait_for_state("Offline")
        self.tell("Without a connection the person goes on: another mood, a glass of water.")
        self.picture("offline")

    def second_run(self, coffees: int) -> None:
        """Open the window offline, see everything, get the connection back, and find each entry once."""
        with Window(self.server, self.folder) as window:
            window.wait_for_tile("Coffees", str(coffees))
            face = window.app.find(name="Mood 5")
            face.wait(lambda node: "checked" in node.states)
            self.tell("Opened again, still offline: everything is there.")
            self.picture("offline-again")
            self.server.start()
            self._send_now(window)
            self.expect("mood", 5)
            window.wait_for_state("All in Exist")
            self.picture("all-in-exist")
            self.expect("coffees", coffees)
            applied = [write for write in self.server.rows("coffees", self.day)["writes"] if write["op"] == "increment"]
            assert sum(write["value"] for write in applied) == 3, applied
            water = [write for write in self.server.rows("water", self.day)["writes"] if write["op"] == "increment"]
            assert [write["value"] for write in water] == [250], water
            self.tell(
                f"With the connection back each entry stands in Exist once: {coffees} coffees, one glass of water."
            )
            assert window.close() == 0
        code, answer, _ = shell(self.server, self.folder, "outbox", "--json")
        assert code == 0
        assert json.loads(answer)["entries"] == []

    def _send(self, window: Window) -> None:
        """Send at once, and wait until everything is in Exist."""
        self._send_now(window)
        window.wait_for_state("All in Exist")
        window.press("Today")

    @staticmethod
    def _send_now(window: Window) -> None:
        """Send at once; where all has left by itself meanwhile, there is nothing to press."""
        window.press("Outbox")

        def sent() -> bool:
            """Presses the button of now: the page may have made another since it was looked for."""
            if "All in Exist" in window.app.find(id="syncState").text:
                return True
            button = window.app.find(name="Send now")
            with contextlib.suppress(AssertionError):  # it cannot be pressed while something is being sent
                if "enabled" in button.states:
                    return bool(button.press())
            return False

        until(sent, lambda: f"nothing can be sent, and the state says {window.app.find(id='syncState').text!r}")


def full_label(window: Window, part: str) -> str:
    """The label that contains those words; some begin with a picture."""
    found = until(
        lambda: [node.name for node in window.app.find_all("push button") if f"{part}: " in node.name],
        f"no tile of {part}",
    )
    return found[0].rpartition(": ")[0]


def main() -> int:
    """Play the story for people."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="leave pictures there")
    typed = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="story-") as folder:
        Story(Path(folder), typed.pictures, aloud=True).play()
    print("Each entry stands in the server as it was made, once.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
