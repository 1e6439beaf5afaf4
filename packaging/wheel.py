"""The wheel and the source archive, and the wheel installed in an environment that has nothing of this checkout."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import virtual_environment
from project import DIST, PROGRAM, USUAL, Environment, StopError, heard, run_quietly

NAME = PROGRAM.replace("-", "_")


def build() -> Path:
    """Builds both into `dist` and returns the wheel. The environment has the build's backend, pinned."""
    virtual_environment.ensure(USUAL)
    for former in DIST.glob(f"{NAME}-*"):
        former.unlink()
    if not run_quietly(USUAL.python, "-m", "hatchling", "build", "--target", "wheel", "--target", "sdist"):
        raise StopError("The wheel could not be built; the words of the build are above.")
    (wheel,) = DIST.glob(f"{NAME}-*.whl")
    return wheel


def is_made_by_archive(made: Path) -> bool:
    """Whether the source archive alone makes a wheel with the same files."""
    (archive,) = made.parent.glob(f"{NAME}-*.tar.gz")
    with tempfile.TemporaryDirectory(prefix="from-archive-") as folder:
        options = ("--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", folder)
        if not run_quietly(USUAL.python, "-m", "pip", "wheel", *options, archive):
            return False
        with zipfile.ZipFile(made) as ours, zipfile.ZipFile(Path(folder, made.name)) as again:
            return {(one.filename, one.CRC) for one in ours.infolist()} == {
                (one.filename, one.CRC) for one in again.infolist()
            }


def install_beside(wheel: Path, folder: Path) -> Path:
    """Installs the wheel into a new environment that borrows the libraries of the usual one; returns the program.

    It takes three seconds instead of twenty. The checkout is not borrowed: the usual environment names it in a file of
    its own, which is read there alone.
    """
    environment = Environment(folder, str(USUAL.python))
    create(environment, "--without-pip")
    virtual_environment.install(*_installer(environment), "--no-deps", str(wheel))
    Path(_packages(environment), "borrowed.pth").write_text(f"{_packages(USUAL)}\n", encoding="utf-8")
    return environment.program


def create(environment: Environment, *options: str) -> None:
    """Creates an environment that has nothing of this checkout."""
    if not run_quietly(environment.creator, "-m", "venv", *options, environment.folder):
        raise StopError(f"There is no virtual environment in {environment.folder}; the words of Python are above.")


def _installer(environment: Environment) -> tuple[str | Path, ...]:
    """Returns the usual environment's pip, so that the new one needs none; without one, what else there is."""
    pip, *rest = virtual_environment.installer(USUAL)
    if pip != USUAL.python:
        return virtual_environment.installer(environment)
    module, name, *install = rest
    return (pip, module, name, "--python", environment.python, *install)


def _packages(environment: Environment) -> str:
    found = heard(environment.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    if found is None:
        raise StopError(f"The environment in {environment.folder} does not say where its packages are.")
    return found
