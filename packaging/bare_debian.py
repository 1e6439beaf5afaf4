"""A bare Debian in a folder, as on a computer on which nothing of this project or of a desktop was ever installed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from project import StopError, heard, run_quietly, say

PERSON = 1000
"""The number of the user who tries the program there."""
WITHOUT_QUESTIONS = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
NOT_LOOKED_AT = ("proc", "sys", "dev", "tmp", "var/cache", "var/lib/dpkg", "var/log")
"""What the package system itself changes."""


class BareDebian:
    """The system below a folder. Paths of this computer that lie in it are valid in it as well."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def install(self, package: Path) -> None:
        """Installs a package from a file, which fails if it depends on anything that is not there."""
        shutil.copy(package, self.root)
        self._run("dpkg", "--install", f"/{package.name}")
        (self.root / package.name).unlink()

    def purge(self, name: str) -> None:
        """Removes a package with all that is its own."""
        self._run("dpkg", "--purge", name)

    def command(self, program: str) -> tuple[str, ...]:
        """Returns the command that runs a program there, for somebody without any rights."""
        return (_found("chroot"), f"--userspec={PERSON}:{PERSON}", str(self.root), program)

    def owned_by_person(self, folder: Path) -> None:
        """Gives a folder and what is in it to that somebody."""
        for path in (folder, *folder.rglob("*")):
            os.chown(path, PERSON, PERSON)

    def files(self) -> set[str]:
        """Returns all files but those that the package system changes with every package."""
        spared = tuple(str(self.root / place) for place in NOT_LOOKED_AT)
        found = (os.path.join(top, name) for top, _, names in os.walk(self.root) for name in names)  # noqa: PTH118 - many
        return {path for path in found if not path.startswith(spared)}

    def _run(self, *command: str) -> None:
        if not run_quietly(_found("chroot"), self.root, *command, extra=WITHOUT_QUESTIONS):
            raise StopError(f"In a bare Debian this failed: {' '.join(command)}; its own words are above.")


@contextmanager
def bare_debian(packages: Sequence[str]) -> Iterator[BareDebian]:
    """Installs the release that this computer has, with these packages alone, from the archive that its apt uses."""
    say("Installing a bare Debian in a temporary folder. It takes about a minute.")
    site, release = _archive()
    with tempfile.TemporaryDirectory(prefix="bare-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        options = ("--variant=minbase", f"--include={','.join(packages)}")
        if not run_quietly(_found("debootstrap"), *options, release, root, site):
            raise StopError("A bare Debian could not be installed; the words of debootstrap are above.")
        inside = root / folder.lstrip("/")
        inside.parent.mkdir(parents=True, exist_ok=True)
        inside.symlink_to("/")
        yield BareDebian(root)


def _archive() -> tuple[str, str]:
    """Returns the address of the archive and the release, as this computer's apt knows them."""
    told = heard("apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME) $(COMPONENT)", "Created-By: Packages")
    for line in (told or "").splitlines():
        site, release, component = line.split()
        if component == "main" and "-" not in release:
            return site, release
    raise StopError("This computer's apt knows no archive of Debian.")


def _found(program: str) -> str:
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        raise StopError(f"{program} is not installed.")
    return found
