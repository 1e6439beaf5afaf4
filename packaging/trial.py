"""Tries an installed program as somebody would who has just installed it: from an empty folder, with an empty home.

`python3 packaging/trial.py COMMAND PLATFORM…` opens its window on platforms of Qt: `offscreen` needs no screen, `xcb`
and `wayland` need the one that the variables of the environment name.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from project import StopError, say

PATIENCE_SECONDS = 90.0
LOOK_SECONDS = 0.02
DAYS = "370"
STARTS = 5
KEPT = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY")
LISTENS = "listens"
"""What the window leaves in its lock file after the first paint, when others can reach it."""


@dataclass(frozen=True)
class Seconds:
    """What one start took: until the window could be reached, and a second start, which hands over to it."""

    first: float
    again: float


class Trial:
    """One installed program and the new folder in which it is tried. A step that does not work raises `StopError`."""

    def __init__(self, command: Sequence[str | Path], folder: Path) -> None:
        self._command = tuple(map(str, command))
        self._account: dict[str, str] = {}
        self._here = folder / "here"
        runtime = folder / "run"
        for place in (folder, self._here, folder / "home", runtime):
            place.mkdir(mode=0o700, exist_ok=True)
        given = {name: os.environ[name] for name in KEPT if name in os.environ}
        if display := given.get("WAYLAND_DISPLAY"):
            given["WAYLAND_DISPLAY"] = str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), display))
        places = {"HOME": str(folder / "home"), "XDG_RUNTIME_DIR": str(runtime), "PATH": "/usr/bin:/bin"}
        self._environment = given | places | {"LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}

    def try_shell(self) -> None:
        """Tries the help in English and German, the completion, and a day against a demo server, with all it loads."""
        english, german = self._said("--help"), self._said("--help", LANGUAGE="de", LC_ALL="")
        _expect("exist-desktop add" in german and german != english, "its help is not translated")
        _expect("complete" in self._said("--completion", "bash"), "it has no completion")
        with self._demo() as account:
            self._account = account
            self._said("sync", "--history", **account)
            today = json.loads(self._said("today", "--json", **account))
            _expect(bool(today["groups"]), "it shows no attributes of the demo server")
            self._said("add", "mood", "4", "from a package", **account)
            self._said("sync", **account)
            self._said("relations", "mood", "--own", **account)
            _expect(json.loads(self._said("status", "--json", **account))["waiting"] == 0, "an entry was not sent")

    def try_without_screen(self) -> None:
        """Expects a sentence, and no more, where there is no screen to open a window on."""
        nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
        program = self._start(**nowhere)
        _, problem = program.communicate(timeout=PATIENCE_SECONDS)
        expected = program.returncode == 1 and "screen" in problem and "Traceback" not in problem
        _expect(expected, f"without a screen it ended with {program.returncode}: {problem}")

    def diary(self) -> str:
        """Returns all days that are kept in the home of the trial, for the person of the demo."""
        return self._said("days", "--json", **self._account)

    def try_keyring(self) -> None:
        """Signs in with a token that stays in the keyring of the session."""
        with self._demo() as account:
            token = account.pop("EXIST_DESKTOP_TOKEN")
            self._said("sign-in", "--token-stdin", "--yes", typed_in=token, **account)
            self._said("sync", **account)
            self._said("sign-out", **account)

    def try_window(self, platform: str) -> Seconds:
        """Opens the window, starts the program again, and ends the window by a signal."""
        folder = self._here.parent / f"window-{platform}-{time.monotonic_ns()}"
        with self._window(folder, (), QT_QPA_PLATFORM=platform, EXIST_DESKTOP_DATA_DIR=str(folder)) as first:
            began = time.monotonic()
            self._said("--hidden", QT_QPA_PLATFORM=platform, EXIST_DESKTOP_DATA_DIR=str(folder))
            return Seconds(first, time.monotonic() - began)

    def try_demo(self, platform: str) -> None:
        """Opens the window of the demo, whose server is the program itself, started once more."""
        folder = self._here.parent / f"demo-{platform}"
        with self._window(folder, ("--demo",), QT_QPA_PLATFORM=platform, EXIST_DESKTOP_DATA_DIR=str(folder)):
            pass

    @contextmanager
    def _window(self, folder: Path, typed: tuple[str, ...], **variables: str) -> Iterator[float]:
        """Opens a window on that data folder, gives the seconds until others could reach it, and ends it."""
        began = time.monotonic()
        window = self._start(*typed, **variables)
        try:
            while not self._listens(folder):
                _expect(window.poll() is None, f"its window ended: {_read(window)}")
                _expect(time.monotonic() - began < PATIENCE_SECONDS, "its window did not open")
                time.sleep(LOOK_SECONDS)
            yield time.monotonic() - began
        finally:
            window.send_signal(signal.SIGTERM)
            _, problem = window.communicate(timeout=PATIENCE_SECONDS)
        _expect(window.returncode == 0, f"its window ended with {window.returncode}: {problem}")

    def _listens(self, folder: Path) -> bool:
        try:
            return (folder / "window.lock").read_text(encoding="ascii") == LISTENS
        except OSError:
            return False

    @contextmanager
    def _demo(self) -> Iterator[dict[str, str]]:
        """Runs the program's demo server, and gives the variables of somebody who is signed in to it."""
        server = self._start("demo-server", "--days", DAYS, "--ends-with-input")
        assert server.stdout is not None
        try:
            line = server.stdout.readline()
            _expect(bool(line), "its demo server did not start")
            demo = json.loads(line)
            yield {
                "EXIST_DESKTOP_SERVER": demo["base_url"],
                "EXIST_DESKTOP_TOKEN": demo["tokens"]["mia"],
                "EXIST_DESKTOP_SETTLE_SECONDS": "1",
            }
        finally:
            server.communicate(timeout=PATIENCE_SECONDS)

    def _said(self, *typed: str, typed_in: str = "", **variables: str) -> str:
        program = self._start(*typed, **variables)
        answer, problem = program.communicate(typed_in, timeout=PATIENCE_SECONDS)
        _expect(program.returncode == 0, f"{' '.join(typed)} ended with {program.returncode}: {problem}")
        return answer

    def _start(self, *typed: str, **variables: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            (*self._command, *typed),
            cwd=self._here,
            env=self._environment | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )


def _read(program: subprocess.Popen[str]) -> str:
    return "" if program.stderr is None or program.poll() is None else program.stderr.read().strip()


def _expect(holds: bool, problem: str) -> None:  # noqa: FBT001 - what has to hold
    if not holds:
        raise StopError(f"The installed program was tried, and {problem}.")


def try_out(command: Path, *platforms: str) -> None:
    """Tries the command line, and then windows."""
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        trial = Trial((command,), Path(folder))
        trial.try_shell()
        if sys.platform == "linux":
            trial.try_without_screen()
        for platform in platforms:
            say(f"The window can be reached after {trial.try_window(platform).first:.2f} s on {platform}.")


def fastest(*commands: Path) -> list[Seconds]:
    """Returns for each program the least that a start without a screen takes.

    They start by turns: what else the computer does then slows down all of them.
    """
    taken: dict[Path, list[Seconds]] = {command: [] for command in commands}
    for _ in range(STARTS):
        for command, seconds in taken.items():
            with tempfile.TemporaryDirectory(prefix="trial-") as folder:
                seconds.append(Trial((command,), Path(folder)).try_window("offscreen"))
    return [Seconds(min(each.first for each in all_), min(each.again for each in all_)) for all_ in taken.values()]


def main() -> int:
    """Opens windows as the arguments say, the demo's too, and signs in where there is a session with a keyring."""
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        trial = Trial((Path(sys.argv[1]).absolute(),), Path(folder))
        for platform in sys.argv[2:]:
            say(f"The window can be reached after {trial.try_window(platform).first:.2f} s on {platform}.")
            trial.try_demo(platform)
        if "DBUS_SESSION_BUS_ADDRESS" in os.environ:
            trial.try_keyring()
    return 0


if __name__ == "__main__":
    sys.exit(main())
