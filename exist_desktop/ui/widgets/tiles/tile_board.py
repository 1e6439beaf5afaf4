"""All groups of a day over one grid. Visible tiles are built at once, the others while the person looks at the page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.projection import TileGroup
from exist_desktop.ui.widgets.arranging.foot import BoardFoot
from exist_desktop.ui.widgets.tiles.group_flow import GroupFlow
from exist_desktop.ui.widgets.tiles.tile import TileActions, TileView
from exist_desktop.ui.widgets.tiles.tile_group import TileColumns, TileGroupView
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.widgets.arranging.layer import ArrangeLayer

SLICE = 6
"""How many tiles are built in one idle slice; few enough that no frame is missed."""
UNPAINTED_MILLISECONDS = 1_000
"""How long a board waits for its first paint. Until then only visible tiles are built; a hidden window has none."""


class TileBoard(QWidget):
    """The groups, updated in place so that nothing flickers and the focus stays.

    `tile_actions` has the signals of all its tiles, `layer` takes the mouse while they are arranged, else it is None.

    Signals:
        new_wanted(): the person wants an attribute that is not there yet.
        moved(str, int): the tile of that name shall go to the place before (-1) or behind (1).
        group_moved(str, int): the same of a group.
        arranging_ended(): the person wants to arrange no more.
    """

    new_wanted = Signal()
    moved = Signal(str, int)
    group_moved = Signal(str, int)
    arranging_ended = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.tile_actions = TileActions(self)
        self.groups: dict[str, TileGroupView] = {}
        self._stops: list[QWidget] = []
        self._rows = GroupFlow(self)
        self.layer: ArrangeLayer | None = None
        self.foot = BoardFoot(language, self)
        self.new = self.foot.new
        self.new.clicked.connect(self.new_wanted)
        self.foot.hide()
        self._rows.addWidget(self.foot)
        self._idle = QTimer(self)
        self._idle.setInterval(UNPAINTED_MILLISECONDS)
        self._idle.timeout.connect(self._show_a_slice)

    def set_groups(self, groups: tuple[TileGroup, ...]) -> None:
        """Shows these groups in this order."""
        if [group.group.name for group in groups] != list(self.groups):
            self._rebuild(groups)
        for group in groups:
            view = self.groups[group.group.name]
            view.set_group(group)
            if self.layer is not None:
                view.set_arranging(arranging=True)
        self.foot.setVisible(bool(groups) or not self.foot.hidden.isHidden())
        if self.layer is not None:
            self.layer.show_groups(self.groups)
            self.layer.raise_()
            self._set_tab_order()
        self._idle.start()

    def set_arranging(self, *, arranging: bool) -> None:
        """Lets tiles and groups be moved instead of used, or ends that."""
        if arranging == (self.layer is not None):
            return
        if self.layer is not None:
            self.layer.hide()
            self.layer.deleteLater()
            self.layer = None
        else:
            from exist_desktop.ui.widgets.arranging.layer import ArrangeLayer

            self.layer = ArrangeLayer(self.groups, self)
            self.layer.setGeometry(self._board_rect())
            self.layer.show()
        for group in self.groups.values():
            group.set_arranging(arranging=arranging)
            if not arranging:
                group.columns.raise_in_order()
        self._set_tab_order()

    def _board_rect(self) -> QRect:
        """Returns the room of the groups, without the foot."""
        self._rows.activate()
        return QRect(0, 0, self.width(), self.foot.y() if not self.foot.isHidden() else self.height())

    def _rebuild(self, groups: tuple[TileGroup, ...]) -> None:
        former, self.groups = self.groups, {}
        for group in groups:
            name = group.group.name
            self.groups[name] = former.pop(name) if name in former else self._group(name)
        self._rows.put_in_order([*self.groups.values(), self.foot])
        for gone in former.values():
            gone.hide()
            gone.deleteLater()
        for part in (*self.groups.values(), self.foot):
            part.raise_()  # screen readers read the children in this order

    def _group(self, name: str) -> TileGroupView:
        return TileGroupView(self._language, name, self.tile_actions)

    def tile(self, name: str) -> TileView | None:
        """Returns the tile of an attribute, if it is built."""
        found = (group.columns.views.get(name) for group in self.groups.values())
        return next((view for view in found if view is not None), None)

    def refuse(self, name: str, sentence: str) -> None:
        """Shows, in its group, why an addition to an attribute was not saved."""
        for group in self.groups.values():
            if name in group.columns.views:
                group.refuse(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While tiles are arranged, Alt+Up and Alt+Down move what has the focus, and Esc ends the drag or all of it."""
        toward = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if self.layer is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            if self.layer.dragging:
                self.layer.cancel()
            else:
                self.arranging_ended.emit()
        elif not toward or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self._move_focused(toward)

    def _move_focused(self, toward: int) -> None:
        focused = self.window().focusWidget()
        for name, group in self.groups.items():
            if group.handle is focused:
                self.group_moved.emit(name, toward)
                return
            for attribute, view in group.columns.views.items():
                if view.button is focused:
                    self.moved.emit(attribute, toward)
                    return

    def event(self, event: QEvent) -> bool:
        """Keeps the layer over the groups, whose room changes with their number and with the width."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.layer is not None:
            self.layer.setGeometry(self._board_rect())
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.layer is not None:
            self.layer.setGeometry(self._board_rect())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.build_in_view()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._idle.setInterval(0)  # the tiles themselves are painted before the next turn, in which the others follow

    def build_in_view(self) -> None:
        """Builds the visible tiles; of those that exist already, a few are updated.

        Builds none while the board itself is hidden: its places are not known then.
        """
        changed = 0
        for columns, index in self._in_view():
            built = columns.is_built(index)
            changed += built
            if not built or changed <= SLICE:
                columns.show_tile(index)
        self._set_tab_order()

    def build_all(self) -> None:
        """Builds all remaining tiles now."""
        while self._idle.isActive():
            self._show_a_slice()

    def _show_a_slice(self) -> None:
        self._idle.setInterval(0)
        if self._show_next(SLICE) < SLICE:
            self._idle.stop()
            self._set_tab_order()

    def _show_next(self, most: int) -> int:
        """Builds or updates the next tiles, visible ones first, and returns how many there were to show."""
        chosen = self._in_view()[:most]
        for columns in (group.columns for group in self.groups.values()) if len(chosen) < most else ():
            chosen += [(columns, index) for index in columns.behind() if (columns, index) not in chosen]
        for columns, index in chosen[:most]:
            columns.show_tile(index)
        return min(len(chosen), most)

    def _in_view(self) -> list[tuple[TileColumns, int]]:
        """Returns the visible places whose tiles do not exist yet or are out of date."""
        if not self.isVisible():
            return []
        self._rows.activate()
        visible = self.visibleRegion().boundingRect()
        found = []
        for columns in (group.columns for group in self.groups.values()):
            offset = columns.mapTo(self, columns.rect().topLeft())
            if columns.rect().translated(offset).intersects(visible):
                places = ((index, columns.place(index).translated(offset)) for index in columns.behind())
                found += [(columns, index) for index, place in places if place.intersects(visible)]
        return found

    def _set_tab_order(self) -> None:
        """Puts tiles that were built late at their place in the Tab order, not at its end."""
        stops: list[QWidget] = []
        for group in self.groups.values():
            stops += [group.handle] if group.handle is not None and self.layer is not None else []
            for view in group.columns.in_order():
                stops += [view.button, view.add] if view.add else [view.button]
        if stops == self._stops:
            return
        self._stops = stops
        place = self.new  # on the page, while what is made late comes after the whole window
        for before, after in pairwise([place, *stops, self.new] if stops else []):
            QWidget.setTabOrder(before, after)
