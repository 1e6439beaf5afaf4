"""Finds an installed Python of a given version, by its usual names and through programs that install several."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from project import heard

TELL = "import sys; print(*sys.version_info[:2], sep='.'); print(getattr(sys, '_base_executable', sys.executable))"
"""Prints the version and the base interpreter: an environment's own Python disappears with the environment."""


def find(version: str) -> str | None:
    """Returns the path of a Python of that version, such as 3.13, or None."""
    for command in _candidates(version):
        told = (heard(*command, "-c", TELL) or "").splitlines()
        if len(told) == 2 and told[0] == version:
            return told[1]
    return None


def _candidates(version: str) -> Iterator[tuple[str | Path, ...]]:
    """Yields commands that may start it. A name on the path may be a shim without a Python behind it."""
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
