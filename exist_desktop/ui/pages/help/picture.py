"""A picture that the program has taken of itself, light or dark as the window is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImageReader, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.accessible_names import set_name

SHARP = 2
"""Pixels of a file for each of the window's, at most."""
RADIUS = 8.0


class Picture(QWidget):
    """As wide as it was taken, or as there is room; `says` is what it shows, in words.

    Files are called `NAME-light.png` and `NAME-dark.png`. One is read when it is painted.
    """

    accessible_role = "Graphic"

    def __init__(self, folder: Path, name: str, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = {dark: folder / f"{name}-{'dark' if dark else 'light'}.png" for dark in (False, True)}
        self._size = QImageReader(str(self._files[False])).size() / SHARP
        self._shown: tuple[Path, QPixmap] | None = None
        set_name(self, says)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setVisible(self._size.isValid())

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.heightForWidth(40))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(min(width, self._size.width()) * self._size.height() / max(self._size.width(), 1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is painted whole
        colours = theme.of(self.palette())
        file = self._files[colours.dark]
        if self._shown is None or self._shown[0] != file:
            self._shown = (file, QPixmap(str(file)))
        width = min(self.width(), self._size.width())
        left = self.width() - width if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 0
        place = QRectF(left, 0, width, self.heightForWidth(width)).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPainterPath()
        edge.addRoundedRect(place, RADIUS, RADIUS)
        with QPainter(self) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            painter.setClipPath(edge)
            painter.drawPixmap(place, self._shown[1], QRectF(self._shown[1].rect()))
            painter.setClipping(False)
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawPath(edge)
