"""A year in pixels: a cell for each day, a row for each month, coloured by mood or by one of five levels."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from exist_desktop.domain.attributes import MOOD
from exist_desktop.domain.statistics.patterns import LEVELS, level, thresholds
from exist_desktop.domain.statistics.series import Measure
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.prepared import Prepared
from exist_desktop.ui.pages.history.day_cursor import DayCursor
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.painting import paint_ring
from exist_desktop.words.language import Language

LONGEST_MONTH = 31
WIDEST, NARROWEST = 22, 7
"""The largest and smallest side of a cell with its gap, in device-independent pixels."""
LABEL_GAP = 10
DIGIT_FROM = 13
"""The smallest cell in which a digit is readable; if cells are smaller, a focused one is painted larger."""
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class YearPixels(DayCursor):
    """The days of one year. Arrow keys move by day and week, Home and End within the month, Enter opens the day.

    Signals:
        year_wanted(int): the cursor moved into that year.
    """

    year_wanted = Signal(int)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self._shown: Prepared | None = None
        self._limits: tuple[float, ...] = ()
        self._year = date.min.year
        self._widest: int | None = None
        self._picture: QPixmap | None = None
        self.setObjectName("yearPixels")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def year(self) -> int:
        """The year that is shown."""
        return self._year

    def show_year(self, shown: Prepared | None, year: int) -> None:
        """Shows a year of an attribute; nothing if `shown` is None."""
        self._shown, self._year, self._picture = shown, year, None
        self._limits = thresholds(shown.series, shown.today) if shown is not None else ()
        self.updateGeometry()
        self.update()

    def _pitch(self, width: int) -> int:
        return int(min(max((width - self._label_width()) // LONGEST_MONTH, NARROWEST), WIDEST))

    def _label_width(self) -> int:
        """Returns the width of the months' names in pixels; measured once per font, because each cell needs it."""
        if self._widest is None:
            metrics = QFontMetricsF(theme.font(self.font(), -1))
            names = (self._language.formats.short_month(date(2024, month, 1)) for month in range(1, 13))
            self._widest = round(max(map(metrics.horizontalAdvance, names))) + LABEL_GAP
        return self._widest

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return 12 * max(self._pitch(width), round(QFontMetricsF(theme.font(self.font(), -1)).height())) + 2

    def sizeHint(self) -> QSize:
        width = self._label_width() + LONGEST_MONTH * 18
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._label_width() + LONGEST_MONTH * NARROWEST, 12 * NARROWEST)

    def _row_height(self) -> float:
        return self.height() / 12

    def cell(self, day: date) -> QRectF:
        """Returns the rectangle of a day's cell."""
        pitch = self._pitch(self.width())
        side = pitch - max(2, pitch // 6)
        top = round((day.month - 1) * self._row_height() + (self._row_height() - side) / 2)
        return QRectF(self._label_width() + (day.day - 1) * pitch, top, side, side)

    def colour_of(self, day: int, colours: theme.Theme) -> QColor:
        """Returns the colour of a day; that of empty cells if it has no value."""
        shown = self._shown
        number = shown.series.at(day) if shown is not None else float("nan")
        if shown is None or not shown.raw.is_read(day):
            return QColor(colours.card)
        if number != number:
            return QColor(colours.track)
        if shown.attribute.name == MOOD:
            return QColor(colours.moods[min(max(int(number), 1), 5) - 1])
        group = colours.group(shown.attribute.group.name)
        return theme.mixed(colours.card, group, (0.12, 0.34, 0.56, 0.78, 1.0)[self._level(shown, number) - 1])

    def _level(self, shown: Prepared, number: float) -> int:
        if shown.measure is Measure.YES_NO:
            return LEVELS if number else 1
        if shown.measure is Measure.WORDS:
            return LEVELS
        if shown.measure is Measure.SCALE:
            return min(max(round(number), 1), 9) * LEVELS // 9 or 1
        return level(number, self._limits)

    def digit_of(self, day: int) -> str:
        """Returns the digit in the cell under the cursor: the step of a scale or the level; empty for no value."""
        shown = self._shown
        number = shown.series.at(day) if shown is not None else float("nan")
        if shown is None or number != number:
            return ""
        if shown.measure is Measure.SCALE:
            return self._language.formats.decimal(round(number, 1))
        return self._language.formats.integer(self._level(shown, number))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the picture is copied whole
        ratio = self.devicePixelRatioF()
        if (
            self._picture is None
            or self._picture.devicePixelRatio() != ratio
            or self._picture.size() != (self.size() * ratio)
        ):
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as painter:
                self.paint(painter)
        colours = theme.of(self.palette())
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)
            self._paint_cursor(painter, colours)
            if has_keyboard_focus(self):
                paint_ring(painter, QRectF(self.rect()), 6.0, QColor(colours.accent))

    def paint(self, painter: QPainter) -> None:
        """Paints the months and their days on whole pixels."""
        colours = theme.of(self.palette())
        painter.setFont(theme.font(self.font(), -1))
        painter.setPen(QColor(colours.muted))
        for month in range(1, 13):
            place = QRectF(0, (month - 1) * self._row_height(), self._label_width() - LABEL_GAP, self._row_height())
            name = self._language.formats.short_month(date(2024, month, 1))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        edges: dict[int, QColor] = {}
        day = date(self._year, 1, 1)
        today = self._shown.today if self._shown is not None else 0
        while day.year == self._year and day < date.max:
            fill = self.colour_of(day.toordinal(), colours)
            cell = self.cell(day)
            if day.toordinal() <= today:
                if fill.rgb() not in edges:
                    edges[fill.rgb()] = theme.edge_of(fill, colours)
                painter.setPen(QPen(edges[fill.rgb()], 1))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                fill = theme.mixed(colours.card, colours.track, 0.5)
            painter.setBrush(fill)
            painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5))
            day += timedelta(days=1)

    def _paint_cursor(self, painter: QPainter, colours: theme.Theme) -> None:
        """Paints the day under the cursor with its digit, large enough to be read."""
        if self._cursor is None or date.fromordinal(self._cursor).year != self._year:
            return
        cell = self.cell(date.fromordinal(self._cursor))
        larger = max(DIGIT_FROM * theme.scale(self.font()), cell.height()) + 6
        box = QRectF(0, 0, larger, larger)
        box.moveCenter(cell.center())
        box.moveLeft(min(max(box.left(), 0.0), self.width() - larger))
        box.moveTop(min(max(box.top(), 0.0), self.height() - larger))
        fill = self.colour_of(self._cursor, colours)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.readable_on(fill))
        painter.setFont(theme.font(self.font(), -1, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.digit_of(self._cursor))

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        self._picture = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._picture = self._widest = None
            self.updateGeometry()
            self.update()

    def _day_at(self, place: QPointF) -> int | None:
        pitch = self._pitch(self.width())
        month = int(place.y() // max(self._row_height(), 1)) + 1
        number = int((place.x() - self._label_width()) // pitch) + 1
        try:
            day = date(self._year, month, number).toordinal()
        except ValueError:
            return None
        return day if self._shown is not None and day <= self._shown.today else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._day_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens the day on a click."""
        day = self._day_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and day is not None:
            self.day_opened.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._shown is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif key in _KEYS or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(self._following(key))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.year_wanted.emit(self._year + (1 if key is Qt.Key.Key_PageDown else -1))
        elif key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not self._open():
            super().keyPressEvent(event)

    def _following(self, key: Qt.Key) -> int:
        assert self._shown is not None
        here = self._cursor
        if here is None or date.fromordinal(here).year != self._year:
            return min(date(self._year, 12, 31).toordinal(), self._shown.today)
        if key in _KEYS:
            return max(min(here + _KEYS[key], self._shown.today), 1)
        first = date.fromordinal(here).replace(day=1)
        if key is Qt.Key.Key_Home:
            return first.toordinal()
        last = (first + timedelta(days=LONGEST_MONTH)).replace(day=1) - timedelta(days=1)
        return min(last.toordinal(), self._shown.today)

    def _go_to(self, day: int) -> None:
        year = date.fromordinal(day).year
        if year != self._year:
            self.year_wanted.emit(year)
            if self._year != year:
                return
        self._read(day)
