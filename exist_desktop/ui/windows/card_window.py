"""A small window without a title bar: a card above other windows, as high as its contents."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import (
    QBitmap,
    QColor,
    QGuiApplication,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.ui import icons, theme
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.ui.widgets.painting import Surface, paint_surface

EDGE = 16
"""Least space in pixels between the window and the sides of the screen, both sides together."""


class CardWindow(QWidget):
    """A window painted as a card, above others, which can be dragged by any empty place."""

    def __init__(
        self,
        content: QWidget,
        *,
        width: int,
        margins: tuple[int, int, int, int],
        flags: Qt.WindowType = Qt.WindowType.Widget,
    ) -> None:
        frameless = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, Qt.WindowType.Tool | frameless | flags)
        self._usual_width = width
        # Elsewhere a compositor blends the corners; on X11 there may be none, so the corners are cut out.
        self._cuts_corners = QGuiApplication.platformName() == "xcb"
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not self._cuts_corners)
        self.setWindowIcon(icons.app_icon())
        column = QVBoxLayout(self)
        column.setContentsMargins(*margins)
        column.addWidget(content)

    def fit(self) -> None:
        """Resizes the window to its contents; the upper edge stays in place.

        The size is fixed: tiling desktops let a window float that cannot be resized.
        """
        layout = self.layout()
        assert layout is not None
        if not self.isVisible():
            self._lay_out()
        most = self.screen().availableGeometry().width() - EDGE
        width = max(min(round(self._usual_width * theme.scale(self.font())), most), layout.minimumSize().width())
        self.setFixedSize(width, max(0, layout.totalHeightForWidth(width)))  # without contents it says -1

    def _lay_out(self) -> None:
        """Measures changes made while hidden; Qt does so only after showing a window, which then visibly grows."""
        for part in reversed(self.findChildren(QWidget)):
            if (layout := part.layout()) is not None:
                layout.activate()

    def event(self, event: QEvent) -> bool:
        """Fits the window again when a part appears, disappears or grows; a hidden one is fitted when it opens."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange) and self.isVisible():
            self.fit()
        return bool(done)

    def hideEvent(self, event: QHideEvent) -> None:
        """Releases the space reserved so that nothing moves under the pointer."""
        super().hideEvent(event)
        for inline_message in self.findChildren(InlineMessage):
            inline_message.let_go()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the corners out if no compositor rounds them."""
        super().resizeEvent(event)
        if self._cuts_corners:
            mask = QBitmap(self.size())
            mask.clear()
            with QPainter(mask) as painter:
                painter.setBrush(Qt.GlobalColor.color1)
                painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)
            self.setMask(mask)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lets the desktop move the window with the pointer."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.windowHandle().startSystemMove()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one surface
        colours = theme.of(self.palette())
        surface = Surface(QColor(colours.card), QColor(colours.text), QColor(colours.border))
        with QPainter(self) as painter:
            paint_surface(painter, QRectF(self.rect()), theme.RADIUS, surface)
