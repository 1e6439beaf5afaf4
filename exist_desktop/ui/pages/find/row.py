"""One day in the list: its date and face and its texts; painted, and one button that opens the day."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.values import NotRead
from exist_desktop.ui import theme
from exist_desktop.ui.text_blocks import Block, LaidOut, lay_out
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.lists.list_row import ListRow
from exist_desktop.ui.widgets.mood.faces import paint_mood
from exist_desktop.ui.widgets.painting import elided, mirrored, set_tip

SIDE = 10
LINE = 11
"""Pixels above and below a row's content."""
GAP = 14
BETWEEN = 3
FACE = 24
STACKED_BELOW = 560
"""Width in pixels below which the texts are under the date."""


class RowText(Struct, frozen=True):
    """The text and accessible name of a row. `whole` is all its text, for the tooltip if some of it is left out."""

    day: date
    shown_day: str
    name: str
    step: float | NotRead | None
    blocks: tuple[Block, ...]
    whole: str = ""


class DayRow(ListRow[RowText]):
    """Shows a day; the list sets its position and the width of the day column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text_shown: RowText | None = None
        self._day_width = 0
        self._laid_out: dict[int, list[LaidOut]] = {}
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_text(self, text: RowText) -> None:
        """Shows another day, or the same day with new contents."""
        if text != self.text_shown:
            self.text_shown = text
            set_name(self, text.name)
            self._forget()

    def natural_day_width(self) -> int:
        """Returns the preferred width of the date in pixels."""
        shown = self.text_shown.shown_day if self.text_shown else ""
        return QFontMetrics(self.font()).horizontalAdvance(shown) + 2

    def set_day_width(self, width: int) -> None:
        """Sets the width in pixels of the day column, which all rows share."""
        if width != self._day_width:
            self._day_width = width
            self._forget()

    def _forget(self) -> None:
        self._laid_out.clear()
        self.update()

    def heightForWidth(self, width: int) -> int:
        head = max(self._face(), QFontMetrics(self.font()).height())
        blocks = self._blocks(width)
        texts = sum(block.height + BETWEEN for block in blocks) - BETWEEN if blocks else 0
        below = head + 2 * BETWEEN if blocks else head
        beside = max(0, (head - QFontMetrics(self.font()).height()) // 2)
        content = below + texts if self._is_stacked(width) else max(head, beside + texts)
        return 2 * LINE + content + 1

    def sizeHint(self) -> QSize:
        return QSize(STACKED_BELOW, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 2 * LINE + FACE)

    def _is_stacked(self, width: int) -> bool:
        return width < STACKED_BELOW * theme.scale(self.font())

    def _face(self) -> int:
        return round(FACE * theme.scale(self.font()))

    def _text_place(self, width: int) -> tuple[int, int]:
        """Returns the left edge and the width of the texts in pixels."""
        left = SIDE if self._is_stacked(width) else SIDE + self._day_width + GAP + self._face() + GAP
        return left, width - left - SIDE

    def _blocks(self, width: int) -> list[LaidOut]:
        if width not in self._laid_out:
            _, room = self._text_place(width)
            mark = QColor(theme.of(self.palette()).selected)
            blocks = self.text_shown.blocks if self.text_shown else ()
            self._laid_out = {
                width: [lay_out(block, self.font(), room, self.layoutDirection(), mark) for block in blocks]
            }
            shortened = any(block.shortened for block in self._laid_out[width])
            set_tip(self, self.text_shown.whole if self.text_shown and (shortened or self._is_excerpt) else "")
        return self._laid_out[width]

    @property
    def _is_excerpt(self) -> bool:
        return any("…" in block.text for block in self.text_shown.blocks) if self.text_shown else False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - a row is small and painted whole
        text = self.text_shown
        if text is None:
            return
        colours = theme.of(self.palette())
        width, stacked = self.width(), self._is_stacked(self.width())
        left, room = self._text_place(width)
        head = max(self._face(), QFontMetrics(self.font()).height())
        with QPainter(self) as painter:
            self.paint_ground(painter, colours)
            day = min(self._day_width, width - 2 * SIDE - GAP - self._face())  # a day with its year in a narrow window
            self._paint_day(painter, colours, QRect(SIDE, LINE, day, head))
            self._paint_face(painter, colours, QRect(SIDE + day + GAP, LINE, self._face(), head))
            top = LINE + head + 2 * BETWEEN if stacked else LINE
            blocks = self._blocks(width)
            if not stacked:
                top += max(0, (head - QFontMetrics(self.font()).height()) // 2)  # aligned with the date
            for block, shown in zip(text.blocks, blocks, strict=True):
                painter.setPen(QColor(colours.muted if block.muted else colours.text))
                place = mirrored(QRect(left, top, room, shown.height), self)
                shown.layout.draw(painter, QPointF(place.topLeft()))
                top += shown.height + BETWEEN
            self.paint_focus(painter, colours)

    def _paint_day(self, painter: QPainter, colours: theme.Theme, place: QRect) -> None:
        assert self.text_shown is not None
        painter.setPen(QColor(colours.muted))
        painter.setFont(self.font())
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        shown = elided(self.text_shown.shown_day, self.font(), place.width())
        painter.drawText(mirrored(place, self), side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_face(self, painter: QPainter, colours: theme.Theme, place: QRect) -> None:
        step = self.text_shown.step if self.text_shown else None
        if step is None or isinstance(step, NotRead):
            return
        box = QRectF(mirrored(place, self))
        circle = QRectF(box.left() + 1, box.center().y() - box.width() / 2 + 1, box.width() - 2, box.width() - 2)
        paint_mood(painter, circle, int(step), colours, weight=1.5)
