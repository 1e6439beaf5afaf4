"""A tile: one attribute on one day as a painted button, with its add button beside it where adding makes sense."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import add_step
from exist_desktop.domain.projection import Tile
from exist_desktop.domain.values import ValueType
from exist_desktop.ui import theme
from exist_desktop.ui.widgets.buttons import AddButton
from exist_desktop.ui.widgets.painted_button import PaintedButton
from exist_desktop.ui.widgets.painting import Surface, paint_ring, paint_surface, set_tip
from exist_desktop.ui.widgets.pill import mark_word, paint_pill
from exist_desktop.ui.widgets.sparkline import paint_sparkline
from exist_desktop.ui.widgets.tile_parts import (
    GAP_SPARKLINE,
    PAD_TOP,
    PAD_X,
    SPARKLINE,
    Part,
    Role,
    Texts,
    TileFonts,
    arrange,
)
from exist_desktop.words import Language, Values

BESIDE = 7
"""Space between the add button and what stands before it."""


class TileButton(PaintedButton):
    """The painted part; its accessible name is `LABEL: VALUE`."""

    def __init__(self, language: Language, tile: Tile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._tile = tile
        self._parts: tuple[Part, ...] = ()
        self._beside = 0.0
        self._lay_out()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The texts as they are painted, for whoever must know whether one is cut."""
        return self._parts

    def set_tile(self, tile: Tile) -> None:
        """Shows another state of the same attribute."""
        if tile != self._tile:
            self._tile = tile
            self._lay_out()

    def keep_free(self, width: float) -> None:
        """Keeps that much of the first row's end free for the add button."""
        self._beside = width
        self._lay_out()

    def _lay_out(self) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        fonts = TileFonts(self.font())
        self._parts = arrange(self._texts(), self.width(), fonts, beside=self._beside, mirrored=mirrored)
        self.setAccessibleName(Values(self._language).tile_name(self._tile.attribute, self._tile.value))
        set_tip(self, "\n".join(part.whole for part in self._parts if part.cut))
        self.update()

    def _texts(self) -> Texts:
        attribute, value = self._tile.attribute, self._tile.value
        number, unit = Values(self._language).number_and_unit(attribute, value)
        prose = attribute.value_type is ValueType.TEXT and value is not None
        mark = mark_word(self._language, self._tile.mark)
        return Texts(attribute.label, number, unit, mark, self._captions(), prose)

    def _captions(self) -> tuple[str, ...]:
        say, attribute = self._language.say, self._tile.attribute
        if attribute.editable:
            return (say("no value yet · type to add"), say("no value yet")) if self._tile.value is None else ()
        service = attribute.service
        return (say("from {service}", service=service.label),) if service else ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arranges the texts anew."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Arranges the texts anew when their size or direction has changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._lay_out()

    def sizeHint(self) -> QSize:
        """The least width of a column, and the height of every tile."""
        return QSize(165, TileFonts(self.font()).tile_height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        """Paints surface, texts, sparkline and ring."""
        colours = theme.of(self.palette())
        hovered = self.isDown() or self.underMouse()
        fill = theme.mixed(colours.card, colours.text, (0.07 if self.isDown() else 0.03) if hovered else 0.0)
        edge = theme.mixed(colours.border, colours.text, 0.25 if hovered else 0.0)
        with QPainter(self) as painter:
            paint_surface(painter, QRectF(self.rect()), theme.RADIUS, Surface(fill, QColor(colours.text), edge))
            for part in self._parts:
                self._paint_part(painter, part, colours)
            self._paint_recent(painter, colours)
            if self.ringed:
                paint_ring(painter, QRectF(self.rect()), theme.RADIUS, QColor(colours.accent))

    def _paint_part(self, painter: QPainter, part: Part, colours: theme.Theme) -> None:
        painter.setFont(part.font)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if part.role is Role.MARK:
            paint_pill(painter, part.rect, part.whole, colours)
            return
        painter.setPen(QColor(colours.text if part.role is Role.VALUE else colours.muted))
        # with AlignAbsolute the side follows the page, not the script of the text
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        height = part.rect.height() / max(len(part.lines), 1)
        for index, line in enumerate(part.lines):
            row = QRectF(part.rect.left(), part.rect.top() + index * height, part.rect.width(), height)
            painter.drawText(row, flags | Qt.TextFlag.TextSingleLine, line)

    def _paint_recent(self, painter: QPainter, colours: theme.Theme) -> None:
        if self._tile.attribute.value_type is ValueType.TEXT:
            return
        fonts = TileFonts(self.font())
        top = PAD_TOP + fonts.label_height + fonts.value_height + GAP_SPARKLINE
        rect = QRectF(PAD_X, top, self.width() - 2 * PAD_X, SPARKLINE)
        paint_sparkline(painter, rect, self._tile.recent, colours.group(self._tile.attribute.group.name), colours)


class TileView(QWidget):
    """The tile's button and, as its sibling, the add button.

    Signals:
        opened(str): the person wants to see or type the attribute of that name.
        stepped(str, int): the person adds that much to the attribute of that name.
    """

    opened = Signal(str)
    stepped = Signal(str, int)

    def __init__(self, language: Language, tile: Tile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.tile = tile
        self.button = TileButton(language, tile, self)
        self.add: AddButton | None = None
        self.button.clicked.connect(lambda: self.opened.emit(self.tile.attribute.name))
        self.setFocusProxy(self.button)
        self._show_add()

    def set_tile(self, tile: Tile) -> None:
        """Shows another state of the same attribute, in place."""
        self.tile = tile
        self._show_add()
        self.button.set_tile(tile)

    def _show_add(self) -> None:
        attribute = self.tile.attribute
        step = add_step(attribute) if attribute.editable else None
        if step is None:
            if self.add:
                self.add.hide()
            self.button.keep_free(0)
            return
        if self.add is None:
            self.add = AddButton(self)
            self.add.clicked.connect(self._on_add)
            QWidget.setTabOrder(self.button, self.add)
        words = Values(self._language)
        self.add.setText("+" + words.shown(attribute, step))
        self.add.setAccessibleName(words.step_name(attribute, step))
        self.add.show()
        self._place_add()

    def _on_add(self) -> None:
        step = add_step(self.tile.attribute)
        if step is not None:
            self.stepped.emit(self.tile.attribute.name, step)

    def _place_add(self) -> None:
        if self.add is None or self.add.isHidden():
            return
        size = self.add.sizeHint()
        x = self.width() - round(PAD_X) - size.width()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = round(PAD_X)
        row = TileFonts(self.button.font()).label_height
        self.add.setGeometry(x, round(PAD_TOP + (row - size.height()) / 2), size.width(), size.height())
        self.button.keep_free(size.width() + BESIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button fills the tile, the add button stands in its corner."""
        super().resizeEvent(event)
        self.button.setGeometry(self.rect())
        self._place_add()

    def changeEvent(self, event: QEvent) -> None:
        """Places the add button anew when the size or the direction of the text has changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._place_add()

    def sizeHint(self) -> QSize:
        """The tile's."""
        return self.button.sizeHint()
