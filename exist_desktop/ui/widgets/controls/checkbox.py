"""A check box whose text wraps; Qt's own would cut it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.painting import KEYBOARD, paint_ring

UNLIMITED = 1 << 20
BOX_RADIUS = 3.0
"""Corner radius of the focus ring around the box."""


class CheckBox(QCheckBox):
    """A check box painted by the style, except for the text."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._ringed = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = self._room(width)
        text = self.fontMetrics().boundingRect(QRect(0, 0, room, UNLIMITED), self._flags(room), self.text())
        return max(text.height(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().averageCharWidth() * 8
        return QSize(self._indent() + few, super().sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ringed = False
        super().focusOutEvent(event)

    def hitButton(self, _position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        """Paints box and focus with the style, and the text on as many lines as it needs."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        # The style draws the box's border in a darker shade of the window, which is invisible on a dark card.
        option.palette.setColor(QPalette.ColorRole.Window, QColor(theme.of(self.palette()).text))
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_CheckBox, option, painter, self)
            painter.setPen(self.palette().windowText().color())
            place = QRect(self._indent(), 0, self._room(self.width()), self.height())
            painter.drawText(
                QStyle.visualRect(self.layoutDirection(), self.rect(), place), self._flags(place.width()), self.text()
            )
            if self._ringed:  # the style's own ring would be around the text that it has
                box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
                colour = QColor(theme.of(self.palette()).accent)
                paint_ring(painter, QRectF(box.adjusted(-1, -1, 1, 1)), BOX_RADIUS, colour)

    def _room(self, width: int) -> int:
        """Returns the width for a line. Qt shifts a right-aligned line by the blank at its end; room is left for it."""
        return width - self._indent() - 2 * self.fontMetrics().horizontalAdvance(" ")

    def _flags(self, width: int) -> int:
        """Returns the flags for wrapping between words, or within a word if it is longer than a line.

        Without AlignAbsolute, Qt would follow the script of the text instead of the page.
        """
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        # else it is painted in the direction of the page, and measured in that of its first letter
        forced = Qt.TextFlag.TextForceRightToLeft if mirrored else Qt.TextFlag.TextForceLeftToRight
        between = flags.value | forced.value | Qt.TextFlag.TextWordWrap.value
        fits = self.fontMetrics().boundingRect(QRect(0, 0, width, UNLIMITED), between, self.text()).width() <= width
        return between if fits else flags.value | forced.value | Qt.TextFlag.TextWrapAnywhere.value

    def _indent(self) -> int:
        style, metric = self.style(), QStyle.PixelMetric
        return sum(
            style.pixelMetric(one, None, self) for one in (metric.PM_IndicatorWidth, metric.PM_CheckBoxLabelSpacing)
        )
