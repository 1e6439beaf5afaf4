"""Where the checkout's parts are, how another program is run, and how a command ends with a sentence for the person.

Everything in this folder runs on Python's standard library alone: it is what makes the environment that holds the rest.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
"""The oldest Python that the program runs on."""
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
PYPROJECT = ROOT / "pyproject.toml"

# Set around us for another Python, or made to save disk at the price of a slow start.
FOREIGN_VARIABLES = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Environment:
    """A virtual environment of the checkout; `create_panel` is the Python that makes it where it is not there."""

    folder: Path
    create_panel: str

    @property
    def python(self) -> Path:
        """The Python inside."""
        return self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


USUAL = Environment(ROOT / ".venv", sys.executable)


class StopError(Exception):
    """The command cannot go on; the message says why and what to do."""


def say(text: str) -> None:
    """Print at once, so that the lines stand in order with those of the programs that are run."""
    print(text, flush=True)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the variables that our programs are run with."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES} | dict(extra or {})


def run(*command: str | Path) -> int:
    """Run a program from the top of the checkout and give its exit status as a shell would."""
    with subprocess.Popen(list(map(str, command)), cwd=ROOT, env=environment()) as process:

        def pass_on(_number: int, _frame: FrameType | None) -> None:
            process.terminate()

        before = signal.signal(signal.SIGTERM, pass_on)
        try:
            status = _wait(process)
        finally:
            signal.signal(signal.SIGTERM, before)
    return status if status >= 0 else 128 - status


def _wait(process: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the terminal has told the program too, which needs its time to tidy up


def run_quietly(*command: str | Path, extra: Mapping[str, str] | None = None) -> bool:
    """Run a program and tell whether it ended well; what it printed is shown only if not."""
    done = _capture(command, extra)
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr, flush=True)
    return done.returncode == 0


def succeeds(*command: str | Path) -> bool:
    """Tell whether a program is there, runs and ends well."""
    try:
        return _capture(command, None).returncode == 0
    except OSError:
        return False


def heard(*command: str | Path) -> str | None:
    """Give what a program says; None where it is not there or does not end well."""
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
