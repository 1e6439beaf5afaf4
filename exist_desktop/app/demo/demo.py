"""The demo: a local server with a data folder of its own, whose days are created again each day.

The server is a separate process, so that requests travel as they do to Exist. It ends with the process that started it,
however that ends. Signing in needs no browser: the server announces a developer token, which only this process has, so
that no keyring is used.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from msgspec import Struct

from exist_desktop.app import removal
from exist_desktop.app.desktop.command import own_command
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.settings import Setup, default_folder
from exist_desktop.store.file.process_lock import SHOWING

STATE = removal.DEMO_STATE
PERSON = "josh"
"""The demo person whose days are shown."""
STOP_SECONDS = 5.0
_ENDING = "-demo"
"""The suffix of a folder that was created for a demo. Only such a folder is emptied."""


class DemoProcess(Struct, frozen=True):
    """A running demo server. It ends when its standard input is closed."""

    process: subprocess.Popen[str]

    def stop(self) -> None:
        """Stops the server."""
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
    """Returns the setup with the demo's data folder: the one that was chosen, or else the demo's own."""
    folder = setup.folder if setup.folder != default_folder() else demo_folder(setup.folder)
    return replace(setup, folder=folder, token=None, settings=None)


def demo_folder(folder: Path) -> Path:
    """Returns the demo's data folder for the program's data folder `folder`. It lies beside it."""
    return folder.with_name(folder.name + _ENDING)


def folder_of_own(folder: Path) -> Path:
    """Returns the program's data folder for the demo's `folder`, or the default one if its name does not show it."""
    return folder.with_name(name) if (name := folder.name.removesuffix(_ENDING)) != folder.name else default_folder()


@contextlib.contextmanager
def started(setup: Setup) -> Iterator[Setup]:
    """Runs the demo's server; gives the setup that uses it. Raises `NotPossibleError` if it cannot be started."""
    try:
        server, with_server = start(setup)
    except OSError as error:
        raise NotPossibleError(NotPossibleKind.NO_DEMO) from error
    try:
        yield with_server
    finally:
        server.stop()


def start(setup: Setup) -> tuple[DemoProcess, Setup]:
    """Starts the demo's server. Returns it with the setup that uses it. Raises `OSError` if it cannot be started.

    The caller holds the lock for showing the demo's window, so no other demo uses the folder.
    """
    state = setup.folder / STATE
    if setup.folder.name.endswith(_ENDING) and state.exists() and not _is_of_today(state):
        removal.remove(setup.folder, but=(SHOWING,))  # the demo's year ends on the day it was made
    process = subprocess.Popen(  # noqa: S603 - this program itself
        [
            *own_command("demo-server", "--ends-with-input", "--filling", "--state", str(state)),
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
    """Whether the demo's days were made today. False if the file cannot be read."""
    try:
        made = json.loads(state.read_text("utf-8"))["made"]
        return datetime.fromtimestamp(made).astimezone().date() == datetime.now().astimezone().date()
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return False


def _at_home() -> tuple[str, ...]:
    """Returns the option that gives the demo's people this computer's time zone; empty if that zone has no name."""
    from PySide6.QtCore import QTimeZone

    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return ("--zone", name) if name in available_timezones() else ()
