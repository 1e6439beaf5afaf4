"""The Debian package: the bundle, and what belongs into the folders of the desktop."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import time
import tomllib
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import bundle
from laid_out import PLACE, lay_out
from project import BUILD, DIST, PROGRAM, PYPROJECT, ROOT, StopError, heard, run_quietly

OURS = ROOT / "packaging" / "debian"
ELSEWHERE = {"zsh/site-functions": "zsh/vendor-completions"}
"""Folders below `share` to which Debian gives another name."""


def build(folder: Path, version: str | None = None) -> Path:
    """Returns the package of a bundle, of this version or else the project's. Equal bundles give equal packages."""
    version = version or tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"]
    architecture = heard("dpkg", "--print-architecture")
    if architecture is None:
        raise StopError("A Debian package is made by dpkg-deb, which is not installed here.")
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(folder, tree / "usr", ELSEWHERE)
    page = tree / "usr" / "share" / "man" / "man1" / f"{PROGRAM}.1"
    _compressed(page.with_name(f"{page.name}.gz"), page.read_bytes())
    page.unlink()
    _documents(tree, version)
    _control(tree, version, architecture)
    _tidy(tree)
    package = DIST / f"{PROGRAM}_{version}_{architecture}.deb"
    DIST.mkdir(exist_ok=True)
    if not run_quietly("dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", tree, package, extra=_clock()):
        raise StopError("The package could not be made; the words of dpkg-deb are above.")
    return package


def dependencies() -> list[str]:
    """Returns the packages that it depends on; where one of several will do, the first."""
    line = next(line for line in _template().splitlines() if line.startswith("Depends: "))
    return [re.split(r"[ |]", one.strip())[0] for one in line.partition(": ")[2].split(",")]


def _documents(tree: Path, version: str) -> None:
    place = tree / "usr" / "share" / "doc" / PROGRAM
    place.mkdir(parents=True)
    (place / "copyright").write_text("".join(_copyright()), encoding="utf-8")
    date = formatdate(_made_at(), localtime=False)
    maintainer = next(line for line in _template().splitlines() if line.startswith("Maintainer: "))
    entry = f"{PROGRAM} ({version}) unstable; urgency=medium\n\n  * What is new is told in NEWS.gz.\n\n"
    _compressed(place / "changelog.gz", f"{entry} -- {maintainer.partition(': ')[2]}  {date}\n".encode())
    _compressed(place / "NEWS.gz", (ROOT / "CHANGELOG.md").read_bytes())
    overrides = tree / "usr" / "share" / "lintian" / "overrides" / PROGRAM
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(OURS / "lintian-overrides", overrides)


def _copyright() -> Iterator[str]:
    yield "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
    yield "Upstream-Name: Exist Desktop\n"
    yield "Comment:\n The libraries in the bundle have licences of their own, which stand in the folders beside them\n"
    yield f" that end in .dist-info, below /usr/{PLACE}. Qt and PySide6 are used under the LGPL-3, which is\n"
    yield " in /usr/share/common-licenses/LGPL-3; they are files of their own there and may be replaced.\n\n"
    yield "Files: *\nCopyright: The Exist Desktop authors\nLicense: Expat\n"
    yield from (f" {line or '.'}\n" for line in (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines())


def _template() -> str:
    return (OURS / "control").read_text(encoding="utf-8")


def _control(tree: Path, version: str, architecture: str) -> None:
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    place = tree / "DEBIAN"
    place.mkdir()
    kilobytes = sum(-(-path.stat().st_size // 1024) for path in files)
    libc = os.confstr("CS_GNU_LIBC_VERSION") or ""
    filled = _template().format(version=version, architecture=architecture, size=kilobytes, libc=libc.split()[-1])
    (place / "control").write_text(filled, encoding="utf-8")
    sums = (f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files)  # noqa: S324 - dpkg's
    (place / "md5sums").write_text("".join(sums), encoding="utf-8")


def _tidy(tree: Path) -> None:
    """Gives each file the rights that Debian's policy asks for, and one time."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path == bundle.command(tree / "usr" / PLACE)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (_made_at(), _made_at()), follow_symlinks=False)


def _compressed(target: Path, content: bytes) -> None:
    target.write_bytes(gzip.compress(content, 9, mtime=0))


def _made_at() -> int:
    """Returns the time of the last commit, in seconds, so that the package does not depend on when it is built."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or heard("git", "log", "-1", "--format=%ct") or time.time())


def _clock() -> dict[str, str]:
    return {"SOURCE_DATE_EPOCH": str(_made_at())}
