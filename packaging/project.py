"""Paths of the checkout, how to run other programs, and the error that ends a command with a message.

Everything in this folder uses only Python's standard library, since it creates the environment for the rest.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
"""The oldest Python that the program runs on."""
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
OF_BUNDLE = ROOT / "packaging" / "bundle" / "requirements.txt"
"""What a bundle is made of and with: the program's own libraries, in the same versions, and PyInstaller."""
PYPROJECT = ROOT / "pyproject.toml"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
"""Where finished packages go."""
PROGRAM = "exist-desktop"
"""The name of the command and of the packages."""

# Set for another Python, or to save disk space at the price of a slow start.
FOREIGN_VARIABLES = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Environment:
    """A virtual environment of the checkout. `creator` is the Python that creates it if it does not exist."""

    folder: Path
    creator: str

    @property
    def python(self) -> Path:
        """The Python of the environment."""
        return self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    @property
    def program(self) -> Path:
        """The program, where it is installed in the environment."""
        return self.folder / (f"Scripts/{PROGRAM}.exe" if sys.platform == "win32" else f"bin/{PROGRAM}")


USUAL = Environment(ROOT / ".venv", sys.executable)


class StopError(Exception):
    """The command cannot continue. The message says why and what to do."""


def say(text: str) -> None:
    """Prints at once, so that the lines appear in order with the output of the programs that are run."""
    print(text, flush=True)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Returns the environment variables for programs that are run."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES} | dict(extra or {})


def run(*command: str | Path) -> int:
    """Runs a program in the checkout's top folder and returns its exit status as a shell would."""
    return _finish([_start(command, None)])[0]


def run_at_once(commands: Mapping[str, Sequence[str | Path]]) -> int:
    """Runs several programs at the same time and returns the worst exit status.

    What each one printed is shown below its title when all have ended.
    """
    with contextlib.ExitStack() as files:
        logs = {title: files.enter_context(tempfile.TemporaryFile()) for title in commands}
        statuses = _finish([_start(commands[title], log) for title, log in logs.items()])
        for title, log in logs.items():
            log.seek(0)
            say(title + "\n" + log.read().decode(errors="replace"))
    return max(statuses, default=0)


def _start(command: Sequence[str | Path], output: IO[bytes] | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        list(map(str, command)), cwd=ROOT, env=environment(), stdout=output, stderr=output and subprocess.STDOUT
    )


def _finish(processes: Sequence[subprocess.Popen[bytes]]) -> list[int]:
    """Waits for programs and returns their exit statuses; passes on a signal to end."""

    def pass_on(_number: int, _frame: FrameType | None) -> None:
        for process in processes:
            process.terminate()

    before = signal.signal(signal.SIGTERM, pass_on)
    try:
        statuses = [_wait(process) for process in processes]
    finally:
        signal.signal(signal.SIGTERM, before)
    return [status if status >= 0 else 128 - status for status in statuses]


def _wait(process: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the program received Ctrl+C too and needs time to clean up


def run_quietly(*command: str | Path, extra: Mapping[str, str] | None = None) -> bool:
    """Runs a program and returns whether it succeeded. Its output is shown only if it failed."""
    done = _capture(command, extra)
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr, flush=True)
    return done.returncode == 0


def succeeds(*command: str | Path) -> bool:
    """Whether a program exists, runs and succeeds."""
    try:
        return _capture(command, None).returncode == 0
    except OSError:
        return False


def heard(*command: str | Path) -> str | None:
    """Returns what a program prints, or None if it does not exist or fails."""
    try:
        done = _capture(command, None)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _capture(command: Sequence[str | Path], extra: Mapping[str, str] | None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        cwd=ROOT,
        env=environment(extra),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
