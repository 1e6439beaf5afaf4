"""What is under a point of the board: a tile's place, a group's heading, or another part of a group."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import QPoint

from exist_desktop.ui.widgets.tiles.tile_group import TileGroupView


class Spot(Struct, frozen=True):
    """A place in a group: `index` is the nearest tile's, None on the heading; `tile` is exactly there, if one is."""

    group: str
    index: int | None = None
    tile: str = ""

    @property
    def on_heading(self) -> bool:
        """Whether it is the heading of the group."""
        return self.index is None


def spot_at(groups: Mapping[str, TileGroupView], point: QPoint) -> Spot | None:
    """Returns what is under a point; None between the groups."""
    for name, group in groups.items():
        if not group.geometry().contains(point):
            continue
        within = point - group.pos() - group.columns.pos()
        if within.y() < 0 or not group.columns.count:
            return Spot(name)
        index = group.columns.nearest(within)
        tile = group.columns.names[index] if group.columns.place(index).contains(within) else ""
        return Spot(name, index, tile)
    return None
