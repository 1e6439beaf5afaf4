"""The test desktop itself keeps what the tests on it rely on; a failure here explains the failures there."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection
from keyring.core import load_keyring
from PySide6.QtGui import QImage

from tests.virtual_desktop import screen
from tests.virtual_desktop.a11y import Application, launch
from tests.virtual_desktop.browser import stand_in
from tests.virtual_desktop.waiting import until

WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
application = QApplication([])
application.setApplicationName("greeter")
window = QWidget(windowTitle="Greeter")
layout = QVBoxLayout(window)
name = QLineEdit(accessibleName="Your name")
greet = QPushButton("Greet")
answer = QLabel(objectName="answer")
for widget in (name, greet, answer):
    layout.addWidget(widget)
greet.clicked.connect(lambda: answer.setText("Hello " + name.text()))
window.show()
application.exec()
"""


@pytest.fixture
def greeter() -> Iterator[subprocess.Popen[bytes]]:
    with launch(sys.executable, "-c", WINDOW) as process:
        yield process
        process.terminate()


@pytest.mark.virtual_desktop
def test_a_program_is_used_by_names(greeter: subprocess.Popen[bytes]) -> None:
    with Application("greeter", greeter.pid) as program:
        program.find("text", "Your name").type("Zoë")
        program.find(name_prefix="Gre", role="push button").press()
        program.find(id="answer").wait(lambda node: node.text == "Hello Zoë")


@pytest.mark.virtual_desktop
def test_a_program_is_used_with_keys_and_seen_in_a_picture(greeter: subprocess.Popen[bytes], tmp_path: Path) -> None:
    with Application("greeter", greeter.pid) as program:
        screen.activate(screen.wait_for_window("^Greeter$"))
        program.find("text", "Your name").click().wait(lambda node: "focused" in node.states)
        screen.type_text("Ann")
        screen.key("Tab", "space")
        program.find(id="answer").wait(lambda node: node.text == "Hello Ann")
    picture = QImage(str(screen.screenshot(tmp_path / "screen.png")))
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
    assert len(colours) > 3


@pytest.mark.virtual_desktop
def test_secrets_go_to_a_real_service_that_starts_empty_and_open() -> None:
    service = f"test {uuid.uuid4()}"
    keyring = load_keyring("keyring.backends.SecretService.Keyring")
    assert keyring.get_password(service, "someone") is None
    keyring.set_password(service, "someone", "s3cret")
    assert keyring.get_password(service, "someone") == "s3cret"
    keyring.delete_password(service, "someone")


@pytest.mark.virtual_desktop
def test_a_keyring_that_has_died_is_there_again_and_open() -> None:
    service = f"test {uuid.uuid4()}"
    keyring = load_keyring("keyring.backends.SecretService.Keyring")
    keyring.set_password(service, "someone", "s3cret")
    with open_dbus_connection() as connection:
        bus = Proxy(message_bus, connection)
        process = os.pidfd_open(bus.GetConnectionUnixProcessID("org.freedesktop.secrets")[0])
        signal.pidfd_send_signal(process, signal.SIGKILL)
        until(lambda: not bus.NameHasOwner("org.freedesktop.secrets")[0], "it lives on")
    os.close(process)
    assert keyring.get_password(service, "someone") == "s3cret"
    keyring.delete_password(service, "someone")


class _Question(http.server.BaseHTTPRequestHandler):
    """A page that asks, and notes where the answer led."""

    answers: list[str]

    def do_GET(self) -> None:
        self.answers.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        choices = "".join(f"<form action=/{name}><button>{name}</button></form>" for name in ("Allow", "Deny"))
        self.wfile.write((choices if self.path == "/" else f"<p>You chose {self.path}</p>").encode())

    def log_message(self, *arguments: object) -> None:
        """Stay silent."""


@pytest.fixture
def question() -> Iterator[tuple[str, list[str]]]:
    _Question.answers = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Question) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", _Question.answers
        server.shutdown()
        thread.join()


@pytest.mark.virtual_desktop
@pytest.mark.parametrize("choice", ["Allow", "Deny"])
def test_the_browser_of_the_system_answers_a_page(choice: str, question: tuple[str, list[str]], tmp_path: Path) -> None:
    address, answers = question
    shot = tmp_path / "page.png"
    subprocess.run(["xdg-open", address], env=os.environ | stand_in(tmp_path / "it's here", choice, shot), check=True)
    log = tmp_path / "it's here" / "browser.log"
    until(lambda: "You chose" in log.read_text(encoding="utf-8"), lambda: log.read_text(encoding="utf-8"))
    assert f"/{choice}?" in answers
    assert not QImage(str(shot)).isNull()
