"""The tray icon's picture: today's face, and a mark beside it whose shape shows the sync status.

Panels may have any colour, so everything has its own outline; it is drawn for each size, because a scaled picture
would be blurred on small panels.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui import icons, theme
from exist_desktop.ui.widgets.mood.faces import paint_face

SIZES = (16, 20, 22, 24, 32, 48, 64)
"""The sizes that panels ask for, in pixels."""
RIM = "#FFFFFF"
DARK = "#1D2321"
ALARM = "#B3261E"
MARK_SHARE = 0.54
"""The mark's share of the icon's width; smaller marks look alike at 16 pixels."""
BESIDE_MARK = 0.86
"""The size of a face beside a mark, as a share; the mark must not cover its mouth."""


class Mark(Enum):
    """The mark beside the face."""

    NONE = auto()
    ASKS = auto()
    WAITING = auto()
    OFFLINE = auto()
    NEEDS_YOU = auto()


_UNREACHABLE = (Condition.OFFLINE, Condition.TROUBLE, Condition.NOT_PRIVATE)
_STOPPED = (Condition.SIGNED_OUT, Condition.READ_ONLY)
_ENDED = (Condition.SIGNED_OUT, Condition.UPDATED)


def mark_of(status: SyncStatus, *, asks: bool) -> Mark:
    """Returns the most important mark; `asks` is whether a reminder cannot be shown elsewhere."""
    counts = status.counts
    if counts.held or status.condition in _ENDED or (counts.open and status.condition in _STOPPED):
        return Mark.NEEDS_YOU
    if asks:
        return Mark.ASKS
    if status.condition in _UNREACHABLE:
        return Mark.OFFLINE
    return Mark.WAITING if counts.open else Mark.NONE


def tray_icon(step: int | None, mark: Mark) -> QIcon:
    """Returns the icon in every size: a face, or the program's own picture if there is no mood."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_pixmap(size, step, mark))
    return icon


def face_icon(step: int, sizes: tuple[int, ...] = (16, 24, 32)) -> QIcon:
    """Returns one face alone, for a line of the menu."""
    icon = QIcon()
    for size in sizes:
        icon.addPixmap(_pixmap(size, step, Mark.NONE))
    return icon


def _pixmap(size: int, step: int | None, mark: Mark) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if step is None:
            painter.drawPixmap(pixmap.rect(), icons.app_icon().pixmap(size, size))
        else:
            _paint_face(painter, size if mark is Mark.NONE else round(size * BESIDE_MARK), step)
        if mark is not Mark.NONE:
            _paint_mark(painter, size, mark)
    return pixmap


def _paint_face(painter: QPainter, size: int, step: int) -> None:
    rim = max(1.0, size / 24)
    circle = QRectF(0, 0, size, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(RIM))
    painter.drawEllipse(circle)
    colour = QColor(theme.MOOD_COLOURS[step - 1])
    features = QColor(DARK if colour.lightness() > 120 else RIM)
    inner = circle.adjusted(rim, rim, -rim, -rim)
    paint_face(painter, inner, step, QColor(Qt.GlobalColor.transparent), colour, features, weight=1.4)


def _paint_mark(painter: QPainter, size: int, mark: Mark) -> None:
    side = round(size * MARK_SHARE)
    box = QRectF(size - side, size - side, side, side)
    rim = max(1.0, size / 24)
    silhouette = _SILHOUETTES[mark](box.adjusted(rim, rim, -rim, -rim))
    painter.setPen(
        QPen(QColor(RIM), 2 * rim, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(QColor(RIM))
    painter.drawPath(silhouette)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ALARM if mark is Mark.NEEDS_YOU else DARK))
    painter.drawPath(silhouette)
    glyph = QPen(QColor(RIM), max(1.2, side / 7), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(glyph)
    _GLYPHS[mark](painter, box)


def _triangle(box: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    path.closeSubpath()
    return path


def _disc(box: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(box)
    return path


def _square(box: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(box, box.width() / 6, box.width() / 6)
    return path


def _exclamation(painter: QPainter, box: QRectF) -> None:
    x, y, side = box.center().x(), box.top(), box.width()
    painter.drawLine(QPointF(x, y + 0.38 * side), QPointF(x, y + 0.58 * side))
    painter.drawPoint(QPointF(x, y + 0.78 * side))


def _arrow_up(painter: QPainter, box: QRectF) -> None:
    x, y, side = box.center().x(), box.top(), box.width()
    painter.drawLine(QPointF(x, y + 0.27 * side), QPointF(x, y + 0.74 * side))
    for toward in (-1, 1):
        painter.drawLine(QPointF(x, y + 0.27 * side), QPointF(x + toward * 0.2 * side, y + 0.47 * side))


def _bar(painter: QPainter, box: QRectF) -> None:
    inset = 0.3 * box.width()
    painter.drawLine(box.topLeft() + QPointF(inset, inset), box.bottomRight() - QPointF(inset, inset))


def _question(painter: QPainter, box: QRectF) -> None:
    x, y, side = box.center().x(), box.top(), box.width()
    hook = QPainterPath(QPointF(x - 0.15 * side, y + 0.38 * side))
    hook.cubicTo(
        QPointF(x - 0.13 * side, y + 0.18 * side),
        QPointF(x + 0.32 * side, y + 0.25 * side),
        QPointF(x, y + 0.58 * side),
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(hook)
    painter.drawPoint(QPointF(x, y + 0.77 * side))


_SILHOUETTES = {Mark.NEEDS_YOU: _triangle, Mark.OFFLINE: _disc, Mark.WAITING: _square, Mark.ASKS: _disc}
_GLYPHS = {Mark.NEEDS_YOU: _exclamation, Mark.OFFLINE: _bar, Mark.WAITING: _arrow_up, Mark.ASKS: _question}
