"""All groups of a day over one grid. Visible tiles are built at once, the others while the person looks at the page."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.projection import TileGroup
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.tiles.group_flow import GroupFlow
from exist_desktop.ui.widgets.tiles.tile import TileActions, TileView
from exist_desktop.ui.widgets.tiles.tile_group import TileColumns, TileGroupView
from exist_desktop.words.language import Language

SLICE = 6
"""How many tiles are built in one idle slice; few enough that no frame is missed."""
PAINT_MILLISECONDS = 50
"""The delay that leaves the first paint to the visible tiles."""


class TileBoard(QWidget):
    """The groups, updated in place so that nothing flickers and the focus stays.

    `tile_actions` has the signals of all its tiles.

    Signals:
        new_wanted(): the person wants an attribute that is not there yet.
    """

    new_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.tile_actions = TileActions(self)
        self.groups: dict[str, TileGroupView] = {}
        self._stops: list[QWidget] = []
        self._rows = GroupFlow(self)
        self.new = PlainButton(language.say("+ attribute"), self, name=language.say("New attribute"))
        self.new.clicked.connect(self.new_wanted)
        self.new.hide()
        self._rows.addWidget(self.new)
        self._rows.setAlignment(self.new, Qt.AlignmentFlag.AlignLeading)
        self._idle = QTimer(self)
        self._idle.setInterval(PAINT_MILLISECONDS)
        self._idle.timeout.connect(self._show_a_slice)

    def set_groups(self, groups: tuple[TileGroup, ...]) -> None:
        """Shows these groups in this order."""
        if [group.group.name for group in groups] != list(self.groups):
            self._rebuild(groups)
        for group in groups:
            self.groups[group.group.name].set_group(group)
        self.new.setVisible(bool(groups))
        self._idle.start()

    def _rebuild(self, groups: tuple[TileGroup, ...]) -> None:
        former, self.groups = self.groups, {}
        while self._rows.count():
            self._rows.takeAt(0)
        for group in groups:
            name = group.group.name
            self.groups[name] = former.pop(name) if name in former else self._group(name)
            self._rows.addWidget(self.groups[name])
        for gone in former.values():
            gone.hide()
            gone.deleteLater()
        self._rows.addWidget(self.new)
        self._rows.setAlignment(self.new, Qt.AlignmentFlag.AlignLeading)
        self.new.raise_()  # screen readers read the children in this order

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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.build_in_view()

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
            for view in group.columns.in_order():
                stops += [view.button, view.add] if view.add else [view.button]
        if stops == self._stops:
            return
        self._stops = stops
        place = self.new  # on the page, while what is made late stands behind the whole window
        for before, after in pairwise([place, *stops, self.new] if stops else []):
            QWidget.setTabOrder(before, after)
