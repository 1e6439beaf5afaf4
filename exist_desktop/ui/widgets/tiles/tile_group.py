"""A group of tiles in columns of equal width; the places exist before the tiles are built."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from exist_desktop.domain.projection import Tile, TileGroup
from exist_desktop.ui import theme
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.ui.widgets.tiles.tile import TileActions, TileView
from exist_desktop.ui.widgets.tiles.tile_parts import TileFonts
from exist_desktop.words.arranging.groups import group_label
from exist_desktop.words.language import Language

NARROWEST = 165
"""The least width of a column for text of the usual size."""
NARROWEST_OF_TWO = 148
"""The least width if there are two columns, so that a small window does not become one long list."""


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
        self._fonts = TileFonts(self.font())
        self._scale = theme.scale(self.font())
        self.views: dict[str, TileView] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Sets the tiles: removes those that are gone; new and changed ones are shown later."""
        moved = [tile.attribute.name for tile in tiles] != [tile.attribute.name for tile in self._tiles]
        self._tiles = tiles
        present = {tile.attribute.name for tile in tiles}
        for name in [name for name in self.views if name not in present]:
            self.views.pop(name).deleteLater()
        if moved:
            self.updateGeometry()
            self._place()

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
        view = TileView(self._language, tile, self._actions, self)
        view.setGeometry(self.place(index))
        self.views[tile.attribute.name] = view
        view.show()

    def in_order(self) -> list[TileView]:
        """Returns the built tiles, in reading order."""
        return [self.views[tile.attribute.name] for tile in self._tiles if tile.attribute.name in self.views]

    def place(self, index: int) -> QRect:
        """Returns the rectangle of the tile with that index."""
        columns, height = self.most(self.width()), self._tile_height()
        row, column = divmod(index, columns)
        room = self.width() - theme.GAP * (columns - 1)
        left = column * theme.GAP + room * column // columns
        right = column * theme.GAP + room * (column + 1) // columns
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = self.width() - right, self.width() - left
        return QRect(left, row * (height + theme.GAP), right - left, height)

    @property
    def count(self) -> int:
        """The number of tiles."""
        return len(self._tiles)

    def most(self, width: int) -> int:
        """Returns how many columns fit in a width."""
        scale = self._scale
        columns = int((width + theme.GAP) // (NARROWEST * scale + theme.GAP))
        pair = (width - theme.GAP) / 2 >= NARROWEST_OF_TWO * scale
        return max(columns, 2 if pair else 1)

    def _tile_height(self) -> int:
        return self._fonts.tile_height

    def _place(self) -> None:
        for index, tile in enumerate(self._tiles):
            view = self.views.get(tile.attribute.name)
            if view is not None:
                view.setGeometry(self.place(index))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._tiles) // self.most(width))
        return rows * (self._tile_height() + theme.GAP) - theme.GAP

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
        heading = QHBoxLayout()
        heading.setSpacing(6)
        heading.addWidget(Dot(name))
        heading.addWidget(self._label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(heading)
        column.addWidget(self._problem)
        column.addWidget(self.columns)
        column.addStretch(1)

    def span(self, width: int) -> int:
        """Returns how many columns of a board of that width it needs, for its tiles and for its label on one line."""
        most = self.columns.most(width)
        label = self._label.natural_width() + LABEL_LEFT
        return max(self.columns.count, -(-label * most // max(width, 1)))

    def set_group(self, group: TileGroup) -> None:
        """Shows a group's label and tiles."""
        self._label.say(group_label(self._language, group.group))
        self._problem.tell("")
        self.columns.set_tiles(group.tiles)

    def refuse(self, sentence: str) -> None:
        """Shows why an addition to one of the tiles was not saved."""
        self._problem.tell(sentence)
