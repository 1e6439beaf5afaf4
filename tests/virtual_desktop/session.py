"""A throw-away desktop for one command: `python -m tests.virtual_desktop.session [--on sway] [--tray] -- COMMAND…`.

The command gets a screen with a window manager, or a Wayland compositor, a session bus with an open Secret Service and
the accessibility bus, and a home of its own. Its exit status is passed on; afterwards every process is ended and every
file is gone. With `--in-memory` those files, and the temporary ones of the command, lie in memory where there is room:
the keyring and the store wait for the disk with each entry, and what is tried thousands of times must not take as long
as the slowest disk does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tests.virtual_desktop import FOLDERS, MARK, ON_THE_BUS, processes
from tests.virtual_desktop.desks import DESKS, DeskKind
from tests.virtual_desktop.services import Services

# What would lead from the throw-away desktop back to the person's own, or make it look like another one.
FOREIGN_PREFIXES = ("AT_SPI_", "DBUS_", "DESKTOP_", "EXIST_DESKTOP_", "GNOME_", "LC_", "QT_", "WAYLAND_", "XDG_")
FOREIGN = {"DISPLAY", "LANGUAGE", "NO_AT_BRIDGE", "PYTHON_KEYRING_BACKEND", "SWAYSOCK", "XAUTHORITY", "BROWSER"}


MEMORY = Path("/dev/shm")
ROOM = 2 * 2**30
"""What the files of all tests may take together, in bytes; they take less than half of it."""

QUIET_BUS = "qt.accessibility.atspi.warning=false"
"""Qt tells of everything that is asked about a part that has gone meanwhile; tests and stories ask all the time."""

ENDING = (signal.SIGTERM, signal.SIGHUP)
PASSABLE = 0o711
"""The mode of a folder that other users may pass through on their way to what is open to them."""


@contextmanager
def desktop(
    kind: DeskKind = DeskKind.X11, *, tray: bool = False, place: Path | None = None
) -> Iterator[dict[str, str]]:
    """Set the desktop up in that place, give the variables to run a program in it with, and take it down."""
    # A short name: the path of a socket below it may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="desk-", dir=place) as folder:
        Path(folder).chmod(PASSABLE)
        services, desk = Services(_make_folder(folder, "logs"), _environment(folder)), DESKS[kind]
        try:
            desk.start_screen(services)
            services.start_bus()
            desk.start_windows(services)
            services.start_keyring()
            if tray:
                desk.start_tray(services)
            yield services.environment
        finally:
            processes.end(spared=services.pids)
            services.held.close()
            processes.end()


def _environment(folder: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN and not name.startswith(FOREIGN_PREFIXES)
    }
    own = {variable: str(_make_folder(folder, name)) for variable, name in FOLDERS.items()}
    temporary = _make_folder(folder, "tmp")
    temporary.chmod(PASSABLE)
    own["TMPDIR"] = str(temporary)
    looks = {"LANG": "C.UTF-8", ON_THE_BUS: "1", "QT_LOGGING_RULES": QUIET_BUS}
    return kept | own | looks | {MARK: folder}


def _in_memory() -> Path | None:
    """A place in memory; None where there is none, or too little room."""
    try:
        return MEMORY if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM else None
    except OSError:
        return None


def _make_folder(parent: str, name: str) -> Path:
    path = Path(parent) / name
    path.mkdir(mode=0o700)
    return path


def _stop(number: int, _frame: FrameType | None) -> None:
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)  # `timeout` tells twice, and what is being ended has to end
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
    parser = argparse.ArgumentParser(prog="python -m tests.virtual_desktop.session", description=__doc__)
    parser.add_argument("--on", type=DeskKind, choices=list(DeskKind), default=DeskKind.X11, help="made of what")
    parser.add_argument("--tray", action="store_true", help="with a tray")
    parser.add_argument("--in-memory", action="store_true", help="with all files in memory, where there is room")
    parser.add_argument("command", nargs="+", help="what to run, after --")
    arguments = parser.parse_args()
    for number in ENDING:
        signal.signal(number, _stop)
    processes.adopt_orphans()
    place = _in_memory() if arguments.in_memory else None
    with desktop(arguments.on, tray=arguments.tray, place=place) as environment:
        return _run(arguments.command, environment)


if __name__ == "__main__":
    sys.exit(main())
