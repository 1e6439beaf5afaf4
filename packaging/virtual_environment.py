"""The checkout's `.venv`: the pinned packages, checked by their hashes, and the project itself, editable.

It is made once, and renewed only when the pins, the project's description or the environment itself changed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import sys

import system_packages
from project import PYPROJECT, PYTHON, REQUIREMENTS, ROOT, VENV, StopError, run, run_quietly, say, succeeds

STAMP = VENV / "installed"
PIP = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")


def ensure() -> None:
    """Make or renew `.venv` where that is needed."""
    if _is_current():
        return
    STAMP.unlink(missing_ok=True)
    if not succeeds(*PIP, "--version"):
        _create()
    say("Installing the pinned packages into .venv. It takes about half a minute.")
    _install("--require-hashes", "--requirement", str(REQUIREMENTS))
    # The build backend is one of the pinned packages: nothing unpinned is fetched to build the project with.
    _install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    # Else an environment that uv made compiles every module at every start, wherever PYTHONDONTWRITEBYTECODE is set.
    run(PYTHON, "-m", "compileall", "-qq", "-j", "0", VENV / "lib")
    STAMP.write_text(_fingerprint(), encoding="utf-8")


def _is_current() -> bool:
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8") == _fingerprint() and succeeds(PYTHON, "-c", "")


def _fingerprint() -> str:
    """Sum up what an installation depends on; the path is part of it, since the environment names it inside."""
    parts = [str(ROOT).encode(), *(path.read_bytes() for path in (REQUIREMENTS, PYPROJECT, VENV / "pyvenv.cfg"))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _create() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        system_packages.install([package], "Python's virtual environments")
    if VENV.exists():
        shutil.rmtree(VENV)
    if not run_quietly(sys.executable, "-m", "venv", VENV):
        raise StopError(f"Python could not make a virtual environment in {VENV}; its own words are above.")


def _install(*arguments: str) -> None:
    if not run_quietly(*PIP, "install", *arguments):
        raise StopError("pip could not install the packages into .venv; its own words are above.")
