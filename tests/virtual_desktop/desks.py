"""The desktops that there are: an X server with a window manager, and Wayland compositors."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from tests.virtual_desktop import MARK
from tests.virtual_desktop.services import Services
from tests.virtual_desktop.sway import SOCKET
from tests.virtual_desktop.wayland_hands import WaylandHands

WIDTH, HEIGHT = 1280, 860
BAR_HEIGHT = 30

NOT_ROOT = 61_234
"""A user who has no files and runs nothing: sway refuses to run as root, and tests may be run by root."""
SWAY = f"""
output * mode --custom {WIDTH}x{HEIGHT} position 0 0 bg #777777 solid_color
xwayland disable
seat * hide_cursor 0
focus_on_window_activation smart
bindsym Mod1+F4 kill
"""
"""With `smart`, sway gives a window the keys that has the token of another one's, instead of marking it as urgent."""
SOCKET_NAME = "wayland-0"
BAR = {"layer": "top", "position": "bottom", "height": BAR_HEIGHT, "modules-right": ["tray"], "tray": {"icon-size": 20}}


class DeskKind(StrEnum):
    """What a desktop is made of."""

    X11 = "x11"
    SWAY = "sway"
    MUTTER = "mutter"
    KWIN = "kwin"


class Desk(Protocol):
    """The parts of a desktop that are not the same on all."""

    def start_screen(self, services: Services) -> None:
        """Start what has to be there before the session bus, and set the variables that name the screen."""

    def start_windows(self, services: Services) -> None:
        """Start what gives windows their places and the keys, on the session bus."""

    def start_tray(self, services: Services) -> None:
        """Start a tray."""


class X11Desk:
    """Xvfb and openbox, with trayer as the tray."""

    def start_screen(self, services: Services) -> None:
        """Start an X server on the first free number.

        It stays as it is when its last client goes: a reset would throw out the one that is just coming.
        """
        size = f"{WIDTH}x{HEIGHT}x24"
        number = services.told_by("Xvfb", "-displayfd", "{fd}", "-screen", "0", size, "-nolisten", "tcp", "-noreset")
        services.environment |= {"DISPLAY": f":{number}", "XDG_SESSION_TYPE": "x11"}

    def start_windows(self, services: Services) -> None:
        """Start a window manager, without which no window gets the keys."""
        services.serve("openbox", ready=lambda: services.succeeds("xdotool", "get_num_desktops"))

    def start_tray(self, services: Services) -> None:
        """Start a tray of the kind that X11 desktops have."""
        place = ("--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32")
        services.serve("trayer", *place, ready=lambda: services.succeeds("xdotool", "search", "--class", "^trayer$"))


class SwayDesk:
    """sway, which tiles its windows, with waybar as the tray. It draws on no screen, and `sway.SwayScreen` uses it."""

    def start_screen(self, services: Services) -> None:
        """Start sway as an ordinary user. Its sockets are in a folder of that user's."""
        folder = Path(services.environment[MARK], "sway")
        folder.mkdir(mode=0o700)
        configuration = folder / "configuration"
        configuration.write_text(SWAY, encoding="utf-8")
        user = NOT_ROOT if os.geteuid() == 0 else None
        if user is not None:
            os.chown(folder, user, user)
            configuration.chmod(0o644)
        drawn = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        own = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        command = ("sway", "--config", str(configuration))

        def sockets() -> list[Path]:
            # A name is there before somebody listens; of the two, that of sway's own protocol comes last.
            found = [*folder.glob("wayland-?"), *folder.glob("sway-ipc.*")]
            return found if len(found) == 2 else []

        services.serve(*command, ready=sockets, environment=own | drawn, user=user)
        display, own_protocol = map(str, sockets())
        # The path of a socket takes the place of its name, so that the runtime folder stays the caller's own.
        services.environment |= {"WAYLAND_DISPLAY": display, SOCKET: own_protocol, **_of_wayland("sway")}

    def start_windows(self, services: Services) -> None:
        """Hold a keyboard and a pointer.

        Without any, no window gets the keys; and where one comes later, programs lose what is typed until they know it.
        """
        hands = WaylandHands(services.environment["WAYLAND_DISPLAY"])
        services.held.callback(hands.close)

    def start_tray(self, services: Services) -> None:
        """Start a bar with a tray of the kind that Wayland desktops have."""
        configuration = Path(services.environment[MARK], "waybar.json")
        configuration.write_text(json.dumps(BAR), encoding="utf-8")
        command = ("waybar", "--config", str(configuration), "--style", os.devnull)
        services.serve(*command, ready=lambda: services.has_owner("org.kde.StatusNotifierWatcher"))


class CompositorDesk:
    """A compositor that is only looked at from outside: it has no tray and no hands, and takes no pictures.

    `desktop` is the name by which programs know the desktop that it is of, `command` what starts it.
    """

    def __init__(self, desktop: str, command: Callable[[Services], tuple[str, ...]]) -> None:
        self._desktop = desktop
        self._command = command

    def start_screen(self, services: Services) -> None:
        """Name the socket on which it will listen."""
        display = str(Path(services.environment["XDG_RUNTIME_DIR"], SOCKET_NAME))
        services.environment |= {"WAYLAND_DISPLAY": display, **_of_wayland(self._desktop)}

    def start_windows(self, services: Services) -> None:
        """Start it, and wait until it listens. It draws without a graphics card."""
        listens = Path(services.environment["WAYLAND_DISPLAY"]).exists
        drawing = services.environment | {"LIBGL_ALWAYS_SOFTWARE": "1"}
        services.serve(*self._command(services), ready=listens, environment=drawing)

    def start_tray(self, services: Services) -> None:
        """There is none."""


def _mutter(_services: Services) -> tuple[str, ...]:
    size = ("--virtual-monitor", f"{WIDTH}x{HEIGHT}")
    return ("mutter", "--wayland", "--headless", "--no-x11", *size, "--wayland-display", SOCKET_NAME)


def _kwin(services: Services) -> tuple[str, ...]:
    """A copy runs, since the program as it is installed asks for more than some containers allow."""
    copy = Path(services.environment[MARK], "kwin_wayland")
    shutil.copyfile(shutil.which("kwin_wayland") or "kwin_wayland", copy)
    copy.chmod(0o700)
    size = ("--virtual", "--width", str(WIDTH), "--height", str(HEIGHT))
    return (str(copy), *size, "--socket", SOCKET_NAME, "--no-lockscreen", "--no-global-shortcuts")


DESKS: dict[DeskKind, Desk] = {
    DeskKind.X11: X11Desk(),
    DeskKind.SWAY: SwayDesk(),
    DeskKind.MUTTER: CompositorDesk("GNOME", _mutter),
    DeskKind.KWIN: CompositorDesk("KDE", _kwin),
}


def _of_wayland(desktop: str) -> dict[str, str]:
    return {"XDG_SESSION_TYPE": "wayland", "XDG_CURRENT_DESKTOP": desktop}
