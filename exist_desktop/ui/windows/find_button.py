"""The navigation's entry for Find: it looks like a field, and text typed on it goes to the page."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.keys import WITH_ANOTHER_KEY
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.painting import Surface, elided, mirrored, paint_ring, paint_surface, set_tip
from exist_desktop.words.language import Language

PADDING = QSize(12, 8)
RADIUS = 8.0
NARROWEST = 150


class FindButton(PaintedButton):
    """Opens Find with its field focused. A real field here would slow every start for a rare use.

    Signals:
        typed(str): letters were typed on it.
    """

    typed = Signal(str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(language.say("Find a note, a day…"))
        set_name(self, language.say("Find"))
        set_tip(self, self.text())
        self._keys = language.say("Ctrl F")
        self._open = False
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def show_open(self, *, is_open: bool) -> None:
        """Shows whether Find is the page that is open."""
        if is_open != self._open:
            self._open = is_open
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(self.font(), 0))
        return QSize(max(NARROWEST, metrics.horizontalAdvance(self.text()) + 2 * PADDING.width() + 1), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self._height())

    def _height(self) -> int:
        return QFontMetrics(theme.font(self.font(), 0)).height() + 2 * PADDING.height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = event.text()
        if letters.isprintable() and letters.strip() and not event.modifiers() & WITH_ANOTHER_KEY:
            self.typed.emit(letters)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours = theme.of(self.palette())
        rect = QRectF(self.rect())
        fill = theme.mixed(colours.card, colours.text, 0.04 if self.underMouse() else 0.0)
        edge = QColor(colours.accent if self._open else colours.border)
        inner = self.rect().adjusted(PADDING.width(), 0, -PADDING.width(), 0)
        small = theme.font(self.font(), -1)
        keys = QFontMetrics(small).horizontalAdvance(self._keys)
        text = QFontMetrics(theme.font(self.font(), 0)).horizontalAdvance(self.text())
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        near = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        far = Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
        fixed = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        with QPainter(self) as painter:
            paint_surface(painter, rect, RADIUS, Surface(fill, QColor(colours.text), edge))
            painter.setPen(QColor(colours.muted))
            painter.setFont(theme.font(self.font(), 0))
            painter.drawText(inner, near | fixed, elided(self.text(), theme.font(self.font(), 0), inner.width()))
            if text + keys + PADDING.width() <= inner.width():
                painter.setFont(small)
                place = QRect(inner.right() + 1 - keys, 0, keys, self.height())
                painter.drawText(mirrored(place, self), far | fixed, self._keys)
            if self.ringed:
                paint_ring(painter, rect, RADIUS, QColor(colours.accent))
