"""The chart: painted once for the days in view, then only the cursor; usable by mouse, wheel and keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from exist_desktop.domain.statistics.span import Span, bounds_of
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.frame import Content, Frame, day_at, frame_of, paint_frame
from exist_desktop.ui.pages.history.chart.frame_cache import FrameCache, Look
from exist_desktop.ui.pages.history.chart.ground import Ground
from exist_desktop.ui.pages.history.chart.layer import USUAL_FROM
from exist_desktop.ui.pages.history.chart.steps import ChartSteps
from exist_desktop.ui.pages.history.day_cursor import DayCursor
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.painting import paint_ring
from exist_desktop.words.language import Language

HEIGHT, MOST_HEIGHT = 300, 640
ZOOM_STEP = 1.25
WHEEL_STEP = 120.0
"""One notch of a wheel, in eighths of a degree."""
MOVED_BY_KEY = 0.5
"""The share of the view by which Page Up and Page Down move."""
DRAG_FROM = 4
"""Pixels that the pointer moves before a press is a drag."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ZOOM = {
    Qt.Key.Key_Plus: 1 / ZOOM_STEP,
    Qt.Key.Key_Equal: 1 / ZOOM_STEP,
    Qt.Key.Key_Minus: ZOOM_STEP,
    Qt.Key.Key_Underscore: ZOOM_STEP,
}
_PAGES = {Qt.Key.Key_PageUp: -MOVED_BY_KEY, Qt.Key.Key_PageDown: MOVED_BY_KEY}


class Chart(DayCursor):
    """One attribute or two over a span of days.

    Time runs from left to right in every language, as in the calendar's sparklines.

    Signals:
        span_changed(Span): the person has zoomed or moved.
    """

    span_changed = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self._content: Content | None = None
        self._span = Span(1.0, 8.0)
        self._bounds = self._span
        self._frame: Frame | None = None
        self._painted: Frame | None = None
        self._picture = QPixmap()
        self._ready = FrameCache()
        self._wanted_height = HEIGHT
        self._steps = ChartSteps(self)
        self._pressed: QPointF | None = None
        self._dragged: Span | None = None
        self.setObjectName("chart")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.grabGesture(Qt.GestureType.PinchGesture)

    @property
    def span(self) -> Span:
        """The days in view."""
        return self._span

    @property
    def bounds(self) -> Span:
        """The days that can be reached."""
        return self._bounds

    @property
    def tells_usual(self) -> bool:
        """Whether strokes for usual values are drawn."""
        frame = self.frame(1.0)
        return frame is not None and frame.main.pace >= USUAL_FROM and frame.content.main.usual_history.is_known

    @property
    def tells_usual_line(self) -> bool:
        """Whether what was usual over time is drawn as a line."""
        frame = self.frame(1.0)
        return frame is not None and frame.main.pace < USUAL_FROM and frame.content.main.usual_history.changes

    def show_content(self, content: Content | None, bounds: Span) -> None:
        """Shows other contents, or newer ones; the span stays as far as it is within the bounds."""
        self._content, self._bounds = content, bounds
        self.show_span(self._span.moved(0, bounds))

    def show_span(self, span: Span) -> None:
        """Shows this span of days."""
        self._span = span
        self._repaint()

    def release(self) -> None:
        """Frees large data; it is set again before the chart is shown."""
        self._content = self._frame = self._painted = None
        self._picture = QPixmap()
        self._ready.clear()
        self._forget_cursor()
        self._steps.show_days({}, None)

    def tell_steps(self, sentences: Mapping[int, str]) -> None:
        """Sets what a screen reader finds in the chart: a sentence for each day in view, in their order."""
        self._steps.show_days(sentences, self._ground)

    def _repaint(self) -> None:
        self._frame = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, max(round(HEIGHT * min(theme.scale(self.font()), 1.5)), self._wanted_height))

    def set_height(self, height: int) -> None:
        """Sets a height that is more than usual, on a large screen; it is limited."""
        if height != self._wanted_height:
            self._wanted_height = min(height, MOST_HEIGHT)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def frame(self, ratio: float) -> Frame | None:
        """Returns the layout of the chart; None if nothing is shown."""
        return self._frame_of(self._content, self._span, ratio) if self._content is not None else None

    def make_ready(self, content: Content, span: Span) -> None:
        """Computes what is painted when a content is shown soon, and keeps it."""
        frame = self._frame_of(content, span, self.devicePixelRatioF())
        for layer in frame.layers:
            layer.make_ready()
        self._ready.keep(self._look, frame)

    @property
    def _look(self) -> Look:
        return Look(self.size().toTuple(), self.devicePixelRatioF(), self.font().key(), self.palette().cacheKey())

    def _frame_of(self, content: Content, span: Span, ratio: float) -> Frame:
        colours = theme.of(self.palette())
        rect = QRectF(self.rect()).adjusted(2, 0, -2, 0)
        return frame_of(content, span, rect, self.font(), self._language, colours, ratio)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the picture is copied whole
        frame = self._laid_out()
        if frame is not None and frame is not self._painted:
            self._paint(frame)
        with QPainter(self) as painter:
            if frame is not None:
                painter.drawPixmap(0, 0, self._picture)
                self._paint_cursor(painter, frame)
            if has_keyboard_focus(self):
                paint_ring(painter, QRectF(self.rect()), 8.0, QColor(theme.of(self.palette()).accent))

    def _laid_out(self) -> Frame | None:
        """Returns the present layout, even before it is painted."""
        ratio = self.devicePixelRatioF()
        if self._content is not None and (self._frame is None or self._frame.main.ratio != ratio):
            self._frame = self._ready.find(self._look, self._content, self._span) or self.frame(ratio)
        return self._frame

    def _paint(self, frame: Frame) -> None:
        ratio = frame.main.ratio
        if self._picture.size() != self.size() * ratio:
            self._picture = QPixmap(self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        with QPainter(self._picture) as painter:
            paint_frame(painter, frame)
        self._painted = frame

    def _paint_cursor(self, painter: QPainter, frame: Frame) -> None:
        day = self._cursor
        if day is None or not self._span.first <= day <= self._span.last:
            return
        ground = frame.main
        x = ground.snapped(ground.middle(day))
        if ground.rect.left() <= x <= ground.rect.right():
            painter.setPen(QPen(QColor(ground.colours.text), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, ground.rect.top()), QPointF(x, ground.rect.bottom()))
            number = frame.content.main.series.at(day)
            if number == number:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(ground.colours.card), 1.5))
                painter.setBrush(QColor(ground.colours.text))
                painter.drawEllipse(QPointF(x, ground.y(number)), 4.5, 4.5)

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        self._repaint()
        if (ground := self._ground) is not None:
            self._steps.place(ground)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self._repaint()

    @property
    def _ground(self) -> Ground | None:
        """Returns the present position of the days, even before they are painted again."""
        frame = self._laid_out()
        return frame.main if frame is not None else None

    def _go_to_span(self, span: Span) -> None:
        if span != self._span:
            self.show_span(span)
            self.span_changed.emit(span)

    def zoom(self, factor: float, about: float | None = None) -> bool:
        """Multiplies the number of days by `factor`, fixed at `about` in pixels; returns whether anything changed."""
        ground = self._ground
        if ground is None:
            return False
        x = ground.rect.center().x() if about is None else min(max(about, ground.rect.left()), ground.rect.right())
        moment = self._span.start + (x - ground.rect.left()) / ground.pace
        former = self._span
        self._go_to_span(self._span.zoomed(factor, moment, self._bounds))
        return self._span != former

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Vertical turns zoom, horizontal ones move; at the limit of zooming the page scrolls."""
        turned, pixels = event.angleDelta(), event.pixelDelta()
        sideways = turned.x() if abs(turned.x()) > abs(turned.y()) else 0
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            sideways = sideways or turned.y()
        ground = self._ground
        if sideways and ground is not None:
            days = (pixels.x() or sideways / 2) / ground.pace
            former = self._span
            self._go_to_span(self._span.moved(-days, self._bounds))
            event.setAccepted(self._span != former)
        elif turned.y():
            factor = ZOOM_STEP ** (-turned.y() / WHEEL_STEP)
            event.setAccepted(self.zoom(factor, event.position().x()))
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 / max(1 + event.value(), 0.1), event.position().x())
                return True
        elif event.type() is QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture) and pinch.scaleFactor() > 0:
                self.zoom(1 / pinch.scaleFactor(), self.mapFromGlobal(pinch.hotSpot()).x())
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves the days while the button is down, otherwise the cursor."""
        ground = self._ground
        if ground is None:
            return
        if self._pressed is None:
            self._point_at(day_at(ground, event.position().x()))
            return
        moved = event.position().x() - self._pressed.x()
        if self._dragged is None and abs(moved) >= DRAG_FROM:
            self._dragged = self._span
        if self._dragged is not None:
            self._go_to_span(self._dragged.moved(-moved / ground.pace, self._bounds))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens the day if the press was no drag."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        clicked, self._pressed = self._dragged is None, None
        ground = self._ground
        if clicked and ground is not None and ground.rect.contains(event.position()):
            self.day_opened.emit(day_at(ground, event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move by day, Page Up and Page Down scroll, plus and minus zoom, Enter opens the day."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if self._content is None or held & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif key in _STEPS:
            self._step(_STEPS[key] * (7 if held & Qt.KeyboardModifier.ControlModifier else 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._read(self._span.first if key is Qt.Key.Key_Home else self._span.last)
        elif key in _PAGES:
            self._go_to_span(self._span.moved(self._span.days * _PAGES[key], self._bounds))
        elif key in _ZOOM:
            self.zoom(_ZOOM[key])
        elif key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not self._open():
            super().keyPressEvent(event)

    def _step(self, days: int) -> None:
        here = self._cursor
        if here is None or not self._span.first <= here <= self._span.last:
            self._read(self._span.last)
            return
        day = int(min(max(here + days, self._bounds.start), self._bounds.end - 1))
        self._go_to_span(self._span.with_day(day, self._bounds))
        self._read(day)


def all_of(content: Content) -> Span:
    """Returns the days for which a content has anything."""
    both = [one.series.bounds or one.raw.bounds for one in (content.main, content.other) if one is not None]
    return bounds_of(min((found[0] for found in both if found is not None), default=None), content.main.today)
