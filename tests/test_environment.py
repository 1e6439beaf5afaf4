"""The project's commands make a virtual environment where none is, and leave alone what somebody else has made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent
BARE = (sys.executable, "-m", "venv", "--without-pip")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program of an environment is elsewhere there")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the commands alone."""
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / "packaging", folder / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def made_ready(checkout: Path, *, path: Path | None = None) -> str:
    """What the making ready says in the end; it always ends before anything is installed, for want of a registry."""
    variables = os.environ | {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"}
    variables["PATH"] = os.pathsep.join(filter(None, (str(path or ""), "/usr/bin", "/bin")))
    command = (sys.executable, "packaging/dev.py", "check")
    done = subprocess.run(
        command, check=False, cwd=checkout, env=variables, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    return done.stderr


def works(checkout: Path, *arguments: str) -> bool:
    return subprocess.run((checkout / ".venv/bin/python", *arguments), check=False, capture_output=True).returncode == 0


def broken(checkout: Path) -> Path:
    folder = checkout / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")
    (folder / "bin" / "python").chmod(0o755)
    (folder / "mine.txt").write_text("mine")
    return folder


def test_a_broken_environment_of_somebody_else_is_refused_and_kept(checkout: Path) -> None:
    folder = broken(checkout)
    assert "was not made by this command" in made_ready(checkout)
    assert {path.name for path in folder.iterdir()} == {"bin", "mine.txt"}


def test_a_broken_one_of_our_own_is_made_anew_and_what_is_not_of_it_stays(checkout: Path) -> None:
    folder = broken(checkout)
    (folder / "made-by-dev.py").touch()
    assert "could not be installed" in made_ready(checkout)
    assert works(checkout, "-m", "pip", "--version")
    assert (folder / "mine.txt").read_text() == "mine"


def test_an_environment_without_pip_is_given_one_and_kept(checkout: Path) -> None:
    subprocess.run((*BARE, checkout / ".venv"), check=True)
    (checkout / ".venv" / "mine.txt").write_text("mine")
    assert "could not be installed" in made_ready(checkout)
    assert works(checkout, "-m", "pip", "--version")
    assert (checkout / ".venv" / "mine.txt").read_text() == "mine"


def test_uv_fills_an_environment_without_pip_where_it_is_installed(checkout: Path, tmp_path: Path) -> None:
    subprocess.run((*BARE, checkout / ".venv"), check=True)
    (tmp_path / "bin").mkdir()
    uv = tmp_path / "bin" / "uv"
    uv.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\nexit 1\n')
    uv.chmod(0o755)
    made_ready(checkout, path=uv.parent)
    (asked,) = (tmp_path / "asked").read_text().splitlines()
    assert asked.startswith("pip install")
    assert "--require-hashes" in asked
    assert f"--python {checkout}/.venv/bin/python" in asked


@pytest.mark.parametrize("target", ["whole", "broken", "nothing"])
def test_an_environment_that_is_a_link_is_never_removed(checkout: Path, tmp_path: Path, target: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    if target == "whole":
        subprocess.run((*BARE, elsewhere), check=True)
    elif target == "broken":
        broken(tmp_path).rename(elsewhere)
        (elsewhere / "made-by-dev.py").touch()
    (checkout / ".venv").symlink_to(elsewhere)
    said = made_ready(checkout)
    assert ("could not be installed" if target == "whole" else "was not made by this command") in said
    assert (checkout / ".venv").is_symlink()
    assert elsewhere.exists() == (target != "nothing")


def test_a_python_that_is_not_here_is_said(checkout: Path) -> None:
    command = (sys.executable, "packaging/dev.py", "test", "--python", "3.99")
    done = subprocess.run(command, check=False, cwd=checkout, capture_output=True, text=True, timeout=PATIENCE)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no Python 3.99 here" in done.stderr
