"""All that is handed to other people, built and tried as on the computers of others."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import bundle
import deb
import system_packages
import virtual_environment
import wheel
from bare_debian import bare_debian
from project import DIST, PROGRAM, ROOT, USUAL, StopError, run, run_quietly, say
from system_packages import Need, on_path
from trial import Trial, fastest, try_out

SLOWEST = 1.2
"""How long the start of the bundle may take, as a multiple of the start from the wheel in an environment."""
NOISE_SECONDS = 0.02
LARGEST_MEGABYTES = 90
OLDER = "0.0.1"
"""An older version, which is upgraded to this one."""
TOOLS = (
    Need("a bare Debian", ("debootstrap",), on_path("debootstrap", "/usr/sbin/debootstrap")),
    Need("checks of desktop entries", ("desktop-file-utils",), on_path("desktop-file-validate")),
    Need("checks of metainfo", ("appstream",), on_path("appstreamcli")),
    Need("checks of packages", ("lintian",), on_path("lintian")),
    Need("checks of manual pages", ("man-db",), on_path("man")),
    Need("the shells that complete commands", ("zsh", "fish"), on_path("fish")),
)


def release(_arguments: list[str]) -> int:
    """Builds all packages, tries each as others will have it, and writes their checksums."""
    if sys.platform != "linux" or os.geteuid() != 0:
        raise StopError("A release installs a bare Debian in a folder, so it needs Linux and its administrator.")
    virtual_environment.ensure(USUAL)
    system_packages.require((*system_packages.window(USUAL), *system_packages.DESK, *TOOLS))
    for former in DIST.glob(f"{PROGRAM}_*.deb"):
        former.unlink()
    if status := run(USUAL.python, "-m", "pytest", "-q", "tests/installed", "tests/cli/test_completion.py"):
        return status
    made = wheel.build()
    if not wheel.is_made_by_archive(made):
        raise StopError("The source archive does not make the same wheel as the checkout.")
    folder = bundle.build(made)
    installed, command = bundle.ENVIRONMENT.program, bundle.command(folder)
    say("The wheel, in an environment with nothing else:")
    try_out(installed, "offscreen")
    say("The bundle:")
    try_out(command, "offscreen")
    _try_on_screens(command)
    _compare(installed, command)
    older, package = deb.build(folder, OLDER), deb.build(folder)
    _check(package)
    _try_on_bare_debian(older, package)
    older.unlink()
    _write_checksums()
    return 0


def _try_on_screens(command: Path) -> None:
    for desk, platform in (("x11", "xcb"), ("sway", "wayland")):
        session = ("-m", "tests.virtual_desktop.session", "--on", desk, "--", sys.executable, "packaging/trial.py")
        if not run_quietly(USUAL.python, *session, command, platform):
            raise StopError(f"The bundle does not work on {desk}; its words are above.")
        say(f"Its window opens on {desk}.")


def _compare(installed: Path, command: Path) -> None:
    usual, bundled = fastest(installed, command)
    for what, ours, theirs in (
        ("A start", bundled.first, usual.first),
        ("A command for the program that runs", bundled.again, usual.again),
    ):
        say(f"{what} takes {ours * 1000:.0f} ms, from the wheel {theirs * 1000:.0f} ms: {ours / theirs:.2f} times.")
        if ours > SLOWEST * theirs + NOISE_SECONDS:
            raise StopError(f"In the bundle it may take {SLOWEST} times as long as from the wheel, not more.")


def _check(package: Path) -> None:
    megabytes = package.stat().st_size / 1e6
    say(f"{package.name} has {megabytes:.1f} MB.")
    if megabytes > LARGEST_MEGABYTES:
        raise StopError(f"It may have {LARGEST_MEGABYTES} MB, not more.")
    if not run_quietly("lintian", "--allow-root", "--fail-on=error,warning", package):
        raise StopError("lintian found something in the package; its words are above.")


def _try_on_bare_debian(older: Path, package: Path) -> None:
    """Installs the older version, logs days with it, upgrades it, and removes it: only the days are left."""
    with bare_debian(deb.dependencies()) as system:
        before = system.files()
        system.install(older)
        place = system.root / "trial"
        trial = Trial(system.command(f"/usr/bin/{PROGRAM}"), place)
        system.owned_by_person(place)
        trial.try_shell()
        diary = trial.diary()
        system.install(package)
        if trial.diary() != diary:
            raise StopError("After the upgrade the days are not those from before it.")
        say(f"On a bare Debian the window can be reached after {trial.try_window('offscreen').first:.2f} s.")
        system.purge(PROGRAM)
        left = {path for path in system.files() - before if not path.startswith(str(place))}
        kept = place / "home" / ".local" / "share" / PROGRAM
        if left or not any(kept.iterdir()):
            raise StopError(f"Removing the package should leave the days alone. It leaves {left or 'nothing'}.")
        say("Upgraded with all days kept, and removed but for these.")


def _write_checksums() -> None:
    files = sorted(path for path in DIST.iterdir() if path.suffix in (".deb", ".gz", ".whl"))
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    say(f"All is in {DIST.relative_to(ROOT)}, not signed; SHA256SUMS has the checksums.")
