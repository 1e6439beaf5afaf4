"""What ends the program from outside ends it in good order: a signal, several of them, the session, the system."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exist_desktop.app.desktop.termination import ENDS
from exist_desktop.ipc.client import ask
from exist_desktop.ipc.protocol import Request
from tests.patience import PATIENCE
from tests.virtual_desktop.waiting import until

NOBODY_THERE = "http://127.0.0.1:9"
QUIT_BY_THE_SYSTEM = """
import sys
from exist_desktop.app import application, start
from exist_desktop.settings import Setup
from PySide6.QtCore import QCoreApplication

class Hasty(application.Application):
    async def connect(self):
        await super().connect()
        QCoreApplication.quit()

    async def stop(self):
        await super().stop()
        print("ended in good order")

application.Application = Hasty
sys.exit(start.run_window(Setup("http://127.0.0.1:9", __import__("pathlib").Path(sys.argv[1]))))
"""
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")


@contextmanager
def running(folder: Path, *before: str) -> Iterator[subprocess.Popen[str]]:
    """The program with a window, once it listens."""
    command = (*before, sys.executable, "-m", "exist_desktop", "--data-dir", str(folder), "--server", NOBODY_THERE)
    variables = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "error"}
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            until(lambda: ask(folder, Request.CHANGED) is not None or process.poll() is not None, "it never listens")
            yield process
        finally:
            process.kill()


@POSIX
@pytest.mark.parametrize("number", ENDS)
def test_each_signal_that_means_the_end_is_the_ordinary_end(tmp_path: Path, number: signal.Signals) -> None:
    with running(tmp_path) as process:
        process.send_signal(number)
        assert process.communicate(timeout=PATIENCE) == ("", "")
        assert process.returncode == 0


@POSIX
def test_further_signals_change_nothing_up_to_the_very_end(tmp_path: Path) -> None:
    with running(tmp_path) as process:
        while process.poll() is None:
            for number in ENDS:
                process.send_signal(number)
        assert process.communicate(timeout=PATIENCE) == ("", "")
        assert process.returncode == 0


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGTERM)])
def test_a_signal_that_the_shell_keeps_away_stays_away(tmp_path: Path, number: signal.Signals) -> None:
    """As nohup does with SIGHUP, and a shell without job control with SIGINT for what ends in `&`."""
    with running(tmp_path, "sh", "-c", f'trap "" {number:d}; exec "$@"', "sh") as process:
        process.send_signal(number)
        assert ask(tmp_path, Request.CHANGED) is not None
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=PATIENCE) == ("", "")
        assert process.returncode == 0


@POSIX
def test_signals_reach_what_tests_start_however_the_tests_were_started() -> None:
    script = (
        "import tests.conftest, subprocess, sys; sys.exit(subprocess.run(['sh', '-c', 'kill -s INT $$']).returncode)"
    )
    background = ("sh", "-c", 'trap "" INT HUP; exec "$@"', "sh", sys.executable, "-c", script)
    done = subprocess.run(background, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == (-signal.SIGINT) % 256, done.stderr


def test_the_system_that_ends_the_session_gets_the_ordinary_end(tmp_path: Path) -> None:
    """As the dock, a log-out on macOS and Windows, and a session manager do it: Qt is told to quit."""
    command = (sys.executable, "-W", "error", "-c", QUIT_BY_THE_SYSTEM, str(tmp_path))
    done = subprocess.run(
        command,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended in good order\n", "")
