"""Ctrl+C while the program starts ends it like any other program: nothing is printed, and nothing crashes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

INTERRUPTED = """
import os, signal, sys
from exist_desktop.__main__ import main

class Interrupting:
    def find_spec(self, name, path, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

module = sys.argv.pop(1)
sys.meta_path.insert(0, Interrupting())
sys.exit(main())
"""
"""Sends itself the signal when a module is about to be loaded."""
FRONT = "exist_desktop.front.hand_over"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send")
@pytest.mark.parametrize(
    ("module", "typed"),
    [
        (FRONT, "today"),
        ("exist_desktop.cli.main", "today"),
        ("exist_desktop.store.store", "status"),
        ("PySide6.QtCore", "--hidden"),
        ("exist_desktop.app.start", "--hidden"),
    ],
)
def test_ctrl_c_during_a_start_is_silent(tmp_path: Path, module: str, typed: str) -> None:
    variables = os.environ | {"EXIST_DESKTOP_DATA_DIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = (sys.executable, "-c", INTERRUPTED, module, typed)
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.stdout, done.stderr) == ("", "")
    assert done.returncode == (130 if module == FRONT else -signal.SIGINT)
