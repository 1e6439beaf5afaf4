"""The real program, killed while somebody types: what was typed is found again as a draft, and nothing was saved."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from exist_desktop.store.store import DATABASE
from tests.crash.program import ROOT, Program
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.patience import PATIENCE
from tests.sync.engine_harness import USER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
TYPED = ["Half a sen", "+1x", "water 25"]


def window(program: Program, act: str) -> subprocess.Popen[str]:
    command = (sys.executable, "-m", "tests.crash.typing_window", act)
    return subprocess.Popen(command, env=program.variables, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def said(process: subprocess.Popen[str]) -> object:
    assert process.stdout is not None
    return json.loads(process.stdout.readline() or "null")


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def drafts(program: Program) -> list[str]:
    with closing(sqlite3.connect(program.folder / DATABASE)) as connection:
        return sorted(text for (text,) in connection.execute("SELECT text FROM draft"))


def test_what_was_typed_is_found_again_as_a_draft_after_a_kill(tmp_path: Path) -> None:
    with DemoServer(people=people_by_day()) as demo:
        for name in ("coffees", "mood_note"):
            demo.set_owner(USER, name, demo.service)
        program = Program(demo, tmp_path / "data")
        assert program.run("today").code == 0
        typing = window(program, "type")
        try:
            assert said(typing) is not None
            until = time.monotonic() + PATIENCE
            while len(drafts(program)) < len(TYPED) and time.monotonic() < until:
                time.sleep(0.02)
        finally:
            kill(typing)
        assert program.outbox() == []
        looking = window(program, "look")
        try:
            found = said(looking)
        finally:
            kill(looking)
        assert isinstance(found, list)
        assert TYPED[0] in found[0]
        assert found[1:] == TYPED[1:]
        assert program.outbox() == []
