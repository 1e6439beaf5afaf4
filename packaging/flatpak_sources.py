"""What flatpak-builder needs beside it without a network: the manifest, and wheels for the Python of its runtime."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import wheel
from project import BUILD, OF_BUNDLE, ROOT, USUAL, StopError, run_quietly

TREE = BUILD / "flatpak"
MANIFESTS = ROOT / "packaging" / "flatpak"
OF_THE_RUNTIME = (
    "altgraph",
    "packaging",
    "pyinstaller",
    "pyinstaller-hooks-contrib",
    "pyside6-essentials",
    "setuptools",
    "shiboken6",
)
"""Pinned for the bundle, but brought by the base, or not needed where nothing is bundled."""
PYTHON = "3.12"


def build() -> Path:
    """Returns the folder in which flatpak-builder is run."""
    made = wheel.build()
    shutil.rmtree(TREE, ignore_errors=True)
    shutil.copytree(MANIFESTS, TREE)
    wheels = TREE / "wheels"
    wheels.mkdir()
    shutil.copy(made, wheels)
    pins = TREE / "requirements.txt"
    pins.write_text(_without(OF_BUNDLE.read_text(encoding="utf-8"), OF_THE_RUNTIME), encoding="utf-8")
    only = ("--no-deps", "--only-binary=:all:", f"--python-version={PYTHON}", "--require-hashes")
    if not run_quietly(
        USUAL.python, "-m", "pip", "download", "--quiet", *only, "--dest", wheels, "--requirement", pins
    ):
        raise StopError("The wheels could not be fetched; the words of pip are above.")
    pins.unlink()
    return TREE


def _without(pins: str, names: tuple[str, ...]) -> str:
    """Returns the pins without those of some packages. Each begins at the start of a line."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", pins, flags=re.MULTILINE)
    return "".join(block for block in blocks if block.partition("==")[0] not in names)
