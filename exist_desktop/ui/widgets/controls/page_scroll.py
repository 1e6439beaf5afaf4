"""A page that scrolls vertically and keeps its place: only the person moves what is under the pointer."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QCursor, QHideEvent, QHoverEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.scroll_bar import slim
from exist_desktop.ui.widgets.focus import chain_as_laid_out
from exist_desktop.ui.widgets.inline_message import InlineMessage

LOOKED_AT = 0.3
"""Where a person is assumed to look if nothing has the focus: the share of the visible height from its top."""

BELOW = 12
"""Space below an opened widget that would end beyond the lower edge."""


class Detour(Protocol):
    """Changes the order of Tab for widgets that lie over the page."""

    def next_stop(self, here: QWidget, *, onward: bool) -> QWidget | None:
        """Returns the widget that Tab goes to, or Shift+Tab if not `onward`; None to let Qt decide."""


class Row(Struct, frozen=True):
    """A row of a list: its content, its place in the order, and its upper edge in pixels from the list's."""

    number: int
    index: int
    top: int


class RowPlaces(Protocol):
    """The positions of rows in a list that reuses its widgets: there a widget does not identify a row."""

    def row_at(self, y: int) -> Row | None:
        """Returns the row at that height, in pixels from the list's upper edge."""

    def top_of(self, row: Row) -> int | None:
        """Returns where that row begins now; None if it is gone or has another place in the order."""


class PageScroll(QScrollArea):
    """Scrolls content of its own width; Tab goes to the content, and the page scrolls to the focus.

    When the content or its size changes, the view keeps its place: what was at the top stays there even if the content
    below it gets shorter, and the part the person looks at stays in view when lines wrap differently. What is under
    the pointer stays under it when a line above appears or disappears, and is highlighted after scrolling.

    A press on an empty place takes the focus from a text field; Tab then continues from there.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._room = 0
        self._held = 0
        self._anchor: tuple[QWidget, int] | None = None
        self._moving = False
        self._pointed: list[tuple[QWidget, int]] = []
        self._resting: QPoint | None = None
        self._list: QWidget | None = None
        self._rows: RowPlaces | None = None
        self._pointed_row: tuple[Row, int] | None = None
        self._in_reading_order = False
        self._window = QSize()
        self._left: QWidget | None = None
        self.detour: Detour | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the width stays the same
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slim(self)
        viewport = QWidget()  # for Qt's own viewport, PySide would search through all widget types
        self.setViewport(viewport)
        viewport.setFocusProxy(None)  # type: ignore[arg-type]  # without it, it seems focused and has no name
        self.setWidget(content)
        for see_through in (viewport, content):
            see_through.setAutoFillBackground(False)
        content.setAttribute(Qt.WidgetAttribute.WA_Hover)  # without it, the page gets no pointer events over its parts
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def keep_whole(self, part: QWidget) -> None:
        """Treats a part of the content that reorders its own children as one thing under the pointer."""
        self._list, self._rows = part, None

    def follow_rows(self, part: QWidget, rows: RowPlaces) -> None:
        """Keeps the row under the pointer in place, or the list as a whole if its order has changed."""
        self._list, self._rows = part, rows

    def keep_reading_order(self) -> None:
        """Makes Tab follow the layout of the content, including widgets that are added later."""
        self._in_reading_order = True

    def forget_place(self) -> None:
        """Stops keeping the place: the same widgets now show another page."""
        self._pointed = []
        for inline_message in self._content.findChildren(InlineMessage):
            inline_message.let_go()

    def keep_room(self, height: int) -> None:
        """Keeps the content at least that high, for a widget that lies over it."""
        if height != self._room:
            self._room = height
            self._set_least_height()

    def focusNextPrevChild(self, onward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Applies the detour of Tab."""
        here: QWidget | None = self.window().focusWidget()
        if here is self and self._left is not None and isValid(self._left):
            here = self._left
            here.setFocus(Qt.FocusReason.OtherFocusReason)  # Qt continues from there
        stop = self.detour.next_stop(here, onward=onward) if self.detour and here is not None else None
        if stop is None:
            return super().focusNextPrevChild(onward)
        stop.setFocus(Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason)
        if self._content.isAncestorOf(stop):
            self.ensureWidgetVisible(stop)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes the focus from the text field if the press is on an empty place."""
        super().mousePressEvent(event)
        here = self.window().focusWidget()
        if isinstance(here, QLineEdit | QPlainTextEdit) and self._content.isAncestorOf(here):
            self._left = here
            set_name(self, self.window().windowTitle())
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the place; if lines wrap differently, keeps what the person looks at."""
        if event.oldSize().width() != event.size().width() and self._anchor is None:
            self._anchor = self._looked_at()
        former, self._window = self._window, self.window().size()
        if former != self._window and self._anchor is None:
            super().resizeEvent(event)  # the person made the window higher and sees more of the page
            return
        with self._place_kept():
            super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the place when the content changes its height, and follows the pointer."""
        kind, content = event.type(), self.__dict__.get("_content")  # Qt asks a page, too, that Python has cleared
        if content is None or watched is not content:
            return super().eventFilter(watched, event)
        if kind in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            with self._place_kept():
                done = super().eventFilter(watched, event)
            if self._in_reading_order and kind is QEvent.Type.LayoutRequest:  # another size is no other order
                chain_as_laid_out(self._content)
            self._stay_below_the_pointer()
            return done
        if kind in (QEvent.Type.HoverMove, QEvent.Type.HoverEnter):
            assert isinstance(event, QHoverEvent)
            place = event.position().toPoint()
            if self._content.mapToGlobal(place) != self._resting:
                self._resting = None
                self._point_at(place)
        elif kind is QEvent.Type.HoverLeave:
            self._pointed = []
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Until the pointer moves, nobody has pointed at anything here: what is read comes in from the top."""
        super().showEvent(event)
        self._resting = QCursor.pos()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._light(None)
        self._anchor = None
        self.forget_place()

    @contextlib.contextmanager
    def _place_kept(self) -> Iterator[None]:
        if self._moving:
            yield
            return
        bar = self.verticalScrollBar()
        place, self._moving = bar.value(), True
        try:
            yield
            if self._anchor is not None and isValid(self._anchor[0]):
                widget, top = self._anchor
                bar.setValue(widget.mapTo(self._content, QPoint()).y() - top)
            elif bar.value() < place:
                self._scroll_to(place)
        finally:
            self._moving = False

    def _scroll_to(self, place: int) -> None:
        """Scrolls there, even if that is beyond the end of the content."""
        bar = self.verticalScrollBar()
        if place > bar.maximum():
            self._held = place + self.viewport().height()
            self._set_least_height()
            super().eventFilter(self._content, QEvent(QEvent.Type.LayoutRequest))  # sets its new height now
        bar.setValue(place)

    def _point_at(self, place: QPoint) -> None:
        """Stores what is under the pointer, and its parents, each with the distance from the upper edge."""
        top, self._pointed, self._pointed_row = self.verticalScrollBar().value(), [], None
        part: QWidget | None = self._content.childAt(place)
        if self._list is not None and self._rows and part is not None and self._list.isAncestorOf(part):
            row = self._rows.row_at(self._list.mapFrom(self._content, place).y())
            if row is not None:
                self._pointed_row = row, row.top + _place(self._list, self._content).top() - top
            part = self._list
        while part is not None and part is not self._content:
            self._pointed.append((part, _place(part, self._content).top() - top))
            part = part.parentWidget()

    def _stay_below_the_pointer(self) -> None:
        """Keeps what is under the pointer in place, or its parent if it is gone."""
        if self._moving or self._anchor is not None:
            return
        remaining = ((part, top) for part, top in self._pointed if isValid(part) and part.isVisible())
        part, former = next(remaining, (None, 0))
        if part is None or not self._content.isAncestorOf(part):
            return
        bar, top = self.verticalScrollBar(), _place(part, self._content).top()
        if part is self._list and self._rows and self._pointed_row is not None:
            row, former_top = self._pointed_row
            row_top = self._rows.top_of(row)
            if row_top is not None:
                top, former = top + row_top, former_top
        wanted = max(top - former, 0)
        if wanted != bar.value():
            self._moving = True
            try:
                self._scroll_to(wanted)
            finally:
                self._moving = False

    def _on_scrolled(self, value: int) -> None:
        """Releases the extra room at the end, as far as it is not visible."""
        if not self._moving:
            self._anchor = None
            if self._held:
                end = value + self.viewport().height()
                self._held = min(self._held, end)
                self._set_least_height()
            self._pointed = []
            self._point_anew()
        self._light_anew()

    def _set_least_height(self) -> None:
        least = max(self._room, self._held)
        layout = self._content.layout()
        if layout is not None and self._held and layout.totalHeightForWidth(self._content.width()) >= self._held:
            self._held, least = 0, self._room
        if self._content.minimumHeight() != least:
            self._content.setMinimumHeight(least)

    def _looked_at(self) -> tuple[QWidget, int] | None:
        """Returns the widget that the person looks at, and its distance from the top of the view."""
        content, top = self._content, self.verticalScrollBar().value()
        if top == 0:
            return None
        seen = self.viewport().rect().translated(0, top)
        widget: QWidget | None = self.window().focusWidget()
        if widget is None or not content.isAncestorOf(widget) or not _place(widget, content).intersects(seen):
            widget = content.childAt(seen.center().x(), top + round(seen.height() * LOOKED_AT))
        return None if widget is None else (widget, _place(widget, content).top() - top)

    def _point_anew(self) -> None:
        pointer = self.viewport().mapFromGlobal(QCursor.pos())
        if self.isVisible() and self.viewport().rect().contains(pointer) and self._content.underMouse():
            self._point_at(self._content.mapFrom(self.viewport(), pointer))

    def _light_anew(self) -> None:
        """Updates the hover state: Qt checks it when the pointer moves, but not when the page does."""
        pointer = QCursor.pos()
        if self.isVisible() and self.viewport().rect().contains(self.viewport().mapFromGlobal(pointer)):
            found: QWidget | None = QApplication.widgetAt(pointer)
            while found is not None and not isinstance(found, QAbstractButton):
                found = found.parentWidget()
            self._light(found if found is not None and self._content.isAncestorOf(found) else None)

    def _light(self, button: QWidget | None) -> None:
        for lit in self._content.findChildren(QAbstractButton):
            if lit.underMouse() and lit is not button:
                QApplication.sendEvent(lit, QEvent(QEvent.Type.Leave))
                lit.update()
        if button is not None and not button.underMouse():
            button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
            button.update()


def bring_into_view(widget: QWidget) -> None:
    """Scrolls the page of a widget that was just opened, only as far as needed to show all of it.

    This happens after layout.
    """
    page: QWidget | None = widget.parentWidget()
    while page is not None and not isinstance(page, PageScroll):
        page = page.parentWidget()
    if page is not None:
        QTimer.singleShot(0, widget, functools.partial(_show_whole, page, widget))


def _show_whole(page: PageScroll, widget: QWidget) -> None:
    content = page.widget() if isValid(page) and isValid(widget) else None
    if content is not None and content.isAncestorOf(widget):
        place = _place(widget, content)
        bar, height = page.verticalScrollBar(), page.viewport().height()
        lowest = place.bottom() + 1 + BELOW - height
        bar.setValue(min(max(bar.value(), lowest), place.top()))


def _place(widget: QWidget, content: QWidget) -> QRect:
    return QRect(widget.mapTo(content, QPoint()), widget.size())
