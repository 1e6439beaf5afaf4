"""A combo box that opens when it is pressed; painted like the fields, and ignores the wheel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QChildEvent, QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.painting import KEYBOARD, Surface, elided, paint_ring, paint_surface, set_tip

PADDING = QSize(12, 10)
"""Makes it as high as a field, which is often beside it."""
ARROW = 10
RADIUS = 10.0


class OptionList(QStandardItemModel):
    """The values of many boxes that have the same ones, with their texts: made and measured once for all of them."""

    def __init__(self, options: Sequence[tuple[object, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._texts = [text for _, text in options]
        self._widest: tuple[str, int] | None = None  # the font, and the width in it
        for value, text in options:
            item = QStandardItem(text)
            item.setData(value, Qt.ItemDataRole.UserRole)
            self.appendRow(item)

    def widest(self, font: QFont) -> int:
        """Returns the width of the longest text; cached, since layouts ask often and there may be thousands."""
        if self._widest is None or self._widest[0] != font.key():
            metrics = QFontMetrics(font)
            self._widest = font.key(), max(map(metrics.horizontalAdvance, self._texts), default=0)
        return self._widest[1]


class ComboBox(QComboBox):
    """A choice of one value, each with its text.

    On Linux its accessible name is the value; its label is the one that has it as its buddy. Screen readers find the
    choices below it at all times; those of a closed list are not visible and not focused.

    Signals:
        chosen(object): the person chose this value.
    """

    chosen = Signal(object)

    def __init__(
        self, name: str, options: Sequence[tuple[object, str]] | OptionList, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ringed = False
        set_name(self, name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_options(options)
        self.activated.connect(self._on_activated)

    def childEvent(self, event: QChildEvent) -> None:
        """Qt makes the list when it is opened or asked about."""
        super().childEvent(event)
        if event.added() and event.child().isWidgetType():
            QTimer.singleShot(0, self, self._close_list)

    def showPopup(self) -> None:
        """Opens the list at the chosen value."""
        self.view().setCurrentIndex(self.model().index(self.currentIndex(), self.modelColumn()))
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        QTimer.singleShot(0, self, self._close_list)

    def _close_list(self) -> None:
        """Takes size and marked choice from a list that is closed: Qt calls choices visible that lie inside of it."""
        view = self.view()
        if not view.isVisible():
            view.setCurrentIndex(QModelIndex())
            view.resize(0, 0)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))

    def set_options(self, options: Sequence[tuple[object, str]] | OptionList) -> None:
        """Sets the values and their texts; the chosen value stays."""
        kept = self.currentData()
        self._options = options if isinstance(options, OptionList) else OptionList(options, self)
        self.setModel(self._options)  # which deletes the former one, if that was of this box alone
        self.show_value(kept)

    def show_value(self, value: object) -> None:
        """Shows a value; the first one if it is not among them."""
        self.setCurrentIndex(max(self.findData(value), 0))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = QFontMetrics(self.font()).height() + 2 * PADDING.height()
        return QSize(self._options.widest(self.font()) + 3 * PADDING.width() + ARROW + 1, height)

    def minimumSizeHint(self) -> QSize:
        few = 6 * QFontMetrics(self.font()).averageCharWidth() + 3 * PADDING.width() + ARROW
        return QSize(min(few, self.sizeHint().width()), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignores the wheel: scrolling the page must not change a setting in passing."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ringed = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours = theme.of(self.palette())
        fill = theme.mixed(colours.window, colours.text, 0.05) if self.underMouse() else QColor(colours.window)
        inner = self.rect().adjusted(PADDING.width(), 0, -2 * PADDING.width() - ARROW, 0)
        text = elided(self.currentText(), self.font(), inner.width())
        with QPainter(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(0.5)
            surface = Surface(fill, QColor(colours.text), QColor(colours.field))
            paint_surface(painter, QRectF(self.rect()), RADIUS, surface)
            painter.setPen(surface.text)
            painter.drawText(self._mirrored(inner), self._side() | Qt.AlignmentFlag.AlignVCenter, text)
            self._paint_arrow(painter, colours)
            if self._ringed:
                paint_ring(painter, QRectF(self.rect()), RADIUS, QColor(colours.accent))
        set_tip(self, "" if text == self.currentText() else self.currentText())

    def _paint_arrow(self, painter: QPainter, colours: theme.Theme) -> None:
        place = QRect(self.width() - PADDING.width() - ARROW, (self.height() - ARROW // 2) // 2, ARROW, ARROW // 2)
        box = QRectF(self._mirrored(place))
        painter.setPen(QPen(QColor(colours.muted), 1.6))
        painter.drawPolyline([box.topLeft(), QPointF(box.center().x(), box.bottom()), box.topRight()])

    def _side(self) -> Qt.AlignmentFlag:
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute

    def _mirrored(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)
