"""A page that scrolls up and down with a slim bar and the window's own colour behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QWidget

_SLIM_BAR = """
QScrollBar:vertical { background: transparent; border: none; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: palette(mid); border-radius: 3px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: palette(placeholder-text); }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
"""A style sheet on one small widget costs nothing; the colours still come from the palette."""


def slim(area: QAbstractScrollArea) -> None:
    """Gives a scroll area the slim bar."""
    area.verticalScrollBar().setStyleSheet(_SLIM_BAR)


class PageScroll(QScrollArea):
    """Shows content as wide as itself; Tab goes to the content, which is scrolled to where the focus is."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slim(self)
        viewport = QWidget()  # Qt's own is a stranger to Python, which would look through all kinds of widgets for it
        self.setViewport(viewport)
        self.setWidget(content)
        for see_through in (viewport, content):
            see_through.setAutoFillBackground(False)
