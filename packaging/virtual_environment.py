"""A virtual environment: the pinned packages, checked by their hashes, and the project itself, editable.

It is made once, and renewed only when the pins, the project's description or the environment itself changed. One that
somebody else made, as uv does, is filled all the same; only what was made here is ever removed, by name.
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
"""A file with a sum of what was installed."""
MARK = "made-by-dev.py"
"""A file that says whose folder it is."""
OURS = ("Include", "Lib", "Scripts", "bin", "include", "lib", "lib64", "share", "pyvenv.cfg", STAMP)
"""What the making of an environment puts into its folder."""


def ensure(environment: Environment) -> None:
    """Make or renew the environment where that is needed."""
    stamp = environment.folder / STAMP
    if _is_current(environment):
        return
    if not succeeds(environment.python, "-c", ""):
        _create(environment)
    _refuse_old(environment)
    stamp.unlink(missing_ok=True)
    say(f"Installing the pinned packages into {environment.folder.name}. It takes about half a minute.")
    installer = _installer(environment)
    _install(*installer, "--require-hashes", "--requirement", str(REQUIREMENTS))
    # The build backend is one of the pinned packages: nothing unpinned is fetched to build the project with.
    _install(*installer, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    # Else an environment that uv made compiles every module at every start, wherever PYTHONDONTWRITEBYTECODE is set.
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
    """Sum up what an installation depends on; the path is part of it, since the environment names it inside."""
    files = (REQUIREMENTS, PYPROJECT, environment.folder / "pyvenv.cfg")
    parts = [str(ROOT).encode(), *(path.read_bytes() for path in files if path.is_file())]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _create(environment: Environment) -> None:
    """Make it where nothing is, or anew what was made here before."""
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
    if not run_quietly(environment.create_panel, "-m", "venv", folder):
        raise StopError(f"Python could not make a virtual environment in {folder}; its own words are above.")


def _is_free(folder: Path) -> bool:
    """Whether nothing is there yet, or an empty folder."""
    if folder.is_symlink():
        return False
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _refuse_old(environment: Environment) -> None:
    """Stop where the environment is of a Python that the program does not run on."""
    if not succeeds(environment.python, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})"):
        oldest = ".".join(map(str, OLDEST))
        raise StopError(
            f"The environment in {environment.folder} has a Python before {oldest}; nothing in it was touched. "
            "Move it away, and run the command again."
        )


def _installer(environment: Environment) -> tuple[str | Path, ...]:
    """What installs packages into it: its pip, else uv, which makes environments without one, else a pip of its own."""
    pip = (environment.python, "-m", "pip")
    own = (*pip, "install", "--disable-pip-version-check", "--no-input", "--quiet")
    if succeeds(*pip, "--version"):
        return own
    if uv := shutil.which("uv"):
        return (uv, "pip", "install", "--quiet", "--python", environment.python)
    if not run_quietly(environment.python, "-m", "ensurepip", "--default-pip"):
        raise StopError(f"{environment.folder} has no pip, and none could be added; the words of Python are above.")
    return own


def _install(*command: str | Path) -> None:
    if not run_quietly(*command):
        raise StopError("The packages could not be installed; the words of the program that does it are above.")
