"""The header of the Today page: previous and next day, the date, Today, the time zone, Arrange, and Refresh."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.ui import theme
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.today.head.zone_chip import ZoneChip
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.controls.buttons import Chip, PlainButton
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.painting import Surface, mirrored, paint_ring, paint_surface
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language

GAP = 12
SIDES = (8, 2, 8, 2)
"""Pixels around the date and its arrow: left, top, right, bottom."""
ROOM_FOR_MARK = 22
"""Pixels for the arrow of the calendar, at the end of the line."""
MARK = 9.0
RADIUS = 8.0
BESIDE = 6
"""Pixels between the buttons for the previous and the next day."""


class DayButton(PaintedButton):
    """The page's day as its heading; a press opens the calendar."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.heading = Heading("", bold=True, points=7)
        self.heading.setObjectName("dayHeading")
        self.heading.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("dayButton")
        set_description(self, language.say("Opens the calendar"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        line = QHBoxLayout(self)
        line.setContentsMargins(*SIDES)
        line.setSpacing(0)
        line.addWidget(self.heading)
        line.addSpacing(ROOM_FOR_MARK)

    def say(self, day: str) -> None:
        """Shows a day."""
        self.heading.say(day)
        set_name(self, day)

    def natural_width(self) -> int:
        """Returns the width of the day on one line, in pixels."""
        return self.heading.natural_width() + SIDES[0] + ROOM_FOR_MARK + SIDES[2]

    def place_of_mark(self) -> QRect:
        """Returns the place of the arrow in a left-to-right layout."""
        room = ROOM_FOR_MARK + SIDES[2]
        return QRect(self.width() - room + 4, 0, room - 12, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours = theme.of(self.palette())
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            if self.underMouse():
                shade = theme.mixed(colours.window, colours.text, 0.10 if self.isDown() else 0.05)
                paint_surface(painter, rect, RADIUS, Surface(shade, QColor(colours.text)))
            end = mirrored(self.place_of_mark(), self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.muted), 2))
            middle, half = QRectF(end).center(), MARK / 2
            painter.drawPolyline(
                [middle + QPointF(-half, -half / 2), middle + QPointF(0, half / 2), middle + QPointF(half, -half / 2)]
            )
            if self.ringed:
                paint_ring(painter, rect, RADIUS, QColor(colours.accent))


class PlaceChip(Chip):
    """A chip that is highlighted while the page is at its place; a press goes there. It is no check box."""

    def __init__(self, text: str, *, name: str) -> None:
        super().__init__(text, name=name)
        self.setCheckable(False)
        self._is_there = False

    @property
    def is_there(self) -> bool:
        """Returns whether the page is at the chip's place."""
        return self._is_there

    def mark(self, there: bool) -> None:  # noqa: FBT001 - what is shown
        """Highlights the chip if the page is at its place."""
        self._is_there = there
        self.update()

    def surface(self, colours: theme.Theme) -> Surface:
        """Tinted and outlined with the accent while the page is at the chip's place."""
        accent = QColor(colours.accent)
        return Surface(QColor(colours.selected), accent, accent) if self._is_there else super().surface(colours)

    def text_font(self) -> QFont:
        """Bold while the page is at the chip's place, so that this is not shown by colour alone."""
        return theme.font(self.font(), 0, bold=self._is_there)

    def widest_font(self) -> QFont:
        """The bold font, so that nothing moves."""
        return theme.font(self.font(), 0, bold=True)


class TodayHeader(QWidget):
    """All controls on one line, or the last three below if there is not enough width.

    The buttons for the previous and next day are before the date, so that they do not move with its length. Arrange is
    there if it is offered and fits on the line; a small window has it in the menus of tiles.

    Signals:
        turned(int): move by that many days, backwards if negative.
        today_wanted(): the person goes back to today.
        calendar_wanted(): the person wants to choose a day.
        refresh_wanted(): read from Exist now.
    """

    turned = Signal(object)
    today_wanted = Signal()
    calendar_wanted = Signal()
    refresh_wanted = Signal()

    def __init__(self, language: Language, days: DayClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._days = days
        self.previous = PlainButton("", name=language.say("Previous day"))
        self.next = PlainButton("", name=language.say("Next day"))
        self._point()
        self.today = PlaceChip(language.say("Today"), name=language.say("Go to today"))
        self.zone = ZoneChip(language, days)
        self.arrange = PlainButton(language.say("Arrange"), name=language.say("Arrange tiles"))
        self.arrange.hide()
        self.refresh = PlainButton(language.say("Refresh"))
        self.day = DayButton(language)
        self.heading = self.day.heading
        self._narrow: bool | None = None
        self._offers_arrange = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._buttons = QWidget(self)
        self._flow = FlowLayout(self._buttons, gap=8, line_gap=8)
        beside = QHBoxLayout()
        beside.setSpacing(BESIDE)
        beside.addWidget(self.previous)
        beside.addWidget(self.next)
        self._grid.addLayout(beside, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.day, 0, 1, Qt.AlignmentFlag.AlignLeft)  # its arrow follows right behind the date
        self._grid.addWidget(self.arrange, 0, 5)
        for button, signal in (
            (self.day, self.calendar_wanted),
            (self.today, self.today_wanted),
            (self.refresh, self.refresh_wanted),
        ):
            button.clicked.connect(signal)
        for turning, days_on in ((self.previous, -1), (self.next, 1)):
            turning.value = days_on
            turning.picked.connect(self.turned)
        self._arrange(narrow=False)
        for before, after in zip(self._stops()[:-1], self._stops()[1:], strict=True):
            QWidget.setTabOrder(before, after)

    def _stops(self) -> tuple[QWidget, ...]:
        return (self.previous, self.next, self.day, self.today, self.zone, self.arrange, self.refresh)

    def set_day(self, day: date) -> None:
        """Shows which day the page is about."""
        self.day.say(DayWords(self._language, self._days.calendar_day()).long(day))
        self.previous.setEnabled(day > EARLIEST_DAY)
        self.next.setEnabled(day < self._days.latest())
        self.today.mark(day == self._days.proposed())
        self.zone.refresh()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()
        elif event.type() is QEvent.Type.LayoutDirectionChange:
            self._point()

    def _point(self) -> None:
        """Sets the arrows; earlier days are at the side where lines begin."""
        to_the_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.previous.setText("›" if to_the_left else "‹")
        self.next.setText("‹" if to_the_left else "›")

    def _fit(self) -> None:
        widths = [self.day.natural_width()]
        widths += [stop.sizeHint().width() for stop in self._stops() if stop not in (self.day, self.arrange)]
        wanted = sum(widths) + GAP * len(widths)
        self._arrange(narrow=wanted > self.width())
        fits = wanted + self.arrange.sizeHint().width() + GAP <= self.width()
        self.arrange.setVisible(self._offers_arrange and fits)

    def offer_arrange(self, *, offered: bool) -> None:
        """Shows Arrange where it fits, or hides it."""
        self._offers_arrange = offered
        self._fit()

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for part in (self.today, self.zone, self.refresh):
            self._grid.removeWidget(part)
            self._flow.removeWidget(part)
        self._grid.removeWidget(self._buttons)
        if narrow:
            for part in (self.today, self.zone, self.refresh):
                self._flow.addWidget(part)
            self._grid.addWidget(self._buttons, 1, 0, 1, 2)
        else:
            for column, part in ((2, self.today), (4, self.zone), (6, self.refresh)):
                self._grid.addWidget(part, 0, column)
        self._buttons.setVisible(narrow)
        self._grid.setColumnStretch(1, 1 if narrow else 0)
        self._grid.setColumnStretch(3, 0 if narrow else 1)
