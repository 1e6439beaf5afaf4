"""A month as a painted grid of days: each with a small face for its mood, or a dot if something was entered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.domain.month import DayMark, same_day_of, weeks
from exist_desktop.domain.month import first_of as first_of_month
from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.mood.faces import paint_mood
from exist_desktop.ui.widgets.painting import Surface, paint_ring, paint_surface
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

PADDING = 5
FACE = 15
DOT = 5
RADIUS = 8.0
BY_KEY = Qt.FocusReason.TabFocusReason


class DayPlace(Struct, frozen=True):
    """The place of a day in a calendar: whether it is in the month, today, and the shown day."""

    day: date
    is_of_month: bool = False
    is_today: bool = False
    is_shown: bool = False


class DayCell(PaintedButton):
    """One day. Its accessible name is the date, its description what was entered on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = date.min
        self.mark = DayMark()
        self._place = DayPlace(date.min)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, language: Language, place: DayPlace, mark: DayMark) -> None:
        """Shows a day and what was entered on it."""
        self.value = self.day = place.day
        self.mark, self._place = mark, place
        self.setText(language.formats.integer(place.day.day))
        name = language.formats.long_date(place.day)
        set_name(self, language.say("{day}, today", day=name) if place.is_today else name)
        set_description(self, _description(language, mark))
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(self.font(), 0, bold=True))
        scale = theme.scale(self.font())
        width = max(metrics.horizontalAdvance("00"), round(FACE * scale)) + 2 * PADDING
        return QSize(width, metrics.height() + round(FACE * scale) + 2 * PADDING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves the arrows to the month; Qt would go to the neighbour in the Tab order."""
        if event.key() in _STEPS or event.key() in _MONTHS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours = theme.of(self.palette())
        rect, scale = QRectF(self.rect()), theme.scale(self.font())
        metrics = QFontMetrics(self.font())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(1.0 if self.isEnabled() else 0.4)
            hovered = self.underMouse() and self.isEnabled()
            fill = colours.selected if self._place.is_shown else colours.card
            shade = theme.mixed(fill, colours.text, 0.06 if hovered else 0.0)
            edge = QColor(colours.accent) if self._place.is_today else None
            paint_surface(painter, rect.adjusted(1, 1, -1, -1), RADIUS, Surface(shade, QColor(colours.text), edge))
            painter.setFont(theme.font(self.font(), 0, bold=self._place.is_shown or self._place.is_today))
            painter.setPen(QColor(colours.text if self._place.is_of_month else colours.muted))
            top = QRectF(0, PADDING, rect.width(), metrics.height())
            painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self.text())
            self._paint_mark(painter, QRectF(0, top.bottom(), rect.width(), FACE * scale), colours)
            if self.ringed:
                paint_ring(painter, rect, RADIUS, QColor(colours.accent))

    def _paint_mark(self, painter: QPainter, place: QRectF, colours: theme.Theme) -> None:
        if self.mark.step is not None:
            step = int(self.mark.step)
            side = place.height() - 2
            circle = QRectF(place.center().x() - side / 2, place.top() + 1, side, side)
            paint_mood(painter, circle, step, colours, weight=1.6)
        elif self.mark.entered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.muted))
            painter.drawEllipse(place.center(), DOT / 2, DOT / 2)


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


def _description(language: Language, mark: DayMark) -> str:
    if mark.step is None:
        return language.say("with entries") if mark.entered else ""
    words, low = Values(language), int(mark.step)
    if mark.step == low:
        return language.say("Mood {step}, {name}", step=low, name=words.mood_name(low))
    return language.say("Mood between {low} and {high}", low=low, high=low + 1)


class MonthGrid(QWidget):
    """Six weeks of days below the names of the weekdays; arrows, Page Up and Page Down move through the days.

    Signals:
        chosen(date): the person chose this day.
        month_wanted(date): show the month of this day and focus the day.
    """

    chosen = Signal(object)
    month_wanted = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._latest = date.max
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        days = weeks(date(2024, 1, 1), language.formats.first_weekday)
        for column in range(7):
            name = TextBlock(language.formats.short_weekday(days[column]), tone=Tone.MUTED, points=-1)
            self._grid.addWidget(name, 0, column, Qt.AlignmentFlag.AlignHCenter)
        self.cells = tuple(DayCell(self) for _ in days)
        for index, cell in enumerate(self.cells):
            self._grid.addWidget(cell, index // 7 + 1, index % 7)
            cell.picked.connect(self.chosen)

    def show_month(self, month: date, marks: Mapping[date, DayMark], *, today: date, shown: date, latest: date) -> None:
        """Shows a month and what was entered on its days.

        Days before the first one that entries are accepted for, and after `latest`, cannot be chosen.
        """
        self._latest = latest
        days = weeks(month, self._language.formats.first_weekday)
        for cell, day in zip(self.cells, days, strict=True):
            place = DayPlace(day, first_of_month(day) == first_of_month(month), day == today, day == shown)
            cell.show_day(self._language, place, marks.get(day, DayMark()))
            cell.setEnabled(EARLIEST_DAY <= day <= latest)
        here = next((cell.day for cell in self.cells if has_keyboard_focus(cell)), None)
        self._stop_at(here or (shown if shown in days else same_day_of(first_of_month(month), shown)))

    @property
    def first_stop(self) -> DayCell:
        """The day that Tab stops at."""
        return next((cell for cell in self.cells if cell.focusPolicy() & Qt.FocusPolicy.TabFocus), self.cells[0])

    def go_to(self, day: date) -> None:
        """Focuses a visible day."""
        self._stop_at(day)
        self.first_stop.setFocus(BY_KEY)

    def _stop_at(self, day: date) -> None:
        day = max(min(day, self._latest), EARLIEST_DAY)
        found = next((cell for cell in self.cells if cell.day == day), self.cells[0])
        for cell in self.cells:
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is found else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = next((cell for cell in self.cells if has_keyboard_focus(cell)), None)
        key, held = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if here is None or held or (key not in _STEPS and key not in _MONTHS):
            super().keyPressEvent(event)
            return
        if key in _MONTHS:
            day = same_day_of(first_of_month(here.day, _MONTHS[key]), here.day)
        else:
            sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            mirrored = sideways and self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            number = here.day.toordinal() + (-_STEPS[key] if mirrored else _STEPS[key])
            day = date.fromordinal(min(max(number, 1), date.max.toordinal()))
        day = max(min(day, self._latest), EARLIEST_DAY)
        if any(cell.day == day and cell.isEnabled() for cell in self.cells) and key not in _MONTHS:
            self.go_to(day)
        else:
            self.month_wanted.emit(day)
