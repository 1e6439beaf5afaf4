"""The program as a process, on a data folder and at a server that the test names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.demo_server import DemoServer
from tests.sync.engine_harness import USER

ROOT = Path(__file__).parents[2]
LONGEST_SECONDS = 60.0


@dataclass(frozen=True)
class Said:
    """What a process came to: its exit code, its answer and its messages."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Program:
    """Starts the program there; `before` is what each command line begins with, such as what drops a right."""

    demo: DemoServer
    folder: Path
    before: Sequence[str] = ()

    @property
    def variables(self) -> Mapping[str, str]:
        return os.environ | {
            "EXIST_DESKTOP_SERVER": self.demo.base_url,
            "EXIST_DESKTOP_DATA_DIR": str(self.folder),
            "EXIST_DESKTOP_TOKEN": self.demo.token(USER),
            "EXIST_DESKTOP_SETTLE_SECONDS": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
        }

    def start(self, *typed: str, in_child: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        """A process that the caller ends or waits for; `in_child` is done before it becomes the program."""
        command = (*self.before, sys.executable, "-m", "exist_desktop", *typed)
        return subprocess.Popen(
            command,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            preexec_fn=in_child,  # noqa: PLW1509 - it sets limits of the child and nothing else
        )

    def run(self, *typed: str, in_child: Callable[[], None] | None = None) -> Said:
        """What a command comes to."""
        return said(self.start(*typed, in_child=in_child))

    def outbox(self) -> list[Any]:
        """The entries that are not in Exist."""
        return list(self.run("outbox", "--json").document["entries"])


def said(process: subprocess.Popen[str]) -> Said:
    """What a process came to, once it has ended."""
    out, err = process.communicate(timeout=LONGEST_SECONDS)
    assert "Traceback" not in err, err
    return Said(process.returncode, out, err)
