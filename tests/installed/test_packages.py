"""What other systems' packages are made of says the same as the program, and asks for no more than it needs."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImageReader

from exist_desktop.app.about import version
from exist_desktop.resources import APPLICATION_ID

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
FLATPAK = PACKAGING / "flatpak" / f"{APPLICATION_ID}.yml"
ICONS = PACKAGING.parent / "resources" / "share" / "icons" / "hicolor"
PERMISSIONS = {
    "--share=ipc",
    "--share=network",
    "--socket=fallback-x11",
    "--socket=wayland",
    "--talk-name=org.freedesktop.Notifications",
    "--talk-name=org.freedesktop.secrets",
    "--talk-name=org.kde.StatusNotifierWatcher",
}


def test_a_sandbox_lets_through_what_is_needed_and_no_more() -> None:
    text = FLATPAK.read_text("utf-8")
    assert f"\nid: {APPLICATION_ID}\n" in text
    assert set(re.findall(r"^  - (--\S+)$", text, re.MULTILINE)) == PERMISSIONS


def test_the_installer_of_windows_goes_by_the_same_name_and_version() -> None:
    script = (PACKAGING / "windows" / "exist-desktop.iss").read_text("utf-8")
    assert f'#define Id "{APPLICATION_ID}"' in script
    assert f'#define Version "{version()}"' in script
    assert 'AppUserModelID: "{#Id}"' in script


@pytest.mark.parametrize("kind", ["ico", "icns"])
def test_the_icon_is_in_the_formats_of_windows_and_macos(tmp_path: Path, kind: str) -> None:
    write: Callable[[Callable[[int], Path]], bytes] = getattr(_icon_files(), kind)
    file = tmp_path / f"icon.{kind}"
    file.write_bytes(write(lambda size: ICONS / f"{size}x{size}" / "apps" / f"{APPLICATION_ID}.png"))
    reader = QImageReader(str(file))
    assert reader.imageCount() > 4
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        assert not reader.read().isNull(), reader.errorString()


def _icon_files() -> ModuleType:
    found = importlib.util.spec_from_file_location("icon_files", PACKAGING / "bundle" / "icon_files.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_no_file_for_packages_names_a_place_to_fetch_from() -> None:
    named = {"https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/", "http://"}
    files = (path for path in PACKAGING.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".png"))
    texts = (path.read_text("utf-8") for path in files)
    assert {url for text in texts for url in re.findall(r"https?://[^\s\"'\\]*", text)} - named == set()
