"""The folder from which appimagetool makes an AppImage: the bundle, with its entry and icon at the top."""

from __future__ import annotations

import shutil
from pathlib import Path

from laid_out import SHARE, lay_out
from project import BUILD, PROGRAM

TREE = BUILD / "Exist_Desktop.AppDir"


def build(folder: Path) -> Path:
    """Returns the folder, made of a bundle."""
    shutil.rmtree(TREE, ignore_errors=True)
    lay_out(folder, TREE / "usr")
    (entry,) = (SHARE / "applications").iterdir()
    (TREE / "AppRun").symlink_to(Path("usr", "bin", PROGRAM))
    (TREE / entry.name).symlink_to(Path("usr", "share", "applications", entry.name))
    icon = Path("usr", "share", "icons", "hicolor", "256x256", "apps", f"{entry.stem}.png")
    (TREE / icon.name).symlink_to(icon)
    (TREE / ".DirIcon").symlink_to(icon)
    return TREE
