"""The line with which a person binds a key themselves, where this desktop gives none to programs, and where it goes."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from enum import Enum, auto

from msgspec import Struct

from exist_desktop.ui.global_key.shortcut import Shortcut


class Desktop(Enum):
    """A desktop, as far as its places for keys differ."""

    GNOME = auto()
    PLASMA = auto()
    XFCE = auto()
    CINNAMON = auto()
    MATE = auto()
    I3 = auto()
    SWAY = auto()
    HYPRLAND = auto()
    MACOS = auto()
    ANOTHER = auto()


_NAMES = {
    "kde": Desktop.PLASMA,
    "xfce": Desktop.XFCE,
    "x-cinnamon": Desktop.CINNAMON,
    "cinnamon": Desktop.CINNAMON,
    "mate": Desktop.MATE,
    "i3": Desktop.I3,
    "sway": Desktop.SWAY,
    "hyprland": Desktop.HYPRLAND,
    "gnome": Desktop.GNOME,
}
"""What desktops call themselves in `XDG_CURRENT_DESKTOP`."""


class Binding(Struct, frozen=True):
    """The line, and the desktop that it is for."""

    line: str
    desktop: Desktop


def desktop_of(system: str, environment: Mapping[str, str]) -> Desktop:
    """Returns the desktop that runs. `XDG_CURRENT_DESKTOP` has its names, the most exact one first."""
    if system == "darwin":
        return Desktop.MACOS
    names = environment.get("XDG_CURRENT_DESKTOP", "").lower().split(":")
    return next((_NAMES[name] for name in names if name in _NAMES), Desktop.ANOTHER)


def binding(desktop: Desktop, command: Sequence[str], shortcut: Shortcut | None) -> Binding:
    """Returns the command, or the whole line of a configuration file where the desktop is set up by one."""
    line = shlex.join(command)
    if shortcut is not None and shortcut.trigger:
        match desktop:
            case Desktop.I3:
                line = f"bindsym {shortcut.of_i3} exec --no-startup-id {line}"
            case Desktop.SWAY:
                line = f"bindsym {shortcut.of_i3} exec {line}"
            case Desktop.HYPRLAND:
                line = f"bind = {shortcut.of_hyprland}, exec, {line}"
            case _:
                pass
    return Binding(line, desktop)
