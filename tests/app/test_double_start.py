"""Two starts at the same moment, as a double click makes them, open one window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.desk.waiting import until
from tests.patience import PATIENCE


def start(folder: Path) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "exist_desktop", "--data-dir", str(folder), "--server", "http://127.0.0.1:9")
    return subprocess.Popen(command, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})


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
