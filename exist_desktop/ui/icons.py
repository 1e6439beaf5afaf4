"""The application's own icon, from the program's files."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from exist_desktop import resources

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""The sizes that exist as pixels, so that no SVG plugin is needed."""


def app_icon() -> QIcon:
    """Returns the icon in every size that desktops ask for."""
    icon = QIcon()
    for size in SIZES:
        file = resources.path(f"share/icons/hicolor/{size}x{size}/apps/{resources.APPLICATION_ID}.png")
        icon.addFile(str(file), QSize(size, size))
    return icon
