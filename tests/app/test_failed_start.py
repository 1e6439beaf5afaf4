"""A start that cannot be: one plain sentence, on the screen where there is one, never a traceback."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from exist_desktop.store.store import DATABASE
from tests.patience import PATIENCE
from tests.store.notebook import add, notebook
from tests.store.test_old_files import FILES
from tests.virtual_desktop.a11y import Application, launch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")


def filled(folder: Path) -> Path:
    async def run() -> None:
        async with notebook(folder) as book:
            await book.journal.save(add(1))

    asyncio.run(run())
    return folder / DATABASE


def newer(folder: Path) -> None:
    with closing(sqlite3.connect(filled(folder))) as other:
        other.execute("PRAGMA user_version=99")


def a_file(folder: Path) -> None:
    folder.write_text("a file")


def below_a_file(folder: Path) -> None:
    folder.parent.rmdir()
    folder.parent.write_text("a file")


def open_to_all(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o1777)


def a_link(folder: Path) -> None:
    path = filled(folder)
    path.rename(folder / "elsewhere")
    path.symlink_to(folder / "elsewhere")


def garbled_and_older(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    shutil.copy(FILES / "version-1.sqlite3", folder / DATABASE)
    (folder / "before-update.sqlite3.new").mkdir()


STARTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "newer": (newer, "This data is from a later version. Nothing in it was changed."),
    "a file": (a_file, "Your data cannot be opened: there is no folder."),
    "below a file": (below_a_file, "Your data cannot be opened: there is no folder."),
    "open to all": (open_to_all, "This folder is open to others."),
    "a link": (a_link, "Your data cannot be opened: there is a link among the files."),
    "no copy": (garbled_and_older, "Your data is not ready for this version. Nothing in it was changed."),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "place").mkdir()
    return tmp_path / "place" / "data"


@pytest.mark.parametrize("typed", [(), ("--hidden",), ("quick",), ("status",), ("today", "--json")], ids=" ".join)
@pytest.mark.parametrize("start", STARTS)
def test_a_start_that_cannot_be_says_why(folder: Path, start: str, typed: tuple[str, ...]) -> None:
    put, sentence = STARTS[start]
    put(folder)
    command = (sys.executable, "-m", "exist_desktop", "--data-dir", str(folder), *typed)
    ended = subprocess.run(
        command,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(sentence)
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.virtual_desktop
@pytest.mark.parametrize("typed", [(), ("quick",)], ids=["window", "quick"])
def test_on_a_screen_the_same_is_shown(folder: Path, typed: tuple[str, ...]) -> None:
    newer(folder)
    process = launch(sys.executable, "-m", "exist_desktop", "--data-dir", str(folder), *typed)
    with Application("exist-desktop", process.pid) as application:
        application.find(name_prefix="This data is from a later version")
        application.find("push button", "Close").press()
        assert process.wait(PATIENCE) == 1


@pytest.mark.parametrize("name", [b"d\xff", b"d\nHidden=true", b"d\x1b[31m", "d\u2028x".encode()])
def test_a_folder_whose_name_is_no_text_in_one_line_is_refused(tmp_path: Path, name: bytes) -> None:
    place = os.fsencode(tmp_path) + b"/" + name
    for typed in ((b"status",), ()):
        ended = subprocess.run(
            [os.fsencode(sys.executable), b"-m", b"exist_desktop", b"--data-dir", place, *typed],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        assert ended.returncode == 2
        assert b"its name has to be text in one line" in ended.stderr
        assert b"Traceback" not in ended.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["Données perso\u00a02", "日記", "a 'b' \"c\" $d %e"])
def test_a_folder_may_be_called_what_people_call_folders(tmp_path: Path, name: str) -> None:
    path = filled(tmp_path / name)
    ended = subprocess.run(
        [sys.executable, "-m", "exist_desktop", "--data-dir", str(path.parent), "status", "--json"],
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert ended.returncode == 0
