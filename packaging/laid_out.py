"""The bundle as it lies below a prefix such as `/usr`, with what belongs into the folders of the desktop."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import bundle
from project import PROGRAM, ROOT

SHARE = ROOT / "resources" / "share"
PLACE = f"lib/{PROGRAM}"
"""Where the bundle lies below the prefix."""


def lay_out(folder: Path, prefix: Path, renamed: Mapping[str, str] | None = None) -> None:
    """Copies a bundle and the program's share below a new prefix; `renamed` has folders with another name there."""
    shutil.copytree(folder, prefix / PLACE, symlinks=True)
    command = prefix / "bin" / PROGRAM
    command.parent.mkdir()
    command.symlink_to(Path("..", PLACE, bundle.command(Path()).name))
    for file in filter(Path.is_file, SHARE.rglob("*")):
        name = file.relative_to(SHARE).as_posix()
        for ours, theirs in (renamed or {}).items():
            name = name.replace(ours, theirs)
        target = prefix / "share" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
