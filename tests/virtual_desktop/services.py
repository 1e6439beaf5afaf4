"""The programs that make up the throw-away desktop, each started and waited for until it serves."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import secretstorage
from jeepney import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from tests.patience import PATIENCE
from tests.virtual_desktop.waiting import until

OPEN_KEYRING = "/bin/sh -c 'echo a password | exec gnome-keyring-daemon --unlock --components=secrets --foreground'"
NOBODY = "/bin/false"
ACTIVATED = {
    "org.freedesktop.secrets": OPEN_KEYRING,
    "org.gnome.keyring": OPEN_KEYRING,
    "org.gnome.keyring.SystemPrompter": NOBODY,
    "org.gnome.keyring.PrivatePrompter": NOBODY,
}
"""What the bus starts when it is asked for, instead of what is installed.

The keyring dies now and then where a program ends while it is being answered, as tests let many do. What the system
would start in its place is locked and asks for the password, in a window that takes every key for itself.
"""


class Services:
    """Starts programs with the desktop's variables; what each one says is shown if it does not come up."""

    def __init__(self, logs: Path, environment: dict[str, str]) -> None:
        self._logs = logs
        self.environment = environment
        self._processes: list[subprocess.Popen[bytes]] = []
        self.held = ExitStack()
        """What this process itself holds for the desktop as long as it is there."""

    @property
    def pids(self) -> set[int]:
        """The processes of what was started."""
        return {process.pid for process in self._processes}

    def end(self) -> None:
        """End what was started, the last one first."""
        for process in reversed(self._processes):
            process.terminate()
            process.wait(PATIENCE)

    def start_bus(self) -> None:
        """Start a session bus; what it activates lives with the variables that are set by now."""
        activated = Path(self.environment["XDG_DATA_HOME"], "dbus-1", "services")
        activated.mkdir(parents=True)
        for name, command in ACTIVATED.items():
            (activated / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec={command}\n", "utf-8")
        where = f"--address=unix:path={self.environment['XDG_RUNTIME_DIR']}/bus"
        address = self.told_by("dbus-daemon", "--session", "--nofork", "--nopidfile", where, "--print-address={fd}")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address

    def start_keyring(self) -> None:
        """Let the bus start a Secret Service, whose default collection is there and open."""
        until(self._keyring_is_open, lambda: f"the keyring does not serve:\n{self._log('dbus-daemon')}")

    def _keyring_is_open(self) -> bool:
        with open_dbus_connection(bus=self.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            return not secretstorage.get_default_collection(connection).is_locked()

    def succeeds(self, *command: str) -> bool:
        """Whether a program succeeds on this desktop."""
        return subprocess.run(command, env=self.environment, capture_output=True, check=False).returncode == 0

    def has_owner(self, name: str) -> bool:
        """Whether a program serves under that name on the session bus."""
        with open_dbus_connection(bus=self.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            return bool(Proxy(message_bus, connection).NameHasOwner(name)[0])

    def serve(
        self,
        *command: str,
        ready: Callable[[], object],
        environment: dict[str, str] | None = None,
        user: int | None = None,
    ) -> None:
        """Start a program, with the desktop's variables or others, and wait until it serves."""
        process = self._spawn(*command, environment=environment, user=user)

        def serves() -> bool:
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended at once:\n{self._log(command[0])}")
            return bool(ready())

        until(serves, lambda: f"{command[0]} does not serve:\n{self._log(command[0])}")

    def told_by(self, *command: str) -> str:
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
        self,
        *command: str,
        environment: dict[str, str] | None = None,
        user: int | None = None,
        pass_fds: tuple[int, ...] = (),
    ) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl+C on the terminal is for the command that uses the desktop, not for its servers.
        with self._log_path(command[0]).open("wb") as log:
            process = subprocess.Popen(
                command,
                env=self.environment if environment is None else environment,
                user=user,
                group=user,
                extra_groups=None if user is None else (),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def _log_path(self, program: str) -> Path:
        return self._logs / f"{Path(program).name}.log"

    def _log(self, program: str) -> str:
        return self._log_path(program).read_text(encoding="utf-8", errors="replace")
