"""Layouts of charts that were made ready before they are shown, with the marks that are painted in them."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.domain.statistics.span import Span
from exist_desktop.ui.pages.history.chart.frame import Content, Frame

MOST = 12
"""How many are kept: the marks of ten years take a quarter of a megabyte."""


class Look(Struct, frozen=True):
    """What a layout depends on beside its content: the chart's size, pixels, font and colours."""

    size: tuple[int, int]
    ratio: float
    font: str
    palette: int


class FrameCache:
    """The layouts that were made ready last."""

    def __init__(self) -> None:
        self._frames: list[tuple[Look, Frame]] = []

    def keep(self, look: Look, frame: Frame) -> None:
        """Keeps a layout, and lets the oldest one go if there are too many."""
        self._frames = [(look, frame), *self._frames[: MOST - 1]]

    def find(self, look: Look, content: Content, span: Span) -> Frame | None:
        """Returns the layout of a content, if it was made ready for these days and looks the same still."""
        for kept, frame in self._frames:
            if kept == look and frame.main.span == span and frame.content.is_same(content):
                return frame
        return None

    def clear(self) -> None:
        """Frees them."""
        self._frames.clear()
