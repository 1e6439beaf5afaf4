"""A virtual environment: the pinned packages, checked by their hashes, and the project itself, editable.

It is created once, and updated only if the pins, the project's description or the environment itself changed. Packages
are also installed into an environment that something else created, such as uv; only what was created here is ever
removed, by name.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import sys
from pathlib import Path

import system_packages
from project import OLDEST, PYPROJECT, REQUIREMENTS, ROOT, Environment, StopError, run, run_quietly, say, succeeds

STAMP = "installed"
"""A file with a hash of what was installed."""
MARK = "made-by-dev.py"
"""A file that marks a folder as created here."""
OURS = ("Include", "Lib", "Scripts", "bin", "include", "lib", "lib64", "share", "pyvenv.cfg", STAMP)
"""What an environment has in its folder when it is created."""


def ensure(environment: Environment) -> None:
    """Creates or updates the environment if needed."""
    stamp = environment.folder / STAMP
    if _is_current(environment):
        return
    if not succeeds(environment.python, "-c", ""):
        _create(environment)
    _refuse_old(environment)
    stamp.unlink(missing_ok=True)
    say(f"Installing the pinned packages into {environment.folder.name}. It takes about half a minute.")
    command = installer(environment)
    install(*command, "--require-hashes", "--requirement", str(REQUIREMENTS))
    # The build backend is one of the pinned packages: nothing unpinned is downloaded to build the project.
    install(*command, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    # An environment that uv made compiles every module at every start otherwise, if PYTHONDONTWRITEBYTECODE is set.
    run(environment.python, "-m", "compileall", "-qq", "-j", "0", environment.folder / "lib")
    stamp.write_text(_fingerprint(environment), encoding="utf-8")


def _is_current(environment: Environment) -> bool:
    stamp = environment.folder / STAMP
    return (
        stamp.is_file()
        and stamp.read_text(encoding="utf-8") == _fingerprint(environment)
        and succeeds(environment.python, "-c", "")
    )


def _fingerprint(environment: Environment) -> str:
    """Returns a hash of what an installation depends on. The path is part of it, since the environment contains it."""
    files = (REQUIREMENTS, PYPROJECT, environment.folder / "pyvenv.cfg")
    parts = [str(ROOT).encode(), *(path.read_bytes() for path in files if path.is_file())]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _create(environment: Environment) -> None:
    """Creates it if nothing is there, or replaces what was created here before."""
    folder = environment.folder
    made_here = not folder.is_symlink() and (folder / MARK).is_file()
    if not made_here and not _is_free(folder):
        raise StopError(
            f"{folder} has no Python that works, and was not made by this command. Nothing in it was touched. "
            "Move it away, and run the command again."
        )
    for path in (folder / name for name in OURS):
        _remove(path)
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        system_packages.install([package], "Python's virtual environments")
    folder.mkdir(exist_ok=True)
    (folder / MARK).touch()
    if not run_quietly(environment.creator, "-m", "venv", folder):
        raise StopError(f"Python could not make a virtual environment in {folder}; its own words are above.")


def _is_free(folder: Path) -> bool:
    """Whether the folder does not exist or is empty."""
    if folder.is_symlink():
        return False
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _refuse_old(environment: Environment) -> None:
    """Raises `StopError` if the environment's Python is too old for the program."""
    if not succeeds(environment.python, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})"):
        oldest = ".".join(map(str, OLDEST))
        raise StopError(
            f"The environment in {environment.folder} has a Python before {oldest}; nothing in it was touched. "
            "Move it away, and run the command again."
        )


def installer(environment: Environment) -> tuple[str | Path, ...]:
    """Returns the command that installs packages: the environment's pip, else uv, else a pip that is added to it."""
    pip = (environment.python, "-m", "pip")
    own = (*pip, "install", "--disable-pip-version-check", "--no-input", "--quiet")
    if succeeds(*pip, "--version"):
        return own
    if uv := shutil.which("uv"):
        return (uv, "pip", "install", "--quiet", "--python", environment.python)
    if not run_quietly(environment.python, "-m", "ensurepip", "--default-pip"):
        raise StopError(f"{environment.folder} has no pip, and none could be added; the words of Python are above.")
    return own


def install(*command: str | Path) -> None:
    """Runs the command that installs packages. Raises `StopError` if it fails."""
    if not run_quietly(*command):
        raise StopError("The packages could not be installed; the words of the program that does it are above.")
