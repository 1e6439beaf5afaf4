"""The command line on a data folder of its own, against a demo server."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.cli import main
from tests.cli.shell import Shell
from tests.daylight import people_by_day
from tests.demo_server import DemoServer


@dataclass(frozen=True)
class Said:
    """What a command came to: the exit code, the answer and the messages."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


class _Answers(io.StringIO):
    """What is typed at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(people=people_by_day()) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def shell(demo: DemoServer, tmp_path: Path) -> Shell:
    return Shell(demo, tmp_path)


@pytest.fixture
def _root_log() -> Iterator[None]:
    """Give the log back to the test that the command line took for itself."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level


def _exit_code(arguments: tuple[str, ...]) -> int:
    try:
        return main.main(arguments)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else -1


@pytest.fixture
def run(
    demo: DemoServer,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    _root_log: None,
) -> Run:
    """Run a command in this process: `run("add", "coffees", "+1")`; `token=None` is a shell without one.

    `answers` are typed at a terminal.
    """

    def typed(
        *arguments: str, token: str | None = "josh", stdin: str = "", answers: str = "", **environment: str
    ) -> Said:
        with monkeypatch.context() as shell:
            shell.setenv("EXIST_DESKTOP_SERVER", demo.base_url)
            shell.setenv("EXIST_DESKTOP_DATA_DIR", str(folder))
            shell.delenv("EXIST_DESKTOP_TOKEN", raising=False)
            if token is not None:
                shell.setenv("EXIST_DESKTOP_TOKEN", demo.token(token))
            for name, value in environment.items():
                shell.setenv(name, value)
            shell.setattr("sys.stdin", _Answers(answers) if answers else io.StringIO(stdin))
            capsys.readouterr()
            code = _exit_code(arguments)
            out, err = capsys.readouterr()
        return Said(code, out, err)

    return typed
