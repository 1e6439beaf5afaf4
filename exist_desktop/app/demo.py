"""The demo: a server of our own on this computer, with a data folder of its own, kept for one day.

The server is a process beside this one, so that what happens between the two is what happens with Exist.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace

from exist_desktop.settings import Setup, default_folder

STATE = "demo-server.json"
FIRST_PORT = 8000
STOP_SECONDS = 5.0


@dataclass(frozen=True)
class Demo:
    """A running demo server, and what is needed to sign in to it."""

    process: subprocess.Popen[str]
    base_url: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_address: str

    def stop(self) -> None:
        """Ends the server."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def start(setup: Setup) -> tuple[Demo, Setup]:
    """Starts the server; the setup that uses it. Raises `OSError` where it cannot be started."""
    folder = setup.folder if setup.folder != default_folder() else setup.folder.with_name("exist-desktop-demo")
    state = folder / STATE
    if folder != setup.folder and state.exists() and time.time() - state.stat().st_mtime > _since_midnight():
        shutil.rmtree(folder)  # the demo's year ends on the day on which it was made
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    process = subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-m", "exist_desktop", "demo-server", "--state", str(state), *_at_home()],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        process.wait()
        raise OSError(f"the demo server ended at once with code {process.returncode}")
    told = json.loads(line)
    demo = Demo(process, told["base_url"], told["client_id"], told["client_secret"], _redirect_address())
    return demo, replace(setup, server=demo.base_url, folder=folder, token=None)


def _at_home() -> tuple[str, ...]:
    """The option that lets the demo's people live in this computer's time zone; nothing where that has no name."""
    from zoneinfo import available_timezones  # both are for the demo alone; a start without it loads neither here

    from PySide6.QtCore import QTimeZone

    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return ("--zone", name) if name in available_timezones() else ()


def _since_midnight() -> float:
    now = time.localtime()
    return now.tm_hour * 3600.0 + now.tm_min * 60 + now.tm_sec


def _redirect_address() -> str:
    """The usual redirect address, or one on a free port where another program has that."""
    for port in (FIRST_PORT, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return f"http://localhost:{probe.getsockname()[1]}/"
    raise OSError("no free port on this computer")
