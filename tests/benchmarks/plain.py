"""A Python as people have it who installed the program: with its own libraries, and none of the developers'.

Libraries look for others, and load them where they are found: the way to Exist would load trio, which only a test's
browser needs.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OURS = "exist-desktop"


@cache
def python() -> str:
    """A virtual environment that has links to the libraries of this one that the program needs; its Python."""
    folder = Path(_kept().name)
    subprocess.run((sys.executable, "-m", "venv", "--without-pip", folder), check=True)
    libraries = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    tops = {
        Path(str(needed.locate_file(file.parts[0])))
        for needed in _needed(Requirement(OURS), {}).values()
        for file in needed.files or ()
        if file.parts[0] not in ("..", "__pycache__")
    }  # several may be in one folder, such as `jaraco`
    for top in tops:
        (libraries / top.name).symlink_to(top)
    return str(folder / "bin" / "python")


@cache
def _kept() -> TemporaryDirectory[str]:
    """A folder that goes with this process."""
    return TemporaryDirectory(prefix="plain-")


def _needed(wanted: Requirement, found: dict[str, Distribution]) -> dict[str, Distribution]:
    """What is required here, on this system and Python, and what that requires, by name."""
    for requirement in map(Requirement, distribution(wanted.name).requires or ()):
        name = canonicalize_name(requirement.name)
        extras = ({"extra": extra} for extra in wanted.extras or {""})
        if name not in found and (requirement.marker is None or any(map(requirement.marker.evaluate, extras))):
            found[name] = distribution(name)
            _needed(requirement, found)
    return found
