"""The command that starts this program again as another process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from exist_desktop.settings import TOKEN_VARIABLE, Settings, Setup, default_folder


def own_command(*arguments: str) -> list[str]:
    """Returns the program and its arguments.

    `-P` leaves the current folder off the import path: it may be a home folder or Downloads, and a file there with the
    name of a module would be run instead of that module.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "exist_desktop", *arguments]


def quick_command(setup: Setup) -> list[str]:
    """Returns the command that opens quick entry, for a key of the desktop, which looks for programs elsewhere.

    A name without a folder is not looked for in the current one, where anybody's file may lie.
    """
    arguments = [*(argument for argument in _as_started(setup) if argument != "--demo"), "quick"]
    for launcher in (Path(sys.argv[0]), Path(sys.executable).with_name("exist-desktop")):
        if launcher.stem == "exist-desktop" and launcher.is_absolute() and launcher.is_file():
            return [str(launcher), *arguments]
    return own_command(*arguments)


def restart(setup: Setup) -> None:
    """Starts the program once more, as it was started, with its window. It goes on when this process has ended."""
    from PySide6.QtCore import QProcess, QProcessEnvironment

    program, *arguments = own_command(*_as_started(setup))
    environment = QProcessEnvironment.systemEnvironment()
    if setup.token and not setup.demo:
        environment.insert(TOKEN_VARIABLE, setup.token)  # which only this process had
    again = QProcess()
    again.setProgram(program)
    again.setArguments(arguments)
    again.setProcessEnvironment(environment)
    again.startDetached()


def _as_started(setup: Setup) -> Iterator[str]:
    if setup.demo:
        yield "--demo"
    if setup.folder != default_folder():
        yield from ("--data-dir", str(setup.folder))
    if setup.server != (setup.settings or Settings()).server and not setup.demo:
        yield from ("--server", setup.server)
