"""What the program puts into a desktop's folders is valid, current, and goes by one name."""

from __future__ import annotations

import configparser
import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from exist_desktop import resources
from exist_desktop.resources import APPLICATION_ID
from exist_desktop.ui.icons import SIZES
from exist_desktop.ui.tray.picture import Mark

ROOT = Path(__file__).resolve().parent.parent.parent
SHARE = ROOT / "resources" / "share"
ENTRY = SHARE / "applications" / f"{APPLICATION_ID}.desktop"
METAINFO = SHARE / "metainfo" / f"{APPLICATION_ID}.metainfo.xml"
PAGE = SHARE / "man" / "man1" / "exist-desktop.1"
ICONS = SHARE / "icons" / "hicolor"
MADE = ("man", "bash-completion", "zsh", "fish")
VALIDATIONS = (
    ("desktop-file-validate", str(ENTRY)),
    ("appstreamcli", "validate", "--no-net", "--strict", str(METAINFO)),
    ("man", "--warnings", "--encoding=UTF-8", "--local-file", "-Tutf8", "-Z", str(PAGE)),
)


def test_the_program_goes_by_one_name() -> None:
    assert [path.name for path in ENTRY.parent.iterdir()] == [ENTRY.name]
    entry = configparser.RawConfigParser()
    entry.read(ENTRY, encoding="utf-8")
    main = entry["Desktop Entry"]
    assert (main["Icon"], main["StartupWMClass"]) == (APPLICATION_ID, APPLICATION_ID)
    metainfo = ET.parse(METAINFO).getroot()
    assert metainfo.findtext("id") == APPLICATION_ID
    assert metainfo.findtext("launchable") == ENTRY.name
    assert metainfo.findtext("icon") == APPLICATION_ID
    assert {path.name.removesuffix("-symbolic") for path in _icons()} == {APPLICATION_ID, *_of_states()}


def _icons() -> list[Path]:
    return [path.with_suffix("") for path in ICONS.rglob("*.*")]


def _of_states() -> set[str]:
    """The names of the icons for trays, one for each mark beside the plain one."""
    return {f"{APPLICATION_ID}-{mark.name.lower().replace('_', '-')}" for mark in Mark if mark is not Mark.NONE}


def test_there_is_an_icon_in_each_size_and_one_for_each_state_of_the_tray() -> None:
    for size in SIZES:
        image = (ICONS / f"{size}x{size}" / "apps" / f"{APPLICATION_ID}.png").read_bytes()
        assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == (size, size)
    assert (ICONS / "scalable" / "apps" / f"{APPLICATION_ID}.svg").is_file()
    symbolic = {path.name for path in (ICONS / "symbolic" / "apps").iterdir()}
    assert symbolic == {f"{name}-symbolic.svg" for name in (APPLICATION_ID, *_of_states())}


def test_the_newest_release_is_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    newest = ET.parse(METAINFO).getroot().find("releases/release")
    assert newest is not None
    assert newest.get("version") == version
    assert f"\n## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_manual_and_the_completions_are_of_this_grammar(tmp_path: Path) -> None:
    if importlib.util.find_spec("shtab") is None:
        pytest.skip("this environment is older than the pinned packages")
    of_this_checkout = os.environ | {"PYTHONPATH": str(ROOT)}
    command = (sys.executable, "packaging/from_grammar.py", str(tmp_path))
    subprocess.run(command, cwd=ROOT, env=of_this_checkout, check=True)
    kept = {path.relative_to(SHARE): path.read_text("utf-8") for place in MADE for path in _files(SHARE / place)}
    made = {path.relative_to(tmp_path): path.read_text("utf-8") for path in _files(tmp_path)}
    assert kept == made, "python3 packaging/dev.py manual writes them"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_manual_names_every_variable_of_the_program() -> None:
    page = PAGE.read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    named = {word.strip("`") for line in readme.splitlines() if line.startswith("| `") for word in line.split()[1:2]}
    variables = {name for name in named if name.startswith("EXIST_DESKTOP_")}
    assert variables
    assert {name for name in variables if name not in page} == set()


@pytest.mark.parametrize("command", VALIDATIONS, ids=lambda command: command[0])
def test_those_who_read_it_find_nothing_wrong(command: tuple[str, ...]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed; dev.py release installs it")
    variables = os.environ | {"LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "80"}
    done = subprocess.run(command, env=variables, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_an_installed_desktop_entry_starts_what_is_installed() -> None:
    entry = configparser.RawConfigParser()
    entry.read(resources.path(f"share/applications/{APPLICATION_ID}.desktop"), encoding="utf-8")
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    actions = [f"Desktop Action {name}" for name in entry["Desktop Entry"]["Actions"].split(";") if name]
    assert {entry[part]["Exec"].split()[0] for part in ("Desktop Entry", *actions)} == scripts.keys()
