"""A throw-away desktop for one command: `python -m tests.desk.session [--tray] -- COMMAND…`.

The command gets a screen with a window manager, a session bus with an open Secret Service and the accessibility bus,
and a home of its own. Its exit status is passed on; afterwards every process is ended and every file is gone.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tests.desk import FOLDERS, MARK, ON_THE_BUS, processes
from tests.desk.services import Services

# What would lead from the throw-away desktop back to the person's own, or make it look like another one.
FOREIGN_PREFIXES = ("AT_SPI_", "DBUS_", "DESKTOP_", "EXIST_DESKTOP_", "GNOME_", "LC_", "QT_", "XDG_")
FOREIGN = {"DISPLAY", "LANGUAGE", "NO_AT_BRIDGE", "PYTHON_KEYRING_BACKEND", "WAYLAND_DISPLAY", "XAUTHORITY", "BROWSER"}


@contextmanager
def desktop(*, tray: bool = False) -> Iterator[dict[str, str]]:
    """Set the desktop up, give the variables to run a program in it with, and take it down."""
    # A short name: the path of a socket below it may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        services = Services(_make_folder(folder, "logs"), _environment(folder))
        try:
            services.start_screen()
            services.start_bus()
            services.start_window_manager()
            services.start_keyring()
            if tray:
                services.start_tray()
            yield services.environment
        finally:
            processes.end(spared=services.pids)
            processes.end()


def _environment(folder: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN and not name.startswith(FOREIGN_PREFIXES)
    }
    own = {variable: str(_make_folder(folder, name)) for variable, name in FOLDERS.items()}
    return kept | own | {"LANG": "C.UTF-8", "XDG_SESSION_TYPE": "x11", ON_THE_BUS: "1", MARK: folder}


def _make_folder(parent: str, name: str) -> Path:
    path = Path(parent) / name
    path.mkdir(mode=0o700)
    return path


def _stop(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _run(command: list[str], environment: dict[str, str]) -> int:
    try:
        process = subprocess.Popen(command, env=environment)
    except OSError as error:
        print(f"{command[0]} cannot be run: {error.strerror}", file=sys.stderr)
        return 127
    while True:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            continue  # the terminal has told the command too
        return status if status >= 0 else 128 - status


def main() -> int:
    """Run the command that the arguments name in a desktop of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.desk.session", description=__doc__)
    parser.add_argument("--tray", action="store_true", help="with a tray")
    parser.add_argument("command", nargs="+", help="what to run, after --")
    arguments = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    processes.adopt_orphans()
    with desktop(tray=arguments.tray) as environment:
        return _run(arguments.command, environment)


if __name__ == "__main__":
    sys.exit(main())
