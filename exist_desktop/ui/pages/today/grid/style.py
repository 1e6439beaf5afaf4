"""How the grid looks: names and days on the window's own ground, boxes in the middle of cells, the focus as a ring."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.painting import elided, paint_ring

Index = QModelIndex | QPersistentModelIndex
BESIDE = 8
"""Pixels beside a name or a day."""
ABOVE = 6
"""Pixels above and below it."""
MOST_OF_NAMES = 0.42
"""The greatest share of the table's width for the names; longer ones are cut, and whole in their tooltip."""
RING_RADIUS = 6.0


class GridHeader(QHeaderView):
    """The names, or the days. That of the cell with the focus is bold."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._table = parent
        self.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.viewport().setAutoFillBackground(False)

    def _text(self, section: int) -> str:
        return str(self.model().headerData(section, self.orientation()) or "")

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Returns the size for a bold text, so that nothing moves with the focus."""
        metrics = QFontMetrics(theme.font(self.font(), 0, bold=True))
        size = metrics.size(0, self._text(section))
        width = size.width() + 2 * BESIDE
        if self.orientation() is Qt.Orientation.Vertical:
            width = min(width, round(self._table.width() * MOST_OF_NAMES))
        return QSize(width, size.height() + 2 * ABOVE)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paints a text and a hairline between it and the cells, as wherever one thing is above others."""
        colours, across = theme.of(self.palette()), self.orientation() is Qt.Orientation.Horizontal
        current = self.selectionModel().currentIndex()
        is_current = section == (current.column() if across else current.row())
        font = theme.font(self.font(), 0, bold=is_current)
        room = rect.adjusted(BESIDE, 0, -BESIDE, 0)
        side = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignLeading
        text = self._text(section)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colours.text if is_current else colours.muted))
        shown = text if across else elided(text, font, room.width())
        flags = QStyle.visualAlignment(self.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, flags, shown)
        if across:
            painter.setPen(QColor(colours.border))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class Unpainted(QObject):
    """Leaves the corner between names and days to the window's ground."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        corner = table.findChild(QAbstractButton)
        if corner is not None:
            corner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the corner's painting away."""
        return event.type() is QEvent.Type.Paint or super().eventFilter(watched, event)


class Boxes(QStyledItemDelegate):
    """Paints a box in the middle of each cell; a press anywhere in the cell switches it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints the style's own box, with a border that is seen on a dark window, too."""
        table = option.widget
        colours, box = theme.of(option.palette), QStyleOptionButton()
        box.palette, box.fontMetrics, box.direction = option.palette, option.fontMetrics, option.direction
        box.palette.setColor(QPalette.ColorRole.Window, QColor(colours.text))
        metric, style = QStyle.PixelMetric, table.style()
        size = QSize(style.pixelMetric(metric.PM_IndicatorWidth), style.pixelMetric(metric.PM_IndicatorHeight))
        box.rect = QStyle.alignedRect(option.direction, Qt.AlignmentFlag.AlignCenter, size, option.rect)
        box.state = QStyle.StateFlag.State_Enabled | _STATES[Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))]
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, table)
        if option.state & QStyle.StateFlag.State_HasFocus:
            ring = QRectF(option.rect).adjusted(3, 2, -3, -2)
            paint_ring(painter, ring, RING_RADIUS, QColor(colours.accent))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Takes a press in the whole cell for the box, which Qt would look for at the cell's side."""
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.type() is QEvent.Type.MouseButtonRelease and event.button() is Qt.MouseButton.LeftButton:
            return model.setData(index, None, Qt.ItemDataRole.CheckStateRole)
        return False


_STATES = {
    Qt.CheckState.Checked: QStyle.StateFlag.State_On,
    Qt.CheckState.Unchecked: QStyle.StateFlag.State_Off,
    Qt.CheckState.PartiallyChecked: QStyle.StateFlag.State_NoChange,
}
