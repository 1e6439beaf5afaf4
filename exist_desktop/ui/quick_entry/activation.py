"""Places a small window and brings it to the front with the focus; each window system does that differently.

On X11 the window manager gives a window the focus if a person asked for it; the message says so, and has the time of
the key press from the launcher's token. On Wayland the compositor needs the launcher's token, which Qt reads from the
environment when a window asks to be activated.
"""

from __future__ import annotations

import ctypes
import functools
import os
import re

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor, QGuiApplication, QNativeInterface
from PySide6.QtWidgets import QWidget

VARIABLE = "XDG_ACTIVATION_TOKEN"
"""Where Qt reads the token, on Wayland alone, when a window appears or asks to be activated; it removes it then."""
FROM_THE_TOP = 0.28
"""The share of a screen's free height above the window."""
_TIME = re.compile(r"_TIME(\d+)$")
_CLIENT_MESSAGE, _REDIRECT_AND_NOTIFY = 33, (1 << 20) | (1 << 19)
_BY_THE_PERSON = 2


def place(window: QWidget) -> None:
    """Puts the window on the screen with the pointer, centred, above the middle; Wayland does that by itself."""
    screen = QGuiApplication.screenAt(QCursor.pos()) or window.screen()
    free = screen.availableGeometry()
    left = free.left() + (free.width() - window.width()) // 2
    top = free.top() + max(0, round((free.height() - window.height()) * FROM_THE_TOP))
    window.move(QPoint(left, top))


def windows_take_focus() -> bool:
    """Whether a window takes the focus when it appears, also one that asks not to: so it is on Wayland."""
    return QGuiApplication.platformName().startswith("wayland")


def activate(window: QWidget, token: str = "") -> None:
    """Brings a shown window to the front and gives it the focus; `token` is that of the launcher."""
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    if token and app.platformName().startswith("wayland"):
        os.environ[VARIABLE] = token
    window.raise_()
    window.activateWindow()
    native = app.nativeInterface()
    on_x11 = app.platformName() == "xcb"  # other platforms have that interface too, without a display
    if on_x11 and isinstance(native, QNativeInterface.QX11Application):
        _ask_window_manager(native.display(), int(window.winId()), token)


@functools.cache
def _x11() -> ctypes.CDLL | None:
    """Returns the X library; None if it is not installed."""
    try:
        library = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    library.XDefaultRootWindow.restype = library.XInternAtom.restype = ctypes.c_ulong
    return library


class _Message(ctypes.Structure):
    """A client message in the layout of the X library."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest_of_the_union", ctypes.c_long * 12),
    )


def _ask_window_manager(display: int, window: int, token: str) -> None:
    """Sends `_NET_ACTIVE_WINDOW` as a request of the person, with the time from the token if it has one."""
    x11 = _x11()
    if x11 is None:
        return  # Qt has already asked, but as an application
    at = ctypes.c_void_p(display)
    root, kind = x11.XDefaultRootWindow(at), x11.XInternAtom(at, b"_NET_ACTIVE_WINDOW", 0)
    time = _TIME.search(token)
    data = (ctypes.c_long * 5)(_BY_THE_PERSON, int(time[1]) & 0xFFFFFFFF if time else 0, 0, 0, 0)
    message = _Message(_CLIENT_MESSAGE, 0, 1, display, window, kind, 32, data)
    x11.XSendEvent(at, ctypes.c_ulong(root), 0, ctypes.c_long(_REDIRECT_AND_NOTIFY), ctypes.byref(message))
    x11.XFlush(at)
