"""What a widget really paints: each text with its place and colour, and each filled surface; no pixels are read.

A paint engine of our own listens while the widget paints itself, so that it makes no difference who paints: a label,
one of Qt's own controls, or a tile that draws its texts by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainterPath,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from exist_desktop.words.directions import without_marks

_ITSELF_ALONE = QWidget.RenderFlag(0)
_NO_COLOUR = QColor(Qt.GlobalColor.transparent)


@dataclass(frozen=True)
class Text:
    """A run of text on one line, without the blanks around it, in the widget's own coordinates."""

    text: str
    rect: QRectF
    colour: QColor
    opacity: float


@dataclass(frozen=True)
class Fill:
    """A filled surface."""

    rect: QRectF
    colour: QColor


@dataclass(frozen=True)
class Painted:
    """What one widget paints, its children not included, in the order of painting."""

    widget: QWidget
    texts: list[Text] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)

    def placed(self, text: Text, above: QWidget) -> QRectF:
        """Where a text stands in a widget above this one."""
        return text.rect.translated(QPointF(self.widget.mapTo(above, QPoint())))

    def beneath(self, point: QPointF) -> QColor | None:
        """The colour of the topmost surface at a point, before any text."""
        found = [fill.colour for fill in self.fills if fill.rect.contains(point) and fill.colour.alpha() == 255]
        return found[-1] if found else None


def painted(widget: QWidget) -> Painted:
    """Lets a widget paint itself, and listens."""
    result = Painted(widget)
    device = _Paper(widget.size(), result)
    widget.render(device, QPoint(), QRegion(QRect(QPoint(), widget.size())), _ITSELF_ALONE)
    return result


class _Listener(QPaintEngine):
    """Writes down texts and surfaces; lines and pictures are nothing that a text can suffer from."""

    def __init__(self, result: Painted) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._result = result
        self._transform = QTransform()
        self._pen = _NO_COLOUR
        self._brush = _NO_COLOUR
        self._opacity = 1.0

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        changed, flag = state.state(), QPaintEngine.DirtyFlag
        if changed & flag.DirtyTransform:
            self._transform = state.transform()
        if changed & flag.DirtyPen:
            self._pen = QColor(state.pen().color())
        if changed & flag.DirtyBrush:
            brush = state.brush()
            shades = brush.gradient().stops() if brush.gradient() is not None else []
            colour = QColor(shades[-1][1]) if shades else QColor(brush.color())
            self._brush = _NO_COLOUR if brush.style() is Qt.BrushStyle.NoBrush else colour
        if changed & flag.DirtyOpacity:
            self._opacity = state.opacity()

    def drawTextItem(self, place: Any, item: QTextItem) -> None:
        text = without_marks(item.text())  # which nobody sees
        if not text.strip():
            return
        advance = QFontMetricsF(item.font()).horizontalAdvance
        blanks = advance(" ") * (len(text) - len(text.strip()))
        left = place.x() + (blanks if item.renderFlags() & QTextItem.RenderFlag.RightToLeft else 0)
        rect = QRectF(left, place.y() - item.ascent(), item.width() - blanks, item.ascent() + item.descent())
        found = Text(text.strip(), self._transform.mapRect(rect), self._pen, self._opacity)
        self._result.texts.append(found)

    def drawPath(self, path: QPainterPath) -> None:
        self._fill(path.boundingRect())

    def drawRects(self, *rects: Any) -> None:
        for rect in rects[0] if isinstance(rects[0], list | tuple) else rects[:1]:
            self._fill(QRectF(rect))

    def _fill(self, rect: QRectF) -> None:
        if self._brush.alpha() and self._opacity == 1:
            self._result.fills.append(Fill(self._transform.mapRect(rect), self._brush))

    def drawPixmap(self, *_: Any) -> None:
        """A picture."""

    def drawImage(self, *_: Any) -> None:
        """A picture."""

    def drawTiledPixmap(self, *_: Any) -> None:
        """A picture."""

    def drawPolygon(self, *_: Any) -> None:
        """A sparkline."""

    def drawLines(self, *_: Any) -> None:
        """A line."""

    def drawEllipse(self, *_: Any) -> None:
        """A dot."""

    def drawPoints(self, *_: Any) -> None:
        """A dot."""


class _Paper(QPaintDevice):
    """A surface of a widget's size for the listener."""

    def __init__(self, size: QSize, result: Painted) -> None:
        super().__init__()
        self._size = size
        self._listener = _Listener(result)

    def paintEngine(self) -> QPaintEngine:
        return self._listener

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        kind = QPaintDevice.PaintDeviceMetric
        return {
            kind.PdmWidth: self._size.width(),
            kind.PdmHeight: self._size.height(),
            kind.PdmDpiX: 96,
            kind.PdmDpiY: 96,
            kind.PdmPhysicalDpiX: 96,
            kind.PdmPhysicalDpiY: 96,
            kind.PdmDepth: 32,
            kind.PdmNumColors: 1 << 24,
            kind.PdmDevicePixelRatio: 1,
            kind.PdmDevicePixelRatioScaled: int(QPaintDevice.devicePixelRatioFScale()),
        }.get(metric, 0)
