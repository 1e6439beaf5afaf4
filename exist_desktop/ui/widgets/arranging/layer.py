"""A layer over the board that takes the mouse while tiles are arranged: presses, and drags of tiles and groups.

One widget for all tiles: three hundred of them need nothing of their own, so that the mode begins within a frame.
Qt's own dragging runs an event loop inside the event loop.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from exist_desktop.domain.arranging.arrangement import FAVOURITES
from exist_desktop.domain.arranging.moves import shifted
from exist_desktop.ui import theme
from exist_desktop.ui.widgets.arranging.spots import Spot, spot_at
from exist_desktop.ui.widgets.tiles.tile_group import TileGroupView

MARGIN = 8
"""Pixels around what is repainted, for rings and outlines."""
EDGE = 48
"""Pixels from the edge of the visible part within which a drag scrolls."""


class ArrangeLayer(QWidget):
    """Covers the board, whose `groups` it asks for places.

    Signals:
        tile_pressed(str), group_pressed(str): pressed without being moved.
        tiles_ordered(str, list[str]): that tile was dropped, and the tiles of its group are in this order.
        groups_ordered(str, list[str]): that group was dropped, and the groups are in this order.
        shelved(str, bool): a tile was dropped on the favourites, or out of them.
        pulled(int): a drag is at the upper edge of what is visible (-1), at the lower one (1), or at neither (0).
    """

    tile_pressed = Signal(str)
    group_pressed = Signal(str)
    tiles_ordered = Signal(str, object)
    groups_ordered = Signal(str, object)
    shelved = Signal(str, bool)
    pulled = Signal(int)

    def __init__(self, groups: Mapping[str, TileGroupView], board: QWidget) -> None:
        super().__init__(board)
        self._groups = groups
        self._pressed: Spot | None = None
        self._from = QPoint()
        self._at = QPoint()
        self._picture: QPixmap | None = None
        self._held = QPoint()
        self._over: Spot | None = None
        self._pull = 0
        self._painted: list[QRect] = []
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    @property
    def dragging(self) -> bool:
        """Whether something follows the pointer."""
        return self._picture is not None

    def show_groups(self, groups: Mapping[str, TileGroupView]) -> None:
        """Sets the groups after they have changed."""
        self._groups = groups

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = self._at = event.position().toPoint()
            self._pressed = spot_at(self._groups, self._from)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begins a drag after a few pixels, and shows where a drop would go."""
        self._at = event.position().toPoint()
        if self._pressed is None:
            return
        if not self.dragging and (self._at - self._from).manhattanLength() >= QApplication.startDragDistance():
            self._take_up(self._pressed)
        if self.dragging:
            self._follow(self._pressed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drops what is dragged; without a drag it is a press."""
        pressed, over, dragging = self._pressed, self._over, self.dragging
        if event.button() is not Qt.MouseButton.LeftButton or pressed is None:
            return
        names = list(self._groups[pressed.group].columns.names) if pressed.group in self._groups else []
        self._let_go()
        if dragging:
            self._drop(pressed, over, names)
        elif pressed.tile:
            self.tile_pressed.emit(pressed.tile)
        elif pressed.on_heading:
            self.group_pressed.emit(pressed.group)

    def cancel(self) -> None:
        """Ends a drag; everything is where it was."""
        if self._pressed is not None:
            self._put_back(self._pressed)
        self._let_go()

    def follow_scrolling(self) -> None:
        """Looks again at what is under the pointer, since the board has moved."""
        if self.dragging and self._pressed is not None:
            self._at = self.mapFromGlobal(self.cursor().pos())
            self._follow(self._pressed)

    def _take_up(self, pressed: Spot) -> None:
        if pressed.tile:
            view = self._groups[pressed.group].columns.views.get(pressed.tile)
            if view is not None:
                self._hold(view, view.rect())
        elif pressed.on_heading and pressed.group != FAVOURITES.name:
            group = self._groups[pressed.group]
            self._hold(group, QRect(0, 0, group.width(), group.columns.y()))

    def _hold(self, part: QWidget, rect: QRect) -> None:
        """Takes a picture of what follows the pointer, which keeps its place below it."""
        self._picture = part.grab(rect)
        self._held = self._from - self.mapFromGlobal(part.mapToGlobal(QPoint()))
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def _follow(self, pressed: Spot) -> None:
        self._over = spot_at(self._groups, self._at)
        if pressed.tile:
            self._preview(pressed, self._over)
        visible = self.visibleRegion().boundingRect()
        pull = -1 if self._at.y() < visible.top() + EDGE else 1 if self._at.y() > visible.bottom() - EDGE else 0
        if pull != self._pull:
            self._pull = pull
            self.pulled.emit(pull)
        self._update_dragged()

    def _update_dragged(self) -> None:
        """Repaints where the picture was and where it is now, and the rings around groups; all else has stayed."""
        ringed = self._ringed()
        shown = [QRect(self._at - self._held, self._size()), *([] if ringed is None else [ringed])]
        for rect in (*self._painted, *shown):
            self.update(rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        self._painted = shown

    def _size(self) -> QSize:
        return QSize() if self._picture is None else self._picture.deviceIndependentSize().toSize()

    def _preview(self, pressed: Spot, over: Spot | None) -> None:
        """Makes room for the tile in its own group; over another one, everything is where it was."""
        columns = self._groups[pressed.group].columns
        if over is None or over.group != pressed.group or over.index is None:
            self._put_back(pressed)
            return
        here = columns.names.index(pressed.tile)
        if (names := shifted(columns.names, pressed.tile, over.index - here)) is not None:
            columns.put_in_order(names)

    def _put_back(self, pressed: Spot) -> None:
        if pressed.tile and pressed.group in self._groups:
            columns = self._groups[pressed.group].columns
            if pressed.index is not None and pressed.tile in columns.names:
                here = columns.names.index(pressed.tile)
                if (names := shifted(columns.names, pressed.tile, pressed.index - here)) is not None:
                    columns.put_in_order(names)

    def _drop(self, pressed: Spot, over: Spot | None, names: list[str]) -> None:
        if over is None:
            return
        if not pressed.tile:
            groups = [name for name in self._groups if name != FAVOURITES.name]
            if over.group in groups:
                there = groups.index(over.group) - groups.index(pressed.group)
                if (moved := shifted(groups, pressed.group, there)) is not None:
                    self.groups_ordered.emit(pressed.group, moved)
        elif over.group == pressed.group:
            if pressed.index is not None and names[pressed.index] != pressed.tile:
                self.tiles_ordered.emit(pressed.tile, names)
        elif FAVOURITES.name in (over.group, pressed.group):
            self.shelved.emit(pressed.tile, over.group == FAVOURITES.name)

    def _let_go(self) -> None:
        self._update_dragged()
        self._pressed = self._picture = self._over = None
        self._painted = []
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if self._pull:
            self._pull = 0
            self.pulled.emit(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outlines what can be moved, fills the gap of what is dragged, and marks where it would go."""
        colours, area = theme.of(self.palette()), event.rect()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            dashed = QPen(QColor(colours.accent), 1.2, Qt.PenStyle.DashLine)
            for group in self._groups.values():
                for name, place in group.columns.places_on(self):
                    if place.intersects(area):
                        gone = self.dragging and self._pressed is not None and name == self._pressed.tile
                        painter.setBrush(QColor(colours.window) if gone else Qt.BrushStyle.NoBrush)
                        painter.setPen(dashed)
                        radius = theme.RADIUS
                        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), radius, radius)
            self._paint_target(painter, colours)
            if self._picture is not None:
                painter.setOpacity(0.85)
                painter.drawPixmap(self._at - self._held, self._picture)

    def _ringed(self) -> QRect | None:
        """Returns the group on which a drop would do something else than move a tile within its own."""
        over, pressed = self._over, self._pressed
        if not self.dragging or over is None or pressed is None or over.group == pressed.group:
            return None
        if pressed.tile and FAVOURITES.name not in (over.group, pressed.group):
            return None
        return self._groups[over.group].geometry()

    def _paint_target(self, painter: QPainter, colours: theme.Theme) -> None:
        if (ringed := self._ringed()) is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            around = QRectF(ringed).adjusted(-4, -4, 4, 4) & QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(around, theme.RADIUS, theme.RADIUS)
