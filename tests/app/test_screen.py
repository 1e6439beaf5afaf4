"""A start without a screen that lets it in ends in a sentence: a display that is gone, foreign or never was."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these always have a screen")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ":7731"},
        {"DISPLAY": "localhost:7731"},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": ":7731", "QT_QPA_PLATFORM": "xcb"},
        {"DISPLAY": ":7731", "WAYLAND_DISPLAY": "wayland-7731"},
        {"WAYLAND_DISPLAY": "/nowhere/wayland-0"},
        {"QT_QPA_PLATFORM": "wayland;xcb"},
        {"QT_QPA_PLATFORM": "wayland-egl"},
    ],
    ids=str,
)
@pytest.mark.parametrize("typed", [(), ("quick",)], ids=str)
def test_a_screen_that_is_not_there_is_said(
    environment: dict[str, str], typed: tuple[str, ...], tmp_path: Path
) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    with socket.socket(socket.AF_UNIX) as listening:  # a socket that nobody listens at any more
        listening.bind(str(tmp_path / "wayland-7731"))
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "exist_desktop", *typed],
        env=kept | {"EXIST_DESKTOP_DATA_DIR": str(tmp_path / "data"), "XDG_RUNTIME_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("No screen to open a window on.")
    assert ended.stderr.count("\n") == 1
