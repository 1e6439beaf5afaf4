"""A layout of groups over one grid of tile columns: in a wide window, groups with few tiles share a row."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.ui.widgets.tiles.tile_group import TileGroupView

ROW_GAP, COMPACT_ROW_GAP = 15, 8
"""Pixels below a row of groups."""


class GroupFlow(FlowLayout):
    """Groups keep their order; one that needs more columns than are left in its row begins the next row.

    Other items have a row of their own, as wide as they prefer.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=theme.GAP, line_gap=ROW_GAP)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        for row, most in self._rows(width):
            sized, used, gap = [], 0, _gap(row[0][0])
            for number, (item, span) in enumerate(row):
                end = most if number == len(row) - 1 else used + span
                sized.append((item, _left(end, most, width, gap) - _left(used, most, width, gap) - gap))
                used = end
            height = max(_height(item, wide) for item, wide in sized)
            lines.append([(item, QSize(wide, height)) for item, wide in sized])
        return lines

    def _gap_in(self, line: list[tuple[QLayoutItem, QSize]]) -> int:
        return _gap(line[0][0])

    def _gap_below(self, line: list[tuple[QLayoutItem, QSize]]) -> int:
        return ROW_GAP if _gap(line[0][0]) == theme.GAP else COMPACT_ROW_GAP

    def _rows(self, width: int) -> list[tuple[list[tuple[QLayoutItem, int]], int]]:
        """Returns the items of each row with the columns that they need, and the number of columns."""
        rows: list[tuple[list[tuple[QLayoutItem, int]], int]] = []
        left = 0
        for item in self._shown():
            group = item.widget()
            most = group.columns.most(width) if isinstance(group, TileGroupView) else 1
            span = min(group.span(width), most) if isinstance(group, TileGroupView) else most
            alike = bool(rows) and rows[-1][1] == most and _gap(rows[-1][0][0][0]) == _gap(item)
            if span > left or not alike:
                rows.append(([], most))
                left = most
            rows[-1][0].append((item, span))
            left -= span
        return rows


def _gap(item: QLayoutItem) -> int:
    group = item.widget()
    return group.columns.gap if isinstance(group, TileGroupView) else theme.GAP


def _left(column: int, most: int, width: int, gap: int) -> int:
    """Returns the left edge of a column, as in a group that is as wide as the board."""
    room = width - gap * (most - 1)
    return column * gap + room * column // most


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
