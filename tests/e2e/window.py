"""The program's window as a person has it: opened, used by the names of its controls, and closed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.server import Server
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.virtual_desktop import a11y, browser, screen
from tests.virtual_desktop.waiting import Found, until

SETTLE_SECONDS = "2"
TITLE = r"^Exist Desktop( \(demo\))?$"
"""The title of the program's window, as an expression."""


class Window:
    """One run of the program, without a server the demo, which brings its own.

    `answer` is what the browser's stand-in clicks on the consent page.
    """

    def __init__(self, server: Server | None, folder: Path, answer: str = "Allow", **extra: str) -> None:
        variables = browser.stand_in(folder / "browser", click=answer)
        variables |= {"EXIST_DESKTOP_SETTLE_SECONDS": SETTLE_SECONDS, **extra}
        self._process = a11y.launch(*command(server, folder), extra=variables)
        self.app = a11y.Application("exist-desktop", self._process.pid)

    def __enter__(self) -> Self:
        self.app.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.app.__exit__(kind, error, traceback)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def press(self, name: str) -> None:
        """Press what has that name, once it is there."""
        self._with_first(a11y.Node.press, name=name)

    def type(self, name: str, text: str) -> None:
        """Type into the field of that name; one that hides what is typed has a role of its own."""

        def typed() -> list[a11y.Node]:
            found = self.app.find_all("text", name) or self.app.find_all("password text", name)
            return [node.type(text) for node in found[:1]]

        until(typed, lambda: f"no field {name!r} among\n{self.describe()}")

    def tile(self, label: str) -> str:
        """What the tile of that label shows."""
        start = f"{label}: "
        return self._with_first(lambda node: node.name, name_prefix=start).removeprefix(start)

    def count(self, label: str) -> int:
        """The number that the tile of that label shows, once its day is read; none is 0."""

        def read() -> list[int]:
            shown = self.tile(label).replace("none", "0")
            return [int(shown)] if shown.isdecimal() else []

        return until(read, lambda: f"{label} was never read: {self.tile(label)}")[0]

    def _with_first(
        self, use: Callable[[a11y.Node], Found], *, name: str | None = None, name_prefix: str | None = None
    ) -> Found:
        """Use the first node that is called so, as soon as there is one that does not go meanwhile."""
        return until(
            lambda: [use(node) for node in self.app.find_all(name=name, name_prefix=name_prefix)[:1]],
            lambda: f"nothing called {name or name_prefix!r} among\n{self.describe()}",
        )[0]

    def describe(self) -> str:
        """What the window holds, or how the program ended."""
        status = self._process.poll()
        return self.app.dump() if status is None else f"a program that ended with {status}"

    def wait_for_tile(self, label: str, value: str) -> None:
        """Wait until the tile shows that value."""
        self.app.find(name=f"{label}: {value}")

    def edit(self, label: str, text: str) -> None:
        """Open a tile's editor, type, save, and wait until the editor has gone."""
        self._with_first(a11y.Node.press, name_prefix=f"{label}: ")
        self.type(label, text)
        self.press(f"Save {label}")

    def wait_for_state(self, words: str) -> None:
        """Wait until the sync state says so."""
        state = self.app.find(id="syncState")
        until(lambda: words in state.text, lambda: f"the state never said {words!r} but {state.text!r}")

    def sign_in(self, server: Server) -> None:
        """Fill Welcome's form and send the browser on its way."""
        self.type("Client ID", server.client_id)
        self.type("Client secret", server.client_secret)
        self.type("Redirect address", f"http://localhost:{free_port()}/")
        self.press("Sign in with Exist")

    def to_front(self) -> None:
        """Give the window the keys, and wait until it knows that it has them."""
        screen.activate(screen.wait_for_window(TITLE))
        self.app.find("filler", name_prefix="Exist Desktop").wait(lambda node: "active" in node.states)

    def close(self) -> int:
        """Quit as a person does, closing the window alone leaves the program running; its exit code."""
        self.to_front()
        screen.key("ctrl+q")
        return self.ended()

    def stop(self) -> int:
        """End it as the system does when the session ends; its exit code."""
        self._process.terminate()
        return self.ended()

    def ended(self) -> int:
        """The exit code, once it has ended by itself."""
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End the program in the middle of whatever it does."""
        self._process.kill()
        self._process.wait()


def command(server: Server | None, folder: Path) -> tuple[str, ...]:
    """How the program is started on that server, or as the demo, with a data folder of its own."""
    which = ("--demo",) if server is None else ("--server", server.base_url)
    return (sys.executable, "-m", "exist_desktop", *which, "--data-dir", str(folder / "data"))


def shell(server: Server, folder: Path, *words: str, extra: Mapping[str, str] | None = None) -> tuple[int, str, str]:
    """What a command says: its exit code, its answer, and its messages."""
    variables = os.environ | {"EXIST_DESKTOP_SETTLE_SECONDS": SETTLE_SECONDS} | dict(extra or {})
    done = subprocess.run(
        (*command(server, folder), *words), env=variables, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    return done.returncode, done.stdout, done.stderr
