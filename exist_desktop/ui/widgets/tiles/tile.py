"""A tile: one attribute on one day as a painted button, with an add button if adding makes sense."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.arranging.arrangement import TileSize
from exist_desktop.domain.projection import Tile
from exist_desktop.domain.statistics.averages import compare
from exist_desktop.domain.value_types import ValueType
from exist_desktop.ui import theme
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.controls.buttons import AddButton
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.painting import Surface, paint_ring, paint_surface, set_tip
from exist_desktop.ui.widgets.tiles.tile_compact import PAD_Y, arrange_compact, compact_height, second_row
from exist_desktop.ui.widgets.tiles.tile_painting import paint_bar, paint_pill, paint_sparkline
from exist_desktop.ui.widgets.tiles.tile_parts import (
    BAR,
    GAP_BAR,
    GAP_SPARKLINE,
    PAD_TOP,
    PAD_X,
    SPARKLINE,
    Role,
    TileFonts,
    TilePart,
    across,
    arrange,
)
from exist_desktop.ui.widgets.tiles.tile_words import description, texts, whole_texts
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

BESIDE = 7
"""Space between the add button and the label before it."""
SHORT = 3
"""The most characters that the add button of a compact tile shows, such as `+1`."""


def tile_height(fonts: TileFonts, size: TileSize) -> int:
    """Returns the height of every tile of that size."""
    return compact_height(fonts) if size is TileSize.COMPACT else fonts.tile_height


class TileActions(QObject):
    """What a person does with the tiles of a board; every tile emits these signals itself.

    Signals:
        opened(str): the person wants to see or type the attribute of that name.
        stepped(str, int | float): the person adds that amount to the attribute of that name.
        menu_wanted(str): the person wants to see what can be done with the tile of that name.
        group_menu_wanted(str): the same for the group of that name.
    """

    opened = Signal(object)
    stepped = Signal(str, object)
    menu_wanted = Signal(object)
    group_menu_wanted = Signal(object)


class TileButton(PaintedButton):
    """The painted part; its accessible name is `LABEL: VALUE`."""

    def __init__(
        self,
        language: Language,
        tile: Tile,
        size: TileSize,
        parent: QWidget | None = None,
        fonts: TileFonts | None = None,
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._tile = tile
        self.size_shown = size
        self._parts: tuple[TilePart, ...] = ()
        self._beside = 0.0
        self._room: tuple[int, float, TileSize] | None = None
        """For which width, free room and size its parts are laid out; None if they have to be anew."""
        self.fonts = fonts or TileFonts(self.font())

    @property
    def parts(self) -> tuple[TilePart, ...]:
        """The texts as they are painted; tests check whether one is cut."""
        return self._parts

    def set_tile(self, tile: Tile) -> None:
        """Shows another state of the same attribute, or the same state in other units."""
        self._tile = tile
        self._room = None
        self._lay_out()

    def keep_free(self, width: float) -> None:
        """Reserves that width at the end of the first row for the add button; 0 if there is none."""
        self._beside = width
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.width(), self._beside, self.size_shown
        if room == self._room:
            return
        self._room = room
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        said = texts(self._language, self._tile)
        if self.size_shown is TileSize.COMPACT:
            parts = arrange_compact(said, self.width(), self.fonts, beside=self._beside)
            self._parts = across(parts, self.width(), mirrored=mirrored)
        else:
            self._parts = arrange(said, self.width(), self.fonts, beside=self._beside, mirrored=mirrored)
        set_name(self, Values(self._language).tile_name(self._tile))
        tip = whole_texts(self._language, self._tile, said, self._parts)
        set_tip(self, tip)
        set_description(self, description(self._language, said, tip))
        self.update()

    @property
    def share(self) -> float | None:
        """The share of the average amount; None if no bar is painted."""
        tile = self._tile
        comparison = compare(tile.attribute, tile.value, tile.usual) if tile.usual else None
        return comparison.share if comparison else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self.fonts = TileFonts(self.font())
            self._room = None
            self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(165, tile_height(self.fonts, self.size_shown))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
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

    def _paint_part(self, painter: QPainter, part: TilePart, colours: theme.Theme) -> None:
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
        if self._tile.attribute.value_type is ValueType.TEXT or self.size_shown is TileSize.COMPACT:
            return
        fonts = self.fonts
        end = PAD_TOP + fonts.label_height + fonts.value_height + GAP_SPARKLINE + SPARKLINE
        label = next((part for part in self._parts if part.role is Role.LABEL), None)
        top = (label.rect.bottom() if label else PAD_TOP + fonts.label_height) + fonts.value_height + GAP_SPARKLINE
        rect = QRectF(PAD_X, top, self.width() - 2 * PAD_X, end - top)
        colour = colours.group(self._tile.attribute.group.name)
        paint_sparkline(painter, rect, self._tile.recent, colour, colours)
        if (share := self.share) is not None:
            bar = QRectF(PAD_X, rect.bottom() + GAP_BAR, rect.width(), BAR)
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            paint_bar(painter, bar, share, colour, colours, mirrored=mirrored)


class TileView(QWidget):
    """The tile's button and, as its sibling, the add button."""

    def __init__(
        self,
        language: Language,
        tile: Tile,
        actions: TileActions,
        parent: QWidget | None = None,
        size: TileSize = TileSize.USUAL,
        place: QRect | None = None,
        fonts: TileFonts | None = None,
    ) -> None:
        super().__init__(parent)
        if place is not None:
            self.setGeometry(place)  # before its texts are laid out, which depends on the width
        self.tile_actions = actions
        self._language = language
        self.tile = tile
        self._units = language.units()
        self._offers_add = True
        self.button = TileButton(language, tile, size, self, fonts)
        self.button.setGeometry(self.rect())
        self.add: AddButton | None = None
        self.button.value = tile.attribute.name
        self.button.picked.connect(actions.opened)
        self._show_add()

    def set_tile(self, tile: Tile) -> None:
        """Shows another state of the same attribute, or the same state in other units, in place."""
        if not self.shows(tile):
            self.tile, self._units = tile, self._language.units()
            self._show_add()
            self.button.set_tile(tile)

    def set_size(self, size: TileSize) -> None:
        """Lays it out large or compact; whoever calls this gives it another place, too."""
        if size is not self.button.size_shown:
            self.button.size_shown = size
            self._show_add()

    def shows(self, tile: Tile) -> bool:
        """Whether it already shows this tile, in the current units."""
        return (tile, self._language.units()) == (self.tile, self._units)

    def offer_add(self, *, offered: bool) -> None:
        """Shows the add button, or hides it while tiles are arranged; its place stays free."""
        self._offers_add = offered
        if self.add is not None:
            self.add.setVisible(offered and self.tile.step is not None)

    def _show_add(self) -> None:
        attribute = self.tile.attribute
        step = self.tile.step
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
        said = words.step_text(attribute, step)
        is_short = self.button.size_shown is TileSize.USUAL or len(said) <= SHORT
        self.add.setText(said if is_short else "+")
        self.add.set_tip("" if is_short else said)
        set_name(self.add, words.step_name(attribute, step))
        self.add.show()
        self._place_add()
        self.add.setVisible(self._offers_add)

    def _on_add(self) -> None:
        attribute = self.tile.attribute
        step = self.tile.step
        if step is not None:
            whole = not attribute.value_type.rules.fractions
            units = self._language.units()
            self.tile_actions.stepped.emit(
                attribute.name, units.stepped(step, attribute.unit, self.tile.value, whole=whole)
            )

    def _place_add(self) -> None:
        if self.add is None or self.add.isHidden():
            return
        size = self.add.sizeHint()
        x = self.width() - round(PAD_X) - size.width()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = round(PAD_X)
        fonts = self.button.fonts
        top, row = PAD_TOP, fonts.label_height
        if self.button.size_shown is TileSize.COMPACT:
            row = second_row(fonts)
            top = compact_height(fonts) - PAD_Y - row
            x += round(PAD_X - BESIDE) * (-1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1)
        self.add.setGeometry(x, round(top + (row - size.height()) / 2), size.width(), size.height())
        self.button.keep_free(size.width() + BESIDE)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.tile_actions.menu_wanted.emit(self.tile.attribute.name)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.button.setGeometry(self.rect())
        self._place_add()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._place_add()

    def sizeHint(self) -> QSize:
        return self.button.sizeHint()
