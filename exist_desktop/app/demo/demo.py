"""The demo: a server of our own on this computer, with a data folder of its own, kept for one day.

The server is a process beside this one, so that what happens between the two is what happens with Exist. It ends with
its owner, however that ends. Signing in needs no browser: the server says a developer token, which lives in this
process alone, so no keyring is asked either.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from exist_desktop.app import removal
from exist_desktop.app.desktop.command import own_command
from exist_desktop.settings import Setup, default_folder
from exist_desktop.store.file.process_lock import SHOWING

STATE = removal.DEMO_STATE
PERSON = "josh"
"""Whose days are shown."""
STOP_SECONDS = 5.0
_ENDING = "-demo"
"""The end of the name of a folder that was made for a demo; only such a one is emptied."""


@dataclass(frozen=True)
class DemoProcess:
    """A running demo server. It ends when nobody holds the other end of its standard input any more."""

    process: subprocess.Popen[str]

    def stop(self) -> None:
        """Ends the server."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def setup_of_demo(setup: Setup) -> Setup:
    """The same with the folder in which the demo keeps its days: the one that was asked for, else one of its own."""
    folder = setup.folder if setup.folder != default_folder() else demo_folder(setup.folder)
    return replace(setup, folder=folder, token=None, settings=None)


def demo_folder(folder: Path) -> Path:
    """Where the demo of a program with that data folder keeps its days: beside it."""
    return folder.with_name(folder.name + _ENDING)


def folder_of_own(folder: Path) -> Path:
    """The data folder of the program whose demo keeps its days in `folder`; the usual one where that is not told."""
    return folder.with_name(name) if (name := folder.name.removesuffix(_ENDING)) != folder.name else default_folder()


def start(setup: Setup) -> tuple[DemoProcess, Setup]:
    """Starts the server of a demo's setup; the setup that uses it. Raises `OSError` where it cannot be started.

    The caller has the turn to show the demo's window, so no other demo uses the folder.
    """
    state = setup.folder / STATE
    if setup.folder.name.endswith(_ENDING) and state.exists() and not _is_of_today(state):
        removal.remove(setup.folder, but=(SHOWING,))  # the demo's year ends on the day on which it was made
    process = subprocess.Popen(  # noqa: S603 - this program itself
        [
            *own_command("demo-server", "--ends-with-input", "--state", str(state)),
            *_at_home(),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    server = DemoProcess(process)
    try:
        announcement = _announcement(process)
    except OSError:
        server.stop()
        raise
    return server, replace(setup, server=announcement["base_url"], token=announcement["tokens"][PERSON])


def _announcement(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise OSError(f"the demo server ended at once with code {process.wait()}")
    announcement: dict[str, Any] = json.loads(line)
    return announcement


def _is_of_today(state: Path) -> bool:
    """Whether the demo's days were made today; a state that cannot be read is of no day."""
    try:
        made = json.loads(state.read_text("utf-8"))["made"]
        return datetime.fromtimestamp(made).astimezone().date() == datetime.now().astimezone().date()
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return False


def _at_home() -> tuple[str, ...]:
    """The option that lets the demo's people live in this computer's time zone; nothing where that has no name."""
    from PySide6.QtCore import QTimeZone

    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return ("--zone", name) if name in available_timezones() else ()
