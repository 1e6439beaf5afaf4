"""A small chart of the days found in each month. Arrow keys move by month, Enter goes to the month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from exist_desktop.domain.month import first_of
from exist_desktop.ui import theme
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.painting import KEYBOARD, mirrored, paint_ring

HEIGHT = 46
NARROWEST = 3
"""Least width in pixels of a bar with its gap. If there are too many months, several share a bar."""
WIDEST = 24


class MonthBars(QWidget):
    """Bars from the first month to the last, the oldest at the side where reading begins.

    Signals:
        chosen(date): the person wants to go to the month that begins with this day.
    """

    chosen = Signal(object)
    accessible_role = "Chart"

    def __init__(self, month_words: Callable[[date, int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month_words = month_words
        self._months: list[tuple[date, int]] = []
        self._summary = ""
        self._cursor: int | None = None
        self._ringed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_months(self, counts: Mapping[date, int], first: date, last: date, summary: str) -> None:
        """Shows the counts of the months from `first` to `last`; `summary` is the same in words."""
        months, month, end = list[tuple[date, int]](), first_of(first), first_of(last)
        while month < end:
            months.append((month, counts.get(month, 0)))
            month = first_of(month, 1)
        months.append((end, counts.get(end, 0)))
        self._months, self._summary, self._cursor = months, summary, None
        set_name(self, summary)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(HEIGHT * theme.scale(self.font())))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def _groups(self) -> list[tuple[date, date, int]]:
        """Returns each bar's first month, last month and number of days."""
        if not self._months:
            return []
        shared = -(-len(self._months) * NARROWEST // max(self.width(), 1))
        parts = [self._months[at : at + shared] for at in range(0, len(self._months), shared)]
        return [(part[0][0], part[-1][0], sum(count for _, count in part)) for part in parts]

    def _pitch(self, bars: int) -> float:
        return min(self.width() / max(bars, 1), WIDEST)

    def _bar(self, index: int, bars: int) -> QRect:
        pitch = self._pitch(bars)
        left, right = round(index * pitch), round((index + 1) * pitch)
        return QRect(left, 0, max(right - left, 1), self.height())

    def _index_at(self, place: QPoint) -> int | None:
        bars = len(self._groups())
        x = place.x() if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else self.width() - 1 - place.x()
        index = int(x // self._pitch(bars)) if bars else 0
        return index if 0 <= index < bars else None

    def _words(self, group: tuple[date, date, int]) -> str:
        first, last, count = group
        return self._month_words(first, count) if first == last else self._month_words(last, count)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours, groups = theme.of(self.palette()), self._groups()
        most = max((count for _, _, count in groups), default=0)
        with QPainter(self) as painter:
            for index, (_, _, count) in enumerate(groups):
                column = self._bar(index, len(groups))
                gap = 1 if column.width() < 6 else 2
                height = round((column.height() - 1) * count / most) if count and most else 0
                height = max(height, 3) if count else 1
                bar = QRect(column.left(), column.height() - height, column.width() - gap, height)
                at_cursor = index == self._cursor and self._ringed
                colour = QColor(colours.accent) if at_cursor else theme.mixed(colours.accent, colours.card, 0.45)
                painter.fillRect(mirrored(bar, self), colour if count else QColor(colours.border))
            if self._ringed:
                paint_ring(painter, QRectF(self.rect()), 6, QColor(colours.accent))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._index_at(event.pos())
            QToolTip.showText(event.globalPos(), self._words(self._groups()[index]) if index is not None else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().toPoint())
        if index is not None:
            self._cursor = index
            self.chosen.emit(self._groups()[index][1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        groups = self._groups()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        toward = steps.get(Qt.Key(event.key()), 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            toward = -toward
        if toward and groups:
            here = len(groups) - 1 if self._cursor is None else self._cursor + toward
            self._cursor = min(max(here, 0), len(groups) - 1)
            set_name(self, self._words(groups[self._cursor]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            self.chosen.emit(groups[self._cursor][1])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ringed = event.reason() in KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ringed, self._cursor = False, None
        set_name(self, self._summary)
        self.update()
