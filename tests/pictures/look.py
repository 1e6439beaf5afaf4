"""How a scene looks: its language, scheme, width and text size; and an application that is dressed so for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from exist_desktop.ui import theme
from tests.pictures.tongues import Tongue

WIDTHS = (360, 820, 1240, 1920, 3840)
HEIGHTS = {360: 740, 820: 700, 1240: 860, 1920: 1080, 3840: 2160}
TEXT_SIZES = (1, 2)


@dataclass(frozen=True)
class Look:
    """`text` is the size of letters beside the usual one, as a desktop's setting for large text makes them.

    `clearer` is for people who have asked their desktop for more contrast.
    """

    width: int = 1240
    tongue: Tongue = Tongue.ENGLISH
    dark: bool = False
    text: int = 1
    clearer: bool = False

    def __str__(self) -> str:
        scheme = ("dark" if self.dark else "light") + ("-contrast" if self.clearer else "")
        return f"{self.width}-{scheme}-{self.text * 100}-{self.tongue}"

    @property
    def size(self) -> QSize:
        """The window's size."""
        return QSize(self.width, HEIGHTS[self.width])

    @property
    def theme(self) -> theme.Theme:
        """The colours."""
        usual, clearer = (theme.DARK, theme.DARK_CONTRAST) if self.dark else (theme.LIGHT, theme.LIGHT_CONTRAST)
        return clearer if self.clearer else usual


@contextmanager
def dressed(app: QApplication, look: Look) -> Iterator[None]:
    """An application whose windows look so while the block lasts."""
    palette, style, font, direction = app.palette(), app.style().name(), app.font(), app.layoutDirection()
    larger = app.font()
    larger.setPointSizeF(font.pointSizeF() * look.text)
    theme.apply(app, look.theme)
    app.setFont(larger)
    app.setLayoutDirection(look.tongue.direction)
    try:
        yield
    finally:
        app.setLayoutDirection(direction)
        app.setFont(font)
        app.setStyle(style)
        app.setPalette(palette)
