"""Starting at login is on exactly when the system would start it, and what it would start is this very program."""

from __future__ import annotations

import json
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from exist_desktop.app.autostart import LaunchAgent, XdgAutostart, autostart, start_command
from tests.desk.a11y import SYSTEM_PYTHON
from tests.desk.waiting import until

COMMAND = start_command(None)
TELL = "import json, pathlib, sys; pathlib.Path(sys.argv[1]).write_text(json.dumps(sys.argv))"
ODD = ("", "two words", "100%", "%f", 'a "quote"', "back\\slash", "$HOME `id` ~ ; & |", "naïve 日記")
LAUNCH = "import sys; from gi.repository import Gio; Gio.DesktopAppInfo.new_from_filename(sys.argv[1]).launch([], None)"


def test_it_is_on_from_the_moment_it_is_switched_on_until_it_is_switched_off(tmp_path: Path) -> None:
    for place in (XdgAutostart(COMMAND, tmp_path / "autostart"), LaunchAgent(COMMAND, tmp_path / "LaunchAgents")):
        for _ in range(2):
            assert not place.is_on()
            place.switch(on=True)
            place.switch(on=True)
            assert place.is_on()
            place.switch(on=False)
            place.switch(on=False)
        assert list(place.folder.iterdir()) == []


@pytest.mark.parametrize(
    "changed",
    [
        ("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled=false"),
        ("Terminal=false", "Hidden=true"),
        ("[Desktop Entry]", "[Something else]"),
        ("[Desktop Entry]\n", ""),
    ],
)
def test_what_the_desktop_itself_has_switched_off_is_off(tmp_path: Path, changed: tuple[str, str]) -> None:
    place = XdgAutostart(COMMAND, tmp_path)
    place.switch(on=True)
    (entry,) = tmp_path.iterdir()
    entry.write_text(entry.read_text("utf-8").replace(*changed), "utf-8")
    assert not place.is_on()
    place.switch(on=True)
    assert place.is_on()


@pytest.mark.desk
def test_a_desktop_starts_it_with_every_argument_as_it_is(tmp_path: Path) -> None:
    told = tmp_path / "told"
    XdgAutostart((sys.executable, "-c", TELL, str(told), *ODD), tmp_path / "autostart").switch(on=True)
    (entry,) = (tmp_path / "autostart").iterdir()
    subprocess.run((SYSTEM_PYTHON, "-c", LAUNCH, str(entry)), check=True)
    until(lambda: told.exists() and told.read_text("utf-8"), "it was not started")
    assert json.loads(told.read_text("utf-8"))[2:] == list(ODD)


def test_macos_is_told_the_same_command(tmp_path: Path) -> None:
    LaunchAgent(COMMAND, tmp_path).switch(on=True)
    (agent,) = tmp_path.iterdir()
    kept = plistlib.loads(agent.read_bytes())
    assert kept["ProgramArguments"] == list(COMMAND)
    assert kept["Label"] == agent.stem


@pytest.mark.skipif(sys.platform != "linux", reason="the place is XDG's")
def test_the_place_is_the_persons_own_and_names_another_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    other = tmp_path / "another folder"
    autostart(other, tmp_path / "usual").switch(on=True)
    text = (tmp_path / "config" / "autostart" / "exist-desktop.desktop").read_text("utf-8")
    assert f'--hidden --data-dir "{other}"' in text
    autostart(other, other).switch(on=True)
    assert "--data-dir" not in (tmp_path / "config" / "autostart" / "exist-desktop.desktop").read_text("utf-8")
