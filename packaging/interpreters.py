"""Finds an installed Python of a given version, by its usual names and by the programs that keep several."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from project import heard

TELL = "import sys; print(*sys.version_info[:2], sep='.'); print(getattr(sys, '_base_executable', sys.executable))"
"""An environment's own Python would go with it; the one below stays."""


def find(version: str) -> str | None:
    """Give the path of a Python of that version, such as 3.13; None where there is none."""
    for command in _candidates(version):
        told = (heard(*command, "-c", TELL) or "").splitlines()
        if len(told) == 2 and told[0] == version:
            return told[1]
    return None


def _candidates(version: str) -> Iterator[tuple[str | Path, ...]]:
    """Where it may be; a name on the path may be a stand-in that leads nowhere."""
    yield (sys.executable,)
    yield (f"python{version}",)
    if sys.platform == "win32":
        yield ("py", f"-{version}")
    if shutil.which("uv") and (kept := heard("uv", "python", "find", "--no-python-downloads", version)):
        yield (kept,)
    if shutil.which("pyenv"):
        names = (heard("pyenv", "versions", "--bare") or "").split()
        for name in (name for name in names if name.startswith(f"{version}.")):
            if place := heard("pyenv", "prefix", name):
                yield (Path(place) / "bin" / "python",)
