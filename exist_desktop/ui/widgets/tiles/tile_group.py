"""A group of tiles in columns of equal width; the places exist before the tiles are built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from exist_desktop.domain.arranging.arrangement import TileSize
from exist_desktop.domain.projection import Tile, TileGroup
from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import AddButton
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.ui.widgets.tiles.tile import TileActions, TileView, tile_height
from exist_desktop.ui.widgets.tiles.tile_parts import TileFonts
from exist_desktop.words.arranging.groups import group_label
from exist_desktop.words.language import Language

NARROWEST = 165
"""The least width of a column for text of the usual size."""
NARROWEST_COMPACT = 112
"""The least width of a column of compact tiles."""
COMPACT_GAP = 8
"""Pixels between compact tiles."""
NARROWEST_OF_TWO = 148
"""The least width if there are two columns, so that a small window does not become one long list."""


SPACING, COMPACT_SPACING = 8, 3
"""Pixels between a group's label and its tiles."""
LABEL_LEFT = 13 + 6
"""The left edge of a group's label, after the dot."""


class Dot(QWidget):
    """The small square in the group's colour; decoration, since the label says the same."""

    def __init__(self, group: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = group
        self.setFixedSize(13, 13)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.of(self.palette()).group(self._group)))
            painter.drawRoundedRect(2, 2, 9, 9, 2.5, 2.5)


class TileColumns(QWidget):
    """The tiles of one group. The height depends only on their number."""

    def __init__(self, language: Language, actions: TileActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._actions = actions
        self._tiles: tuple[Tile, ...] = ()
        self.names: tuple[str, ...] = ()
        self.size_shown = TileSize.USUAL
        self._arranging = False
        self._fonts = TileFonts(self.font())
        self._scale = theme.scale(self.font())
        self.views: dict[str, TileView] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Sets the tiles: removes those that are gone; new and changed ones are shown later."""
        former, self._tiles = self.names, tiles
        self.names = tuple(tile.attribute.name for tile in tiles)
        present = set(self.names)
        for name in [name for name in self.views if name not in present]:
            self.views.pop(name).deleteLater()
        if len(former) != len(self.names):
            self.updateGeometry()
        if former != self.names:
            self._place()

    def put_in_order(self, names: Sequence[str]) -> None:
        """Moves the tiles to other places; nothing is built or painted anew."""
        by_name = {tile.attribute.name: tile for tile in self._tiles}
        self.set_tiles(tuple(by_name[name] for name in names))

    def raise_in_order(self) -> None:
        """Puts the tiles among the children as they are read: screen readers follow these."""
        for view in self.in_order():
            view.raise_()

    def set_arranging(self, *, arranging: bool) -> None:
        """Hides the add buttons while tiles are arranged."""
        self._arranging = arranging
        for view in self.views.values():
            view.offer_add(offered=not arranging)

    def set_size(self, size: TileSize) -> None:
        """Shows all tiles large or compact."""
        if size is self.size_shown:
            return
        self.size_shown = size
        for view in self.views.values():
            view.set_size(size)
        self.updateGeometry()
        self._place()

    @property
    def gap(self) -> int:
        """Pixels between two tiles."""
        return COMPACT_GAP if self.size_shown is TileSize.COMPACT else theme.GAP

    def behind(self) -> list[int]:
        """Returns the places whose tiles do not exist yet or are out of date."""
        views = [self.views.get(tile.attribute.name) for tile in self._tiles]
        return [index for index, view in enumerate(views) if view is None or not view.shows(self._tiles[index])]

    def is_built(self, index: int) -> bool:
        """Whether the tile of a place is built, even if it is out of date."""
        return self._tiles[index].attribute.name in self.views

    def show_tile(self, index: int) -> None:
        """Shows the newest state of a place's tile; builds the tile if needed."""
        tile = self._tiles[index]
        if view := self.views.get(tile.attribute.name):
            view.set_tile(tile)
            return
        place, fonts = self.place(index), self._fonts  # which all tiles have in common, measured once
        view = TileView(self._language, tile, self._actions, self, self.size_shown, place, fonts)
        self.views[tile.attribute.name] = view
        if self._arranging:
            view.offer_add(offered=False)
        view.show()

    def in_order(self) -> list[TileView]:
        """Returns the built tiles, in reading order."""
        return [self.views[tile.attribute.name] for tile in self._tiles if tile.attribute.name in self.views]

    def place(self, index: int) -> QRect:
        """Returns the rectangle of the tile with that index."""
        columns, height, gap = self.most(self.width()), self._tile_height(), self.gap
        row, column = divmod(index, columns)
        room = self.width() - gap * (columns - 1)
        left = column * gap + room * column // columns
        right = column * gap + room * (column + 1) // columns
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = self.width() - right, self.width() - left
        return QRect(left, row * (height + gap), right - left, height)

    def nearest(self, point: QPoint) -> int:
        """Returns the index of the place that is nearest to a point; there has to be a tile."""
        columns, height = self.most(self.width()), self._tile_height() + self.gap
        x = self.width() - point.x() if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else point.x()
        column = min(max(x * columns // max(self.width(), 1), 0), columns - 1)
        return min(max(point.y() // height, 0) * columns + column, self.count - 1)

    def places_on(self, part: QWidget) -> Iterator[tuple[str, QRect]]:
        """Yields the name and the place of each tile, in another widget's coordinates."""
        offset = part.mapFromGlobal(self.mapToGlobal(QPoint()))
        for index, name in enumerate(self.names):
            yield name, self.place(index).translated(offset)

    @property
    def count(self) -> int:
        """The number of tiles."""
        return len(self._tiles)

    def most(self, width: int) -> int:
        """Returns how many columns fit in a width."""
        scale, gap, compact = self._scale, self.gap, self.size_shown is TileSize.COMPACT
        columns = int((width + gap) // ((NARROWEST_COMPACT if compact else NARROWEST) * scale + gap))
        pair = not compact and (width - gap) / 2 >= NARROWEST_OF_TWO * scale
        return max(columns, 2 if pair else 1)

    def _tile_height(self) -> int:
        return tile_height(self._fonts, self.size_shown)

    def _place(self) -> None:
        for index, tile in enumerate(self._tiles):
            view = self.views.get(tile.attribute.name)
            if view is not None:
                view.setGeometry(self.place(index))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._tiles) // self.most(width))
        return max(rows * (self._tile_height() + self.gap) - self.gap, 0)

    def sizeHint(self) -> QSize:
        width = max(self.width(), NARROWEST)
        return QSize(NARROWEST, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self._tile_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._fonts = TileFonts(self.font())
            self._scale = theme.scale(self.font())
            self.updateGeometry()
            self._place()


class TileGroupView(QWidget):
    """A group: its dot and label, a place for an error, and its tiles."""

    def __init__(self, language: Language, name: str, actions: TileActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._label = Heading("", bold=True, lines=2)
        self._problem = InlineMessage("groupProblem")
        self.columns = TileColumns(language, actions)
        self._name = name
        self._actions = actions
        self.handle: AddButton | None = None
        self._empty: TextBlock | None = None
        self._heading = heading = QHBoxLayout()
        heading.setSpacing(6)
        heading.addWidget(Dot(name))
        heading.addWidget(self._label, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(heading)
        column.addWidget(self._problem)
        column.addWidget(self.columns)
        column.addStretch(1)

    def span(self, width: int) -> int:
        """Returns how many columns of a board of that width it needs, for its tiles and for its label on one line."""
        most = self.columns.most(width)
        if not self.columns.count:
            return most
        label = self._label.natural_width() + LABEL_LEFT
        return max(self.columns.count, -(-label * most // max(width, 1)))

    def set_group(self, group: TileGroup) -> None:
        """Shows a group's label and tiles."""
        self._label.say(group_label(self._language, group.group))
        self._problem.tell("")
        self._column.setSpacing(COMPACT_SPACING if group.size is TileSize.COMPACT else SPACING)
        self.columns.set_size(group.size)
        self.columns.set_tiles(group.tiles)

    def set_arranging(self, *, arranging: bool) -> None:
        """Shows the button for what can be done with the group, and says what an empty one is for."""
        self.columns.set_arranging(arranging=arranging)
        if arranging and self.handle is None:
            self.handle = AddButton()
            self.handle.setText("⋯")
            self.handle.value = self._name
            self.handle.picked.connect(self._actions.group_menu_wanted)
            self._heading.addWidget(self.handle)
        if self.handle is not None:
            self.handle.setVisible(arranging)
            set_name(self.handle, self._language.say("Arrange {group}", group=self._label.text()))
        if arranging and self._empty is None and not self.columns.count:
            self._empty = TextBlock(
                self._language.say("Tiles that you drop here stay above all others."), tone=Tone.MUTED, points=-0.5
            )
            self._column.insertWidget(1, self._empty)
        if self._empty is not None:
            self._empty.setVisible(arranging and not self.columns.count)

    def refuse(self, sentence: str) -> None:
        """Shows why an addition to one of the tiles was not saved."""
        self._problem.tell(sentence)
