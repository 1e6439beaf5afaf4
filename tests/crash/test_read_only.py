"""The real program on a disk that cannot be written, or beside one who holds the lock: everything can be looked at."""

from __future__ import annotations

import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exist_desktop.ipc.socket_path import address
from exist_desktop.store.store import DATABASE
from tests.crash.program import Program, said
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.store.test_read_only import contents, read_only
from tests.sync.engine_harness import USER
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounts and modes of POSIX")
LOOKS = (("today",), ("outbox",), ("status",), ("today", "--json"))


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program on data that has been used, with an entry that waits."""
    with DemoServer(people=people_by_day()) as demo:
        demo.set_owner(USER, "coffees", demo.service)
        program = Program(demo, tmp_path / "data")
        assert program.run("today").code == 0
        yield program


def test_a_read_only_disk_is_looked_at_and_takes_nothing(program: Program) -> None:
    before = [program.run(*look) for look in LOOKS]
    kept = contents(program.folder)
    with read_only(program.folder):
        for look, said in zip(LOOKS, before, strict=True):
            assert program.run(*look) == said, look
        refused = program.run("add", "coffees", "+1")
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.startswith("Not saved: the disk cannot be written. What you typed is still there.")
        assert contents(program.folder) == kept
    assert program.run("add", "coffees", "+1").code == 0


def test_a_window_on_a_read_only_disk_stays(program: Program) -> None:
    with read_only(program.folder):
        window = program.start()
        try:
            until(lambda: Path(address(program.folder)).exists(), "no window came")
            assert program.run("today").code == 0
        finally:
            window.send_signal(signal.SIGTERM)
            ended = said(window)
    assert ended.code == 0, ended


def test_a_lock_that_others_hold_stops_no_look(program: Program) -> None:
    before = [program.run(*look) for look in LOOKS]
    with closing(sqlite3.connect(program.folder / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for look, said in zip(LOOKS, before, strict=True):
            assert program.run(*look) == said, look
        assert program.run("add", "coffees", "+1").err.startswith("Not saved: the data is in use.")
