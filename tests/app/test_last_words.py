"""A program that a library ends in the middle of something says where that was; one that ends well leaves no word."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from exist_desktop.app.desktop.log import CRASHES, log_files
from tests.patience import PATIENCE

RUN = """
import os, signal, sys
from pathlib import Path
from exist_desktop.app.desktop.log import kept_log

def in_the_middle_of_something():
    if sys.argv[2:]:
        os.kill(os.getpid(), int(sys.argv[2]))

with kept_log(Path(sys.argv[1])):
    in_the_middle_of_something()
"""


def ended(folder: Path, *by: int) -> int:
    variables = {name: text for name, text in os.environ.items() if name != "PYTHONFAULTHANDLER"}
    command = (sys.executable, "-c", RUN, str(folder), *map(str, by))
    return subprocess.run(command, env=variables, check=False, timeout=PATIENCE).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="there a signal is no crash")
def test_a_crash_leaves_its_place_for_this_user_alone(tmp_path: Path) -> None:
    assert ended(tmp_path, signal.SIGSEGV) == -signal.SIGSEGV
    left = tmp_path / CRASHES
    assert "in in_the_middle_of_something" in left.read_text("utf-8")
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
    assert left in log_files(tmp_path), "it goes with everything else"


def test_a_good_end_leaves_nothing_of_the_kind(tmp_path: Path) -> None:
    assert ended(tmp_path) == 0
    assert not (tmp_path / CRASHES).exists()


def test_where_it_cannot_be_written_the_program_runs_all_the_same(tmp_path: Path) -> None:
    (tmp_path / CRASHES).mkdir()
    assert ended(tmp_path) == 0
