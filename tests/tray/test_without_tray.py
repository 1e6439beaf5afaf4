"""A desktop without a tray, and a tray that comes and goes: the window is never where nobody can get it back from."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.e2e.window import SETTLE_SECONDS, Window, command
from tests.patience import PATIENCE
from tests.tray.watcher import Watcher
from tests.virtual_desktop import screen
from tests.virtual_desktop.waiting import GaveUpError, until

pytestmark = [pytest.mark.virtual_desktop, pytest.mark.x11]

TITLE = "^Exist Desktop$"
AGAIN_SECONDS = 20.0
"""After this a person presses once more."""


TELL_AND_WAIT = "import json, os, sys; print(json.dumps(dict(os.environ)), flush=True); sys.stdin.read()"


@pytest.fixture
def bare_desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another desktop beside the one of the tests, without a tray."""
    command = (sys.executable, "-m", "tests.virtual_desktop.session", "--", sys.executable, "-c", TELL_AND_WAIT)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as session:
        assert session.stdin is not None
        assert session.stdout is not None
        for name, value in json.loads(session.stdout.readline()).items():
            monkeypatch.setenv(name, value)
        yield
        session.stdin.close()
        assert session.wait(PATIENCE) == 0


@pytest.fixture
def on_bare_desktop(bare_desktop: None, server: Server, tmp_path: Path) -> Iterator[Window]:
    with Window(server, tmp_path, EXIST_DESKTOP_TOKEN=server.tokens["josh"]) as opened:
        opened.wait_for_state("All in Exist")
        yield opened


def close_window() -> None:
    """Close it by keys, and press them again after a while where a busy desktop has swallowed them."""
    screen.wait_for_window(TITLE)
    until(_gone_when_pressed, "the window is still there")


def _gone_when_pressed() -> bool:
    for window in screen.find_windows(TITLE):
        screen.activate(window)
        screen.key("alt+F4")
    with contextlib.suppress(GaveUpError):
        return until(lambda: not screen.find_windows(TITLE), "the keys did nothing", AGAIN_SECONDS)
    return False


def start_again(server: Server, folder: Path, *words: str) -> int:
    return subprocess.run((*command(server, folder), *words), check=False, timeout=PATIENCE).returncode


def test_closed_it_is_minimised_told_once_and_goes_where_a_tray_comes(
    on_bare_desktop: Window, server: Server, tmp_path: Path
) -> None:
    window = on_bare_desktop
    close_window()
    notice = window.app.find(name_prefix="Notice")
    assert notice.find(id="toast").text.startswith("Exist Desktop keeps running. This desktop has no tray")
    notice.find("push button", "Close message").press()
    notice.wait_gone()
    assert start_again(server, tmp_path, "--hidden") == 0
    assert not screen.find_windows(TITLE), "a start at login leaves a running window as it is"
    assert start_again(server, tmp_path) == 0
    close_window()
    with Watcher() as tray:
        icon = tray.wait_for_icon()
        tray.choose(icon, "Open Exist Desktop")
        screen.wait_for_window(TITLE)
        assert not window.app.find_all(id="toast"), "it is told once"
        close_window()
        assert tray.look(icon)["lines"]
    screen.wait_for_window(TITLE)
    close_window()
    assert window.stop() == 0


def test_a_hidden_start_waits_in_the_tray_and_is_minimised_without_one(
    bare_desktop: None, server: Server, tmp_path: Path
) -> None:
    variables = os.environ | {"EXIST_DESKTOP_SETTLE_SECONDS": SETTLE_SECONDS}
    with subprocess.Popen((*command(server, tmp_path), "--hidden"), env=variables) as program:
        with Watcher() as tray:
            tray.wait_for_icon()
            assert not screen.find_windows(TITLE)
        screen.wait_for_window(TITLE)
        program.send_signal(signal.SIGTERM)
        assert program.wait(PATIENCE) == 0
