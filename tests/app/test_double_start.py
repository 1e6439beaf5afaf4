"""Two starts at the same moment, as a double click makes them, open one window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from exist_desktop.app.start import START_SECONDS
from exist_desktop.ipc.client import ask
from exist_desktop.ipc.protocol import Request
from exist_desktop.store.file.process_lock import SHOWING, ProcessLock
from tests.patience import PATIENCE
from tests.virtual_desktop.waiting import until


def start(folder: Path, *program: str, runtime: str | None = None, said: int | None = None) -> subprocess.Popen[bytes]:
    typed = ("--data-dir", str(folder), "--server", "http://127.0.0.1:9")
    command = (sys.executable, *(program or ("-m", "exist_desktop")), *typed)
    variables = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    variables |= {} if runtime is None else {"XDG_RUNTIME_DIR": runtime}
    return subprocess.Popen(command, env=variables, stderr=said)


def test_two_starts_at_once_open_one_window(tmp_path: Path) -> None:
    both = [start(tmp_path / "not there yet") for _ in range(2)]
    try:
        until(lambda: any(process.poll() == 0 for process in both), "both go on")
        going_on = [process for process in both if process.poll() is None]
        assert len(going_on) == 1
        going_on[0].send_signal(signal.SIGTERM)
        assert going_on[0].wait(PATIENCE) == 0
    finally:
        for process in both:
            process.kill()
            process.wait()


def started(folder: Path, word: str, *before: str, runtime: str | None = None) -> subprocess.Popen[bytes]:
    """A window that has come to the point at which it leaves that word."""
    process = start(folder, *before, runtime=runtime)
    until(lambda: process.poll() is not None or ProcessLock(folder, SHOWING).word() == word, "it never comes so far")
    assert process.poll() is None
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has a place of its own there")
@pytest.mark.parametrize("runtime", ["x" * 100, "/proc/1"])
def test_a_runtime_folder_that_serves_for_nothing_makes_no_second_window(tmp_path: Path, runtime: str) -> None:
    (tmp_path / ("x" * 100)).mkdir(mode=0o700)
    given = str(tmp_path / runtime)
    with tempfile.TemporaryDirectory(prefix="data-") as short, started(Path(short), "listens", runtime=given) as first:
        second = start(Path(short), runtime=given)
        assert second.wait(PATIENCE) == 0
        assert first.poll() is None
        first.send_signal(signal.SIGTERM)
        assert first.wait(PATIENCE) == 0


WITHOUT_A_PLACE = """
import sys
from pathlib import Path
from exist_desktop.ipc import socket_path
from exist_desktop.__main__ import main
socket_path.TEMPORARY = Path("/nowhere")
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has a place of its own there")
def test_a_window_that_cannot_be_reached_is_told_of_at_once(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 90) / ("y" * 90)
    with started(deep, "out of reach", "-c", WITHOUT_A_PLACE, runtime="") as first:
        began = time.monotonic()
        second = start(deep, "-c", WITHOUT_A_PLACE, runtime="", said=subprocess.PIPE)
        _, said = second.communicate(timeout=PATIENCE)
        assert second.returncode == 1
        assert said.startswith(b"Exist Desktop runs already.")
        assert time.monotonic() - began < START_SECONDS * 2, "it does not wait for a window that cannot answer"
        first.send_signal(signal.SIGTERM)
        assert first.wait(PATIENCE) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_start_while_the_former_ends_waits_for_the_end(tmp_path: Path) -> None:
    for _ in range(3):
        with started(tmp_path, "listens") as first:
            first.send_signal(signal.SIGTERM)
            with start(tmp_path) as second:
                until(lambda: first.poll() is not None, "the first one never ends")
                until(
                    lambda: second.poll() is not None or ask(tmp_path, Request.CHANGED), "the second one never listens"
                )
                second.send_signal(signal.SIGTERM)
                assert second.wait(PATIENCE) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_window_that_hangs_is_told_of_and_no_second_one_opens(tmp_path: Path) -> None:
    with started(tmp_path, "listens") as first:
        first.send_signal(signal.SIGSTOP)
        try:
            second = start(tmp_path, said=subprocess.PIPE)
            _, said = second.communicate(timeout=PATIENCE)
        finally:
            first.send_signal(signal.SIGCONT)
            first.send_signal(signal.SIGTERM)
        assert second.returncode == 1
        assert said.startswith(b"Exist Desktop runs already. It does not answer")
        assert first.wait(PATIENCE) == 0
