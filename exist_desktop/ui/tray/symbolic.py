"""The tray's icon in one colour, for panels whose icons are all like that: the shape alone shows the sync status.

Where the program is installed, a panel on the session bus gets the icon's name and paints it in its own colour. Other
panels get pictures that are seen on light and dark ones, since a program cannot find out which kind it is.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from exist_desktop import resources
from exist_desktop.ui.tray.host import WATCHER
from exist_desktop.ui.tray.picture import DARK, RIM, SIZES, Mark

_PAINTED = "#2e3436"
"""The colour in the files, which panels put theirs in place of."""
_AROUND = [QPointF(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


def symbolic_name(mark: Mark) -> str:
    """Returns the name of the icon in the theme of the desktop."""
    state = "" if mark is Mark.NONE else f"-{mark.name.lower().replace('_', '-')}"
    return f"{resources.APPLICATION_ID}{state}-symbolic"


def symbolic_icon(mark: Mark) -> QIcon:
    """Returns the icon for a mark: by name if the panel paints it, else in every size."""
    name = symbolic_name(mark)
    if _is_painted_by_panel() and QIcon.hasThemeIcon(name):
        return QIcon.fromTheme(name)
    text = resources.path(f"share/icons/hicolor/symbolic/apps/{name}.svg").read_text(encoding="utf-8")
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    shape, rim = (RIM, DARK) if is_dark else (DARK, RIM)
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_painted(size, _in_colour(text, shape), _in_colour(text, rim)))
    icon.setIsMask(True)  # which macOS paints in the colour of its menu bar
    return icon


def _is_painted_by_panel() -> bool:
    """Whether the panel is one of those on the session bus, which take an icon by its name."""
    if sys.platform != "linux":
        return False
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.sessionBus()
    return bus.isConnected() and bus.interface().isServiceRegistered(WATCHER).value()


def _in_colour(text: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(text.replace(_PAINTED, colour).encode()))


def _painted(size: int, shape: QSvgRenderer, rim: QSvgRenderer) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    width = 0 if sys.platform == "darwin" else max(1.0, size / 24)
    box = QRectF(width, width, size - 2 * width, size - 2 * width)
    with QPainter(pixmap) as painter:
        for offset in _AROUND:
            rim.render(painter, box.translated(offset * width))
        shape.render(painter, box)
    return pixmap
