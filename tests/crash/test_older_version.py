"""A shell of this version beside a window of the one before, as two programs on one data folder."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exist_desktop.store.file.upgrade import COPY
from exist_desktop.store.store import DATABASE, UNSENT_LOG
from tests.crash.program import Program
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.store.notebook import query
from tests.store.test_old_files import FILES
from tests.sync.engine_harness import USER

VERSION = 3


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(people=people_by_day()) as running:
        running.set_owner(USER, "coffees", running.service)
        yield running


@pytest.fixture
def program(demo: DemoServer, tmp_path: Path) -> Program:
    """The program on data of an older version."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(FILES / f"version-{VERSION}.sqlite3", folder / DATABASE)
    shutil.copy(FILES / f"version-{VERSION}.jsonl", folder / UNSENT_LOG)
    return Program(demo, folder)


def test_the_shell_says_that_the_window_before_has_to_be_closed(program: Program, demo: DemoServer) -> None:
    path = program.folder / DATABASE
    entries = query(path, "SELECT count(*) FROM entry")
    before = demo.world.value(USER, "coffees", demo.today(USER)) or 0
    assert isinstance(before, int)
    with closing(sqlite3.connect(path)) as window:  # all that the window's program has in common with this one
        window.execute("PRAGMA journal_mode=WAL")
        assert window.execute("SELECT count(*) FROM entry").fetchall() == entries
        said = program.run("add", "coffees", "+1", "--json")
        assert (said.code, said.out) == (1, "")
        assert said.err == (
            "Your data is not ready for this version. Nothing in it was changed. "
            "The version before is still running. Quit it, in the tray too, then start again.\n"
        )
        assert window.execute("SELECT count(*) FROM entry").fetchall() == entries
        assert window.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert program.run("add", "coffees", "+1").code == 0
    assert query(path, "SELECT count(*) FROM entry") == [(entries[0][0] + 1,)]
    assert demo.world.value(USER, "coffees", demo.today(USER)) == before + 1
    assert (program.folder / COPY).exists()
    assert program.run("today").code == 0
    assert not (program.folder / COPY).exists()
