"""What the project needs of the operating system: found by trying, installed on Debian and Ubuntu, named on others.

Qt's wheel does not include the desktop's libraries. The tests need a whole desktop.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from project import Environment, StopError, run_quietly, say, succeeds

LOAD_QT = """
import ctypes, pathlib, PySide6.QtWidgets
for name in ("libqxcb.so", "libqwayland.so"):
    ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / name))
"""
LOAD_ATSPI = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
APT_GET = ("apt-get", "--yes", "--quiet", "-o", "DPkg::Lock::Timeout=500")


@dataclass(frozen=True)
class Need:
    """One thing that is needed, how to detect it, and Debian's packages that install it."""

    purpose: str
    packages: tuple[str, ...]
    present: Callable[[], bool]


def on_path(*names: str) -> Callable[[], bool]:
    """Returns a check whether any of these programs is on the path."""
    return lambda: any(shutil.which(name) for name in names)


def _loads(*command: str, code: str) -> Callable[[], bool]:
    return lambda: succeeds(*command, "-c", code)


QT_LIBRARIES = (
    *("libegl1", "libgl1", "libglib2.0-0", "libfontconfig1", "libxkbcommon0", "libdbus-1-3", "fonts-dejavu-core"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0"),
    *("libwayland-client0", "libwayland-cursor0", "libwayland-egl1"),
)

DESK = (
    Need("a virtual screen", ("xvfb",), on_path("Xvfb")),
    Need("a window manager", ("openbox",), on_path("openbox")),
    Need("a tray", ("trayer",), on_path("trayer")),
    Need("keys and the mouse", ("xdotool",), on_path("xdotool")),
    Need("pictures of the screen", ("imagemagick",), on_path("import")),
    Need("a Wayland compositor", ("sway",), on_path("sway")),
    Need("a tray on Wayland", ("waybar",), on_path("waybar")),
    Need("pictures of a Wayland screen", ("grim",), on_path("grim")),
    Need("a message bus", ("dbus",), on_path("dbus-daemon")),
    Need("a Secret Service", ("gnome-keyring",), on_path("gnome-keyring-daemon")),
    Need(
        "the accessibility bus",
        ("at-spi2-core", "python3-gi", "gir1.2-atspi-2.0"),
        _loads("/usr/bin/python3", code=LOAD_ATSPI),
    ),
    Need(
        "letters and pictures of every script",
        ("fonts-noto-core", "fonts-noto-color-emoji"),
        Path("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf").exists,
    ),
    Need("a browser", ("chromium",), on_path("chromium", "chromium-browser", "google-chrome")),
    Need("a way to drive the browser", ("chromium-driver",), on_path("chromedriver")),
)

COMPOSITORS = (
    Need("the compositor of GNOME", ("mutter",), on_path("mutter")),
    Need("the compositor of KDE Plasma", ("kwin-wayland",), on_path("kwin_wayland")),
)


def window(environment: Environment) -> tuple[Need, ...]:
    """Returns what windows need with the Qt of that environment."""
    return (Need("Qt's windows", QT_LIBRARIES, _loads(str(environment.python), code=LOAD_QT)),)


def require(needs: Iterable[Need]) -> None:
    """Makes sure that all of them are there, or raises `StopError` with the command that installs them."""
    if sys.platform != "linux":
        return
    missing = [need for need in needs if not need.present()]
    if not missing:
        return
    install([package for need in missing for package in need.packages], ", ".join(need.purpose for need in missing))
    still = [need.purpose for need in missing if not need.present()]
    if still:
        raise StopError(f"The packages are installed, and yet this does not work: {', '.join(still)}.")


def install(packages: list[str], purpose: str) -> None:
    """Installs Debian's packages, or raises `StopError` with what to do."""
    command = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise StopError(f"This system lacks {purpose}. On Debian this command installs it:\n  {command}")
    if os.geteuid() != 0:
        raise StopError(f"This system lacks {purpose}. This command installs it:\n  sudo {command}")
    say(f"Installing system packages for {purpose}.")
    # An unreachable archive that is not needed here must not stop this: only the installation counts.
    _apt_get("update")
    if not _apt_get("install", "--no-install-recommends", *packages):
        raise StopError(f"The system packages for {purpose} could not be installed. The command was:\n  {command}")


def _apt_get(*arguments: str) -> bool:
    return run_quietly(*APT_GET, *arguments, extra={"DEBIAN_FRONTEND": "noninteractive"})
