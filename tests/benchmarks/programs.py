"""Other processes: the demo server, and programs that tell on their first line of output what was measured in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks import plain
from tests.virtual_desktop import ON_THE_BUS

QUIET_SECONDS = 2.0
LONGEST_SECONDS = 60.0


@dataclass(frozen=True)
class Place:
    """A data folder that knows the token of a server."""

    folder: Path
    server: str
    token: str

    @property
    def signed_out(self) -> dict[str, str]:
        """What starts the program there without a token."""
        without = {name: text for name, text in self.variables.items() if name != "EXIST_DESKTOP_TOKEN"}
        return without | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}

    @property
    def variables(self) -> dict[str, str]:
        """What starts the program there."""
        return {
            "EXIST_DESKTOP_DATA_DIR": str(self.folder),
            "EXIST_DESKTOP_SERVER": self.server,
            "EXIST_DESKTOP_TOKEN": self.token,
        }


@contextmanager
def demo_server() -> Iterator[dict[str, str]]:
    """The demo server with a hundred attributes, in a process of its own; where it is and a token for it."""
    with tool("-m", "tests.benchmarks.measures") as process:
        yield told(process)


def program(*arguments: str, extra: Mapping[str, str] | None = None) -> AbstractContextManager[subprocess.Popen[str]]:
    """A Python program that is measured, without the developers' libraries, as `tool` starts one."""
    return _started((plain.python(), *arguments), extra)


def tool(*arguments: str) -> AbstractContextManager[subprocess.Popen[str]]:
    """A Python program with its output in a pipe; with the block it is asked to end, as when a person logs out."""
    return _started((sys.executable, *arguments), None)


@contextmanager
def _started(command: Sequence[str], extra: Mapping[str, str] | None) -> Iterator[subprocess.Popen[str]]:
    # As on a desktop where nothing reads the screen: the accessibility bus is there, and nobody is on it.
    kept = {name: text for name, text in os.environ.items() if name not in (ON_THE_BUS, "PYTHONDONTWRITEBYTECODE")}
    process = subprocess.Popen(
        command,
        env=kept | dict(extra or {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(LONGEST_SECONDS)
            finally:
                process.kill()


def told(process: subprocess.Popen[str]) -> Any:
    """What the program's next line of output tells."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"{process.args!r} ended with {process.wait()} before it told anything")
    return json.loads(line)


def processor_seconds(pid: int) -> float:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int) -> float:
    """The memory that a process has in use, Qt's libraries included, whoever else uses them at the moment."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def own_megabytes(pid: int) -> float:
    """The same, in which what other processes use too counts in parts: PSS."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def wait_for_rest(pid: int) -> None:
    """Returns when the process has done next to nothing for a while."""
    end = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < end:
        before = processor_seconds(pid)
        time.sleep(QUIET_SECONDS)
        if processor_seconds(pid) - before <= 0.03:
            return
