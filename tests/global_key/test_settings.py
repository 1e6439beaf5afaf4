"""What Settings says of the key, how it is chosen there, and the line to bind where no key is given."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from exist_desktop.app.desktop.command import quick_command
from exist_desktop.settings import Preferences, Setup
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.global_key.binding import Binding, Desktop, binding, desktop_of
from exist_desktop.ui.global_key.global_key import GlobalKey, KeyGiver, key_giver
from exist_desktop.ui.global_key.shortcut import Shortcut, shortcut_of
from exist_desktop.ui.global_key.status import KeyState, KeyStatus
from exist_desktop.ui.pages.settings.quick_key import KeyField, QuickKeySection
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.app.offline_window import button
from tests.patience import PATIENCE
from tests.ui.offscreen import quiet

pytestmark = quiet
LINE = "/opt/exist desktop/exist-desktop quick"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Card:
    """The card of Settings, with the settings that it shows."""

    def __init__(self, qtbot: QtBot, folder: Path, giver: KeyGiver) -> None:
        self.preferences, bridge = Preferences(folder), Bridge()
        self.key = GlobalKey(self.preferences, bridge, giver, "exist-desktop", "", bridge)
        language = Language(UNTRANSLATED, QtFormats(QLocale.c()))
        self.section = QuickKeySection(language, bridge, self.key, Binding(LINE, Desktop.XFCE))
        self.section.chosen.connect(self._choose)
        self.section.show_settings(self.preferences.chosen)
        qtbot.addWidget(self.section)
        self.bridge = bridge

    def _choose(self, setting: str, value: object) -> None:
        self.preferences.change(**{setting: value})
        self.section.show_settings(self.preferences.chosen)

    def says(self) -> str:
        return "\n".join(label.text() for label in self.section.findChildren(QLabel) if label.isVisible())


async def test_where_no_key_is_given_a_line_can_be_copied(qtbot: QtBot, tmp_path: Path) -> None:
    card = Card(qtbot, tmp_path, KeyGiver.NOBODY)
    card.section.show()
    await card.bridge.stop()
    assert "Xfce" in card.says()
    assert [field.accessibleName() for field in card.section.findChildren(QLineEdit) if field.isVisible()] == [
        "Command for a key"
    ]
    button(card.section, "Copy command for a key").click()
    assert QApplication.clipboard().text() == LINE


async def test_a_key_is_chosen_by_pressing_it_and_one_that_others_need_is_not(qtbot: QtBot, tmp_path: Path) -> None:
    card = Card(qtbot, tmp_path, KeyGiver.X_SERVER)
    (field,) = card.section.findChildren(KeyField)
    stolen = QShortcut("Ctrl+Alt+M", card.section)
    card.section.show()
    await card.bridge.stop()
    assert (field.text(), field.accessibleName()) == ("Ctrl+Alt+Space", "Key that opens quick entry")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_M, CONTROL | ALT)
    assert stolen.isEnabled()
    assert (field.text(), card.preferences.chosen.quick_key) == ("Ctrl+Alt+M", "Ctrl+Alt+M")
    QTest.keyClick(field, Qt.Key.Key_C, CONTROL)
    QTest.keyClick(field, Qt.Key.Key_Delete, CONTROL | ALT)
    assert card.preferences.chosen.quick_key == "Ctrl+Alt+M"
    assert "Other programs need this key" in card.says()
    box = button(card.section, "Open quick entry from anywhere with a key")
    box.click()
    assert card.preferences.chosen.quick_key_on
    box.click()
    assert not card.preferences.chosen.quick_key_on


async def test_what_the_desktop_has_set_is_shown_and_can_be_changed_there(qtbot: QtBot, tmp_path: Path) -> None:
    card = Card(qtbot, tmp_path, KeyGiver.PORTAL)
    card.section.show()
    await card.bridge.stop()
    card.key.key_renamed(KeyStatus(KeyState.WORKS, "Super\u202e+M\n", chosen_by_desktop=True, can_change=True))
    assert "[U+202E]+M" in card.says()
    assert button(card.section, "Choose another key for quick entry").isVisible()
    assert not card.section.findChildren(KeyField)[0].isVisible()
    card.key.key_renamed(KeyStatus(KeyState.WORKS, chosen_by_desktop=True))
    assert "has set no key yet" in card.says()
    assert "Command for a key" in card.says()


@pytest.mark.parametrize(
    ("platform", "environment", "giver"),
    [
        ("xcb", {}, KeyGiver.X_SERVER),
        ("xcb", {"WAYLAND_DISPLAY": "wayland-0"}, KeyGiver.PORTAL),
        ("wayland", {}, KeyGiver.PORTAL),
        ("wayland-egl", {"DISPLAY": ":0"}, KeyGiver.PORTAL),
        ("windows", {}, KeyGiver.WINDOWS),
        ("cocoa", {}, KeyGiver.NOBODY),
        ("offscreen", {"WAYLAND_DISPLAY": "wayland-0"}, KeyGiver.NOBODY),
    ],
)
def test_who_gives_keys(platform: str, environment: dict[str, str], giver: KeyGiver) -> None:
    assert key_giver(platform, environment) is giver


@pytest.mark.parametrize(
    ("names", "key", "line"),
    [
        ("i3", "Ctrl+Alt+Space", "bindsym Control+Mod1+space exec --no-startup-id exist-desktop quick"),
        ("sway", "Meta+Shift+É", "bindsym Shift+Mod4+eacute exec exist-desktop quick"),
        ("Hyprland", "Meta+F5", "bind = SUPER, F5, exec, exist-desktop quick"),
        ("ubuntu:GNOME", "Ctrl+Alt+Space", "exist-desktop quick"),
        ("", "nonsense", "exist-desktop quick"),
    ],
)
def test_the_line_is_what_the_desktop_wants(names: str, key: str, line: str) -> None:
    desktop = desktop_of("linux", {"XDG_CURRENT_DESKTOP": names})
    assert binding(desktop, ["exist-desktop", "quick"], shortcut_of(key)).line == line


@pytest.mark.parametrize("text", ["Ctrl+Alt+Space", "Meta+Ф", "Ctrl+Alt+Shift+Tab", "Meta+F35", "Ctrl+Alt++"])
def test_a_key_is_stored_as_it_was_chosen(text: str) -> None:
    shortcut = shortcut_of(text)
    assert shortcut is not None
    assert shortcut.text == text


@pytest.mark.parametrize("text", ["", "nonsense", "Ctrl+", "Ctrl+K, Ctrl+L", "Ctrl+Alt", "\ud800", "Ctrl+Alt+Alt"])
def test_what_is_no_key_is_none(text: str) -> None:
    assert shortcut_of(text) is None


@pytest.fixture
def launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as it was installed, in a folder whose name has a blank."""
    path = tmp_path / "a bin" / "exist-desktop"
    path.parent.mkdir()
    path.touch()
    monkeypatch.setattr(sys, "argv", [str(path)])
    return path


def test_the_command_names_the_launcher_and_the_folder_by_their_whole_paths(launcher: Path, tmp_path: Path) -> None:
    command = quick_command(Setup("https://exist.io", tmp_path / "days"))
    line = binding(Desktop.ANOTHER, command, None).line
    assert shlex.split(line) == [str(launcher), "--data-dir", str(tmp_path / "days"), "quick"]


def test_a_file_of_that_name_in_the_current_folder_is_not_the_launcher(
    launcher: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(launcher.parent)
    monkeypatch.setattr(sys, "argv", ["exist-desktop"])
    assert quick_command(Setup("https://exist.io", tmp_path))[0] != str(launcher)


def test_without_a_launcher_the_command_is_understood_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["-c"])
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    program, *arguments = quick_command(Setup("http://127.0.0.1:1", tmp_path, demo=True))
    assert program == str(tmp_path / "python")
    monkeypatch.undo()
    subprocess.run((sys.executable, *arguments, "--help"), check=True, capture_output=True, timeout=PATIENCE)


def test_a_modifier_alone_is_no_shortcut() -> None:
    assert Shortcut(frozenset(), Qt.Key.Key_F5.value).text == "F5"
    assert not Shortcut(frozenset(), Qt.Key.Key_F5.value).is_spare
