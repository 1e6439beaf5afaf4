"""The programs that make up the throw-away desktop, each started and waited for until it serves."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Callable
from pathlib import Path

import secretstorage
from jeepney import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from tests.patience import PATIENCE
from tests.virtual_desktop.waiting import until

SCREEN = "1280x860x24"


class Services:
    """Starts programs with the desktop's variables; what each one says is shown if it does not come up."""

    def __init__(self, logs: Path, environment: dict[str, str]) -> None:
        self._logs = logs
        self.environment = environment
        self.pids: set[int] = set()

    def start_screen(self) -> None:
        """Start an X server on the first free number.

        It stays as it is when its last client goes: a reset would throw out the one that is just coming.
        """
        number = self._told_by("Xvfb", "-displayfd", "{fd}", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset")
        self.environment["DISPLAY"] = f":{number}"

    def start_bus(self) -> None:
        """Start a session bus; what it activates lives with the variables that are set by now."""
        where = f"--address=unix:path={self.environment['XDG_RUNTIME_DIR']}/bus"
        address = self._told_by("dbus-daemon", "--session", "--nofork", "--nopidfile", where, "--print-address={fd}")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address

    def start_window_manager(self) -> None:
        """Start a window manager, without which no window gets the keys."""
        self._serve("openbox", ready=lambda: self._succeeds("xdotool", "get_num_desktops"))

    def start_tray(self) -> None:
        """Start a tray of the kind that X11 desktops have."""
        place = ("--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32")
        self._serve("trayer", *place, ready=lambda: self._succeeds("xdotool", "search", "--class", "^trayer$"))

    def start_keyring(self) -> None:
        """Start a Secret Service whose default collection is there and open."""
        daemon = ("gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground")
        self._serve(*daemon, spoken=b"a password\n", ready=self._keyring_is_open)

    def _keyring_is_open(self) -> bool:
        with open_dbus_connection(bus=self.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            # Asked first, since a call to the service before it is up would make the bus start a second, locked one.
            if not Proxy(message_bus, connection).NameHasOwner("org.freedesktop.secrets")[0]:
                return False
            return not secretstorage.get_default_collection(connection).is_locked()

    def _succeeds(self, *command: str) -> bool:
        return subprocess.run(command, env=self.environment, capture_output=True, check=False).returncode == 0

    def _serve(self, *command: str, ready: Callable[[], bool], spoken: bytes | None = None) -> None:
        process = self._spawn(*command, spoken=spoken)

        def serves() -> bool:
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended at once:\n{self._log(command[0])}")
            return ready()

        until(serves, lambda: f"{command[0]} does not serve:\n{self._log(command[0])}")

    def _told_by(self, *command: str) -> str:
        """Start a program that tells its address on a file descriptor as soon as it serves, and give that."""
        reading, writing = os.pipe()
        with os.fdopen(reading, encoding="utf-8") as answer:
            self._spawn(*(argument.format(fd=writing) for argument in command), pass_fds=(writing,))
            os.close(writing)
            told = answer.readline().strip() if select.select([answer], [], [], PATIENCE)[0] else ""
        if not told:
            raise RuntimeError(f"{command[0]} did not come up:\n{self._log(command[0])}")
        return told

    def _spawn(
        self, *command: str, spoken: bytes | None = None, pass_fds: tuple[int, ...] = ()
    ) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl+C on the terminal is for the command that uses the desktop, not for its servers.
        with self._log_path(command[0]).open("wb") as log:
            process = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL if spoken is None else subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self.pids.add(process.pid)
        if process.stdin:
            with process.stdin as entrance:
                entrance.write(spoken or b"")
        return process

    def _log_path(self, program: str) -> Path:
        return self._logs / f"{program}.log"

    def _log(self, program: str) -> str:
        return self._log_path(program).read_text(encoding="utf-8", errors="replace")
