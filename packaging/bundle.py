"""The program in one folder with its own Python, made by PyInstaller from the wheel in an environment of its own."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import virtual_environment
import wheel
from project import BUILD, OF_BUNDLE, PROGRAM, ROOT, Environment, StopError, run_quietly, say

SPECIFICATION = ROOT / "packaging" / "bundle" / "exist-desktop.spec"
FOLDER = BUILD / PROGRAM


def build() -> Path:
    """Returns the folder with the bundle."""
    made = wheel.build()
    environment = _environment(made)
    say("Bundling the program with its own Python. It takes about a minute.")
    places = ("--distpath", BUILD, "--workpath", BUILD / "work")
    quiet = ("--noconfirm", "--clean", "--log-level=WARN")
    command = (environment.python, "-m", "PyInstaller", *quiet, *places, SPECIFICATION)
    if not run_quietly(*command, extra={"PYTHONSAFEPATH": "1"}):  # the wheel is bundled, not the checkout
        raise StopError("The bundle could not be made; the words of PyInstaller are above.")
    _strip(FOLDER)
    return FOLDER


def _strip(folder: Path) -> None:
    """Takes what only debuggers read from a Python that was built here; the libraries come without it."""
    for library in (folder / "_internal").glob("libpython*.so.*"):
        if shutil.which("strip"):
            run_quietly("strip", "--strip-unneeded", library)


def command(folder: Path) -> Path:
    """Returns the program in a bundle."""
    return folder / (f"{PROGRAM}.exe" if sys.platform == "win32" else PROGRAM)


def _environment(made: Path) -> Environment:
    """Returns a new environment with the wheel, what it needs, and PyInstaller; the checkout is not in it."""
    environment = Environment(BUILD / "environment", sys.executable)
    shutil.rmtree(environment.folder, ignore_errors=True)
    wheel.create(environment)
    installer = virtual_environment.installer(environment)
    virtual_environment.install(*installer, "--require-hashes", "--requirement", OF_BUNDLE)
    virtual_environment.install(*installer, "--no-deps", made)
    return environment
