"""Quick entry on a real desktop: from the shortcut's command to the saved row, by keys alone and by names alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.e2e.window import SETTLE_SECONDS, Window, command, shell
from tests.patience import PATIENCE
from tests.virtual_desktop import a11y, screen
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.virtual_desktop
EDITOR = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
application = QApplication([])
application.setApplicationName("editor")
editor = QLineEdit(windowTitle="Letter", accessibleName="Letter")
editor.show()
application.exec()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path) as running:
        for attribute in ("mood", "mood_note"):
            running.control("POST", "owner", user="josh", attribute=attribute, service="client")
        yield running


@pytest.fixture
def window(server: Server, tmp_path: Path) -> Iterator[Window]:
    with Window(server, tmp_path, EXIST_DESKTOP_TOKEN=server.tokens["josh"]) as running:
        running.wait_for_state("All in Exist")
        yield running


@pytest.fixture
def letter() -> Iterator[a11y.Node]:
    """What the person is at: another program's window, which has the keys."""
    with a11y.launch(sys.executable, "-c", EDITOR) as process, a11y.Application("editor", process.pid) as program:
        screen.activate(screen.wait_for_window("^Letter$"))
        field = program.find("text", "Letter")
        until(lambda: screen.active_title() == "Letter", "the letter never got the keys")
        screen.type_text("Dear")
        yield field.wait(lambda node: node.text == "Dear")
        process.terminate()


def open_quick_entry(server: Server, folder: Path) -> None:
    code, _, messages = shell(server, folder, "quick")
    assert code == 0, messages
    until(quick_entry_has_the_keys, lambda: f"{screen.active_title()!r} has the keys")


def quick_entry_has_the_keys() -> bool:
    return screen.active_title().startswith("Quick entry")


def test_from_the_shortcut_to_the_saved_row_by_keys_alone(
    server: Server, window: Window, letter: a11y.Node, tmp_path: Path
) -> None:
    open_quick_entry(server, tmp_path)
    screen.key("4", "Tab")
    screen.type_text("long walk")
    screen.key("Return")
    until(lambda: screen.active_title() == "Letter", lambda: f"{screen.active_title()!r} has the keys")
    screen.type_text(" Ann")
    letter.wait(lambda node: node.text == "Dear Ann")

    assert shell(server, tmp_path, "sync")[0] == 0
    assert server.value("mood", server.today()) == 4
    assert "long walk" in server.value("mood_note", server.today())


def test_a_line_that_is_half_written_is_there_again_and_then_saved(
    server: Server, window: Window, letter: a11y.Node, tmp_path: Path
) -> None:
    before = server.value("coffees", server.today()) or 0
    open_quick_entry(server, tmp_path)
    screen.type_text("coff")
    screen.key("Escape")
    until(lambda: screen.active_title() == "Letter", "the keys did not come back")
    open_quick_entry(server, tmp_path)
    screen.key("Tab")
    screen.type_text("+1")
    screen.key("Return")
    until(lambda: screen.active_title() == "Letter", "the keys did not come back")
    assert shell(server, tmp_path, "sync")[0] == 0
    assert server.value("coffees", server.today()) == before + 1


@pytest.mark.x11
def test_faces_note_and_save_are_pressed_by_their_names_and_taken_back(
    server: Server, window: Window, tmp_path: Path
) -> None:
    open_quick_entry(server, tmp_path)
    quick = window.app.find(name_prefix="Quick entry")
    quick.find(name="Mood 5").press().wait(lambda node: "checked" in node.states)
    quick.find("text", "Mood note").type("Zoë came")
    quick.find("push button", "Save").press()
    quick.wait_gone()
    said = window.app.find(name_prefix="Notice")
    assert "5" in said.find(id="toast").text
    assert not screen.active_title().startswith("Notice"), "a message must not take the keys"
    said.find("push button", "Undo").press()
    said.wait_gone()
    until(lambda: shell(server, tmp_path, "outbox", "--json")[1].count('"attribute"') == 0, "not undone")


def test_without_a_running_program_it_opens_alone_and_ends_with_escape(server: Server, tmp_path: Path) -> None:
    assert shell(server, tmp_path, "today", extra={"EXIST_DESKTOP_TOKEN": server.tokens["josh"]})[0] == 0
    extra = {"EXIST_DESKTOP_SETTLE_SECONDS": SETTLE_SECONDS, "EXIST_DESKTOP_TOKEN": server.tokens["josh"]}
    process = a11y.launch(*command(server, tmp_path), "quick", extra=extra)
    try:
        until(quick_entry_has_the_keys, "it never came")
        assert not screen.find_windows("^Exist Desktop$")
        screen.key("3", "Escape")
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
