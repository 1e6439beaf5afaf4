"""A session bus of the test's own with a real Secret Service on it, to be locked, stopped and ended at will."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import secretstorage
from jeepney import DBusAddress, message_bus, new_method_call
from jeepney.io.blocking import Proxy, open_dbus_connection
from secretstorage.util import format_secret, open_session

from tests.patience import PATIENCE
from tests.virtual_desktop.waiting import until

PASSWORD = b"a password"
UNLOCKING = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
"""The daemon's own name for the way in that its prompts use."""
DAEMON = ("gnome-keyring-daemon", "--components=secrets")


class SecretService:
    """A keyring daemon on a bus; `variables` lead a program there."""

    def __init__(self, folder: Path) -> None:
        names = {"HOME": "home", "XDG_DATA_HOME": "data", "XDG_RUNTIME_DIR": "run"}
        self.variables = {variable: str(folder / name) for variable, name in names.items()}
        for path in self.variables.values():
            Path(path).mkdir(mode=0o700)
        self._bus = self._start("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1")
        assert self._bus.stdout is not None
        self.variables["DBUS_SESSION_BUS_ADDRESS"] = self._bus.stdout.readline().decode().strip()
        self._daemon = self._start(*DAEMON, "--unlock", "--foreground", spoken=PASSWORD)
        until(self._serves, "the keyring does not serve")

    def _start(self, *command: str, spoken: bytes = b"") -> subprocess.Popen[bytes]:
        # Without a screen there is nobody to ask: a prompt ends at once, as if the person had dismissed it.
        without_screen = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
        process = subprocess.Popen(
            command,
            env=without_screen | self.variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdin is not None
        with process.stdin as entrance:
            entrance.write(spoken)
        return process

    def _serves(self) -> bool:
        with open_dbus_connection(bus=self.variables["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            if not Proxy(message_bus, connection).NameHasOwner("org.freedesktop.secrets")[0]:
                return False
            return not secretstorage.get_default_collection(connection).is_locked()

    def lock(self) -> None:
        """Lock the collection, as a screen lock or another program may at any time."""
        with open_dbus_connection(bus=self.variables["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            collection = secretstorage.get_default_collection(connection)
            collection.lock()
            assert collection.is_locked()

    def unlock(self) -> None:
        """Give the password, as a person does at a prompt."""
        with open_dbus_connection(bus=self.variables["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            collection = secretstorage.get_default_collection(connection)
            secret = format_secret(open_session(connection), PASSWORD, "text/plain")
            asking = DBusAddress("/org/freedesktop/secrets", "org.freedesktop.secrets", UNLOCKING)
            given = (collection.collection_path, secret)
            connection.send_and_get_reply(new_method_call(asking, "UnlockWithMasterPassword", "o(oayays)", given))
            assert not collection.is_locked()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """The daemon neither answers nor goes away, for as long as the block lasts."""
        self._daemon.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._daemon.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """End the daemon, and the bus with it."""
        for process in (self._daemon, self._bus):
            if process.poll() is None:
                process.terminate()
            _wait(process)


def _wait(process: subprocess.Popen[bytes]) -> None:
    process.wait(PATIENCE)
    if process.stdout is not None:
        process.stdout.close()


@contextmanager
def secret_service() -> Iterator[SecretService]:
    """The service while the block lasts."""
    # A short name: the path of a socket below it may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="keys-", ignore_cleanup_errors=True) as folder:
        service = SecretService(Path(folder))
        try:
            yield service
        finally:
            service.end()


def kept_files(variables: Mapping[str, str]) -> list[Path]:
    """What the service has written."""
    return [path for path in Path(variables["XDG_DATA_HOME"]).rglob("*") if path.is_file()]
