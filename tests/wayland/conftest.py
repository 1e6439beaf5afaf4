"""One run of the program on sway, signed in, and beside it another program's window, from which a launcher is used."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.e2e.window import TITLE, Window, command, shell
from tests.virtual_desktop import a11y, screen
from tests.virtual_desktop.desks import DESKS, DeskKind
from tests.virtual_desktop.services import Services
from tests.virtual_desktop.waiting import until

LETTER = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit
application = QApplication([])
application.setApplicationName("editor")
editor = QLineEdit(windowTitle="Letter", accessibleName="Letter")
editor.returnPressed.connect(lambda: QDesktopServices.openUrl(QUrl("launch:" + editor.text())))
editor.show()
application.exec()
"""


class Letter:
    """What the person is at: another program's window. Enter in it starts the program with the words that it holds."""

    def __init__(self, field: a11y.Node) -> None:
        self.field = field

    def to_front(self) -> None:
        screen.activate(screen.wait_for_window("^Letter$"))
        self.field.wait(lambda node: "focused" in node.states)

    def launch(self, words: str) -> None:
        """Use it as a launcher: what it starts is given the token by which a window may take the keys."""
        self.to_front()
        self.field.type(words)
        screen.key("Return")


def wait_for_keys(title: str) -> None:
    until(lambda: screen.active_title().startswith(title), lambda: f"{screen.active_title()!r} has the keys")


def wait_gone(title: str) -> None:
    until(lambda: not screen.find_windows(title), f"{title!r} is still there")


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the one run keeps."""
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="package")
def server(folder: Path) -> Iterator[Server]:
    with Server(folder) as running:
        running.control("POST", "owner", user="josh", attribute="mood", service="client")
        yield running


@pytest.fixture(scope="package")
def run(server: Server, folder: Path) -> Iterator[Window]:
    with Window(server, folder, EXIST_DESKTOP_TOKEN=server.tokens["josh"]) as opened:
        opened.wait_for_state("All in Exist")
        yield opened


@pytest.fixture
def window(run: Window, server: Server, folder: Path) -> Window:
    """The window, on the screen also where the test before has put it away."""
    if not screen.find_windows(TITLE):
        assert shell(server, folder)[0] == 0
        screen.wait_for_window(TITLE)
    return run


@pytest.fixture
def tray(tmp_path: Path) -> Iterator[None]:
    services = Services(tmp_path, dict(os.environ))
    DESKS[DeskKind.SWAY].start_tray(services)
    yield
    services.end()


@pytest.fixture(scope="package")
def letter(server: Server, folder: Path) -> Iterator[Letter]:
    programs = folder / "launcher"
    programs.mkdir()
    launcher = programs / "xdg-open"
    launcher.write_text(f"#!/bin/sh\nexec {shlex.join(command(server, folder))} ${{1#launch:}}\n", encoding="utf-8")
    launcher.chmod(0o755)
    extra = {"PATH": os.pathsep.join((str(programs), os.environ["PATH"]))}
    with a11y.launch(sys.executable, "-c", LETTER, extra=extra) as process:
        with a11y.Application("editor", process.pid) as program:
            letter = Letter(program.find("text", "Letter"))
            letter.to_front()
            wait_for_keys("Letter")
            yield letter
        process.terminate()
