"""Starting at login is on exactly when the system would start it, and what it would start is this very program."""

from __future__ import annotations

import json
import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from exist_desktop.app.desktop.autostart import LaunchAgent, XdgAutostart, autostart, start_command
from tests.virtual_desktop.a11y import SYSTEM_PYTHON
from tests.virtual_desktop.waiting import until

COMMAND = start_command(None)
TELL = "import json, pathlib, sys; pathlib.Path(sys.argv[1]).write_text(json.dumps(sys.argv))"
ODD = (
    "",
    "two words",
    "100%",
    "%f",
    'a "quote"',
    "back\\slash",
    "$HOME `id` ~ ; & |",
    "naïve 日記",
    "/x\nHidden=true",
    "tab\tand\rreturn",
)
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


def test_a_program_that_was_removed_is_not_missed_at_login(tmp_path: Path) -> None:
    """A desktop leaves an entry alone whose `TryExec` is not there; its value is a path, never in quotes."""
    for program in ("/usr/lib/exist-desktop/exist-desktop", "/opt/my programs/exist-desktop"):
        XdgAutostart((program, "--hidden"), tmp_path).switch(on=True)
        assert f"TryExec={program}" in (tmp_path / "exist-desktop.desktop").read_text("utf-8").splitlines()


@pytest.mark.virtual_desktop
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


OLD = (
    "[Desktop Entry]\nType=Application\nName=Exist Desktop\nExec={exec}\nIcon=exist-desktop\nTerminal=false\n"
    "X-GNOME-Autostart-enabled=false\nComment[de]=mein Tagebuch\n"
)


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("/venv/bin/python -m exist_desktop --hidden", "/venv/bin/python -P -m exist_desktop --hidden"),
        (
            '"/my venv/python" -m exist_desktop --hidden --data-dir "/x y"',
            '"/my venv/python" -P -m exist_desktop --hidden --data-dir "/x y"',
        ),
        ("/venv/bin/python -P -m exist_desktop --hidden", "/venv/bin/python -P -m exist_desktop --hidden"),
        ("/opt/exist-desktop --hidden", "/opt/exist-desktop --hidden"),
    ],
)
def test_what_an_earlier_version_put_there_is_started_safely_and_stays_as_it_was_else(
    tmp_path: Path, former: str, now: str
) -> None:
    entry = tmp_path / "exist-desktop.desktop"
    entry.write_text(OLD.format(exec=former), "utf-8")
    place = XdgAutostart(COMMAND, tmp_path)
    for _ in range(2):
        place.renew()
        assert entry.read_text("utf-8") == OLD.format(exec=now)
    assert not place.is_on(), "the desktop has switched it off"


def test_nothing_is_put_where_nothing_was_and_a_link_is_left_alone(tmp_path: Path) -> None:
    place = XdgAutostart(COMMAND, tmp_path / "autostart")
    place.renew()
    assert not (tmp_path / "autostart").exists()
    theirs = tmp_path / "theirs.desktop"
    theirs.write_text(OLD.format(exec="python -m exist_desktop --hidden"), "utf-8")
    (tmp_path / "autostart").mkdir()
    (tmp_path / "autostart" / "exist-desktop.desktop").symlink_to(theirs)
    place.renew()
    assert theirs.read_text("utf-8") == OLD.format(exec="python -m exist_desktop --hidden")


def test_a_list_of_an_earlier_version_is_renewed_too(tmp_path: Path) -> None:
    place = LaunchAgent(COMMAND, tmp_path)
    place.switch(on=True)
    (agent,) = tmp_path.iterdir()
    kept = plistlib.loads(agent.read_bytes())
    former = ["/venv/bin/python", "-m", "exist_desktop", "--hidden"]
    agent.write_bytes(plistlib.dumps({**kept, "ProgramArguments": former}))
    for _ in range(2):
        place.renew()
        assert plistlib.loads(agent.read_bytes()) == {**kept, "ProgramArguments": [former[0], "-P", *former[1:]]}


@pytest.mark.parametrize("kind", [XdgAutostart, LaunchAgent])
def test_only_what_starts_this_data_folder_is_forgotten(tmp_path: Path, kind: type[XdgAutostart | LaunchAgent]) -> None:
    usual, other = kind(COMMAND, tmp_path), kind(start_command(Path("/another one")), tmp_path)
    for place, foreign in ((usual, other), (other, usual)):
        place.switch(on=True)
        foreign.forget()
        assert place.is_on()
        place.forget()
        assert not place.is_on()
        place.forget()


def test_a_folder_that_no_entry_can_hold_is_refused_in_words(tmp_path: Path) -> None:
    place = XdgAutostart(start_command(Path("/data \udcff")), tmp_path)
    with pytest.raises(OSError, match="character"):
        place.switch(on=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [None, "", ":", f"{os.pathsep}/nowhere"])
def test_a_file_of_the_home_folder_is_never_run(tmp_path: Path, path: str | None) -> None:
    """Nor where PYTHONPATH has an empty part, which stands for the current folder too."""
    for module in ("random", "select", "starlette", "uvicorn", "platformdirs", "decimal"):
        (tmp_path / f"{module}.py").write_text("import pathlib; pathlib.Path(__file__).with_name('ran').touch()")
    *command, hidden = COMMAND
    assert hidden == "--hidden"
    variables = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    variables |= {} if path is None else {"PYTHONPATH": path}
    for act in (("status",), ("demo-server", "--port", "65536")):
        subprocess.run((*command, *act), cwd=tmp_path, env=variables, check=False, capture_output=True)
    assert not (tmp_path / "ran").exists()
