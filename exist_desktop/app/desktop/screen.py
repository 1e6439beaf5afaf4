"""Whether a window can be opened. Qt ends the process if it cannot connect to a screen, so this is tried first.

`DISPLAY` may remain from a session that has ended, or belong to a user who lets nobody else in.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

_OF_A_DESKTOP = ("xcb", "wayland")
_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc")


def has_screen() -> bool:
    """Whether there is a screen that accepts this user."""
    if sys.platform in ("win32", "darwin"):
        return True
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    names = [name.partition(":")[0] for name in wanted.split(";") if name] or list(_OF_A_DESKTOP)
    if any(not name.startswith(_OF_A_DESKTOP) for name in names):
        return True  # a platform such as offscreen needs no screen
    tries = {"xcb": _lets_in_by_x11, "wayland": _listens_by_wayland}
    return any(tries[kind]() for kind in _OF_A_DESKTOP if any(name.startswith(kind) for name in names))


def is_looked_at() -> bool:
    """Whether a person can see a window and close it. False on a platform without a screen."""
    return has_screen() and not os.environ.get("QT_QPA_PLATFORM", "").startswith(_WITHOUT_SCREEN)


def _lets_in_by_x11() -> bool:
    """Asks libxcb, which Qt uses too: it knows every form of address and the keys to it."""
    if not os.environ.get("DISPLAY"):
        return False
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt says what is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _listens_by_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    with socket.socket(socket.AF_UNIX) as compositor:
        try:
            compositor.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)))
        except OSError:
            return False
    return True
