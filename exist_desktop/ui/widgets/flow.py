"""A layout that sets its items like words in a line and wraps them; mirrored in right-to-left layouts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items have their preferred size and wrap if they do not fit; none is wider than a line."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 7, line_gap: int = 7) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Returns how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def put_in_order(self, widgets: Sequence[QWidget]) -> None:
        """Holds exactly these widgets, in this order. Those that were here keep their items.

        A widget notifies only its first item when its size has changed; one that is taken out and added again would
        keep the height that it had.
        """
        here = {widget: item for item in self._items if (widget := item.widget()) is not None}
        for widget in here.keys() - set(widgets):
            self.removeWidget(widget)
        for widget in widgets:
            if widget not in here:
                self.addWidget(widget)
        places: dict[QWidget | None, int] = {widget: place for place, widget in enumerate(widgets)}
        self._items.sort(key=lambda item: places.get(item.widget(), -1))
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        """Forgets the heights: a part has changed."""
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        """Cached, since the layouts around it ask for the same few widths again and again."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return self._with_margins(QSize(width, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Lays the lines out inside a rectangle and returns their height."""
        inner = rect.marginsRemoved(self.contentsMargins())
        y, below = inner.top(), 0
        for line in self._lines(inner.width()):
            height = max(size.height() for _, size in line)
            x = 0
            for item, size in line if move else ():
                item.setGeometry(QRect(self._place(inner, x, y + (height - size.height()) // 2, size.width()), size))
                x += size.width() + self._gap_in(line)
            below = self._gap_below(line)
            y += height + below
        return max(y - below, inner.top()) - inner.top() + self._with_margins(QSize(0, 0)).height()

    def _gap_in(self, _line: list[tuple[QLayoutItem, QSize]]) -> int:
        """Returns the pixels between two items of a line."""
        return self._gap

    def _gap_below(self, _line: list[tuple[QLayoutItem, QSize]]) -> int:
        """Returns the pixels between a line and the next one."""
        return self._line_gap

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Returns the items with their sizes, wrapped at the width."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = width
        for item in self._shown():
            size = _size_within(item, width)
            if not lines or used + size.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self._gap
        return lines

    def _place(self, inner: QRect, x: int, y: int, width: int) -> QPoint:
        parent = self.parentWidget()
        if parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return QPoint(inner.left() + inner.width() - x - width, y)
        return QPoint(inner.left() + x, y)


def _size_within(item: QLayoutItem, width: int) -> QSize:
    """Returns an item's preferred size; if that is wider than a line, the line's width and the height for it."""
    hint = item.sizeHint()
    if hint.width() <= width:
        return hint
    bounded = max(width, item.minimumSize().width())
    return QSize(bounded, item.heightForWidth(bounded) if item.hasHeightForWidth() else hint.height())
