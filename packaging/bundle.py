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
ENVIRONMENT = Environment(BUILD / "environment", sys.executable)
"""What the bundle is made from: the wheel, what it needs, and PyInstaller; the checkout is not in it."""


def build(made: Path | None = None) -> Path:
    """Returns the folder with the bundle of a wheel, of a new one if none is given."""
    _install(made or wheel.build())
    say("Bundling the program with its own Python. It takes about a minute.")
    places = ("--distpath", BUILD, "--workpath", BUILD / "work")
    quiet = ("--noconfirm", "--clean", "--log-level=WARN")
    bundling = (ENVIRONMENT.python, "-m", "PyInstaller", *quiet, *places, SPECIFICATION)
    if not run_quietly(*bundling, extra={"PYTHONSAFEPATH": "1"}):  # the wheel is bundled, not the checkout
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


def _install(made: Path) -> None:
    shutil.rmtree(ENVIRONMENT.folder, ignore_errors=True)
    wheel.create(ENVIRONMENT)
    installer = virtual_environment.installer(ENVIRONMENT)
    virtual_environment.install(*installer, "--require-hashes", "--requirement", OF_BUNDLE)
    virtual_environment.install(*installer, "--no-deps", made)
