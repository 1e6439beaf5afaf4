"""Puts widgets beside or below each other, for pages and cards."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.ui.widgets.controls.buttons import RoundedButton
from exist_desktop.ui.widgets.flow import FlowLayout


def column_of(parent: QWidget | None, *parts: QWidget, gap: int = 10) -> QVBoxLayout:
    """Returns a column without margins that contains these widgets."""
    column = QVBoxLayout()
    if parent is not None:
        parent.setLayout(column)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    return column


def line_of(*parts: QWidget, gap: int = 8) -> QWidget:
    """Returns widgets beside each other, or wrapped if that is too wide; a button wider than a line is elided."""
    line = QWidget()
    flow = FlowLayout(line, gap=gap, line_gap=8)
    for part in parts:
        if isinstance(part, RoundedButton):
            part.elides = True
        flow.addWidget(part)
    return line
