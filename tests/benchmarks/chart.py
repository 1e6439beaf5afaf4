"""A chart of ten years, painted in a process of its own beside a widget that paints the same."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from exist_desktop.domain.statistics.averages import ALL_DAYS
from exist_desktop.domain.statistics.span import Span
from exist_desktop.domain.units import Units
from exist_desktop.domain.value_types import EmptyDay
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store.reading.whole_series import SeriesViews
from exist_desktop.ui.pages.history.chart.chart import Chart, all_of
from exist_desktop.ui.pages.history.chart.frame import Content
from exist_desktop.ui.pages.history.chart.prepared import LONG, prepared
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.words.conftest import EnglishFormats

WIDTH, HEIGHT = 1100, 420
ROUNDS = 21
FRAMES = 90
NAMES = tuple(f"measure_{number}" for number in range(ROUNDS))


class Columns(QWidget):
    """The same columns and lines, and nothing else: no grid, no labels, no cursor, no picture kept for it.

    The average and the highest number of each column of pixels, and what was usual over the years and over the last
    month, both computed already.
    """

    def __init__(self, numbers: array[float], *lines: array[float]) -> None:
        super().__init__()
        self._numbers = numbers
        self._lines = lines
        self.resize(WIDTH, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        full, pale, numbers, highest = [], [], self._numbers, max(self._numbers)
        for x in range(WIDTH):
            days = numbers[x * len(numbers) // WIDTH : (x + 1) * len(numbers) // WIDTH]
            if days:
                full.append(QLineF(x, HEIGHT, x, HEIGHT - HEIGHT * sum(days) / len(days) / highest))
                pale.append(QLineF(x, HEIGHT, x, HEIGHT - HEIGHT * max(days) / highest))
        with QPainter(self) as painter:
            painter.setPen(QPen(QColor("#b0d0e8"), 0))
            painter.drawLines(pale)
            painter.setPen(QPen(QColor("#0072b2"), 0))
            painter.drawLines(full)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for wide, line in enumerate(self._lines, 1):
                painter.setPen(QPen(QColor("#004466"), wide, c=Qt.PenCapStyle.SquareCap))
                painter.drawLines(self._segments(line, highest))

    def _segments(self, numbers: array[float], highest: float) -> list[QLineF]:
        """Returns a line for every third column of pixels."""
        seen = [numbers[x * len(numbers) // WIDTH] for x in range(0, WIDTH, 3)]
        points = [QPointF(3 * place, HEIGHT - HEIGHT * number / highest) for place, number in enumerate(seen)]
        return [QLineF(one, two) for one, two in pairwise(points) if one.y() == one.y() and two.y() == two.y()]


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Adds the milliseconds that the block takes on the processor: others may be at work."""
    began = time.process_time()
    yield
    into.append(1000 * (time.process_time() - began))


async def _measured(folder: Path, server: str) -> dict[str, object]:
    engine = Engine(Setup(server, folder))
    await engine.open()
    views = SeriesViews(engine.store, engine)
    chart = Chart(Language(UNTRANSLATED, EnglishFormats()))
    chart.resize(WIDTH, HEIGHT)
    cold, ahead, warm, bare, zoom = list[float](), list[float](), list[float](), list[float](), list[float]()
    today = engine.clock.wall() // 86_400 + 719_163
    try:
        (whole,) = await views.whole(NAMES[0])
        whole_span = all_of(Content(prepared(whole, EmptyDay.NOTHING, Units(), int(today))))
        for name in NAMES:
            with timed(cold):
                (whole,) = await views.whole(name)
                content = Content(prepared(whole, EmptyDay.NOTHING, Units(), int(today)))
                _show(chart, content)
                chart.grab()
            with timed(ahead):
                content = Content(prepared(whole, EmptyDay.NOTHING, Units(), int(today)))
                _show(chart, content)
                chart.grab()
            content = Content(prepared(whole, EmptyDay.NOTHING, Units(), int(today)))
            chart.make_ready(content, all_of(content))  # as the page does with recent ones while the chooser is open
            with timed(warm):
                _show(chart, content)
                chart.grab()
            main = content.main
            columns = Columns(main.series.numbers, main.usual_line(ALL_DAYS), main.rolling(LONG))
            with timed(bare):
                columns.grab()
        for step in range(FRAMES):
            share = abs(step - FRAMES // 2) / (FRAMES // 2)
            days = 60 + (whole_span.days - 60) * share
            with timed(zoom):
                chart.show_span(Span(whole_span.end - days - step, whole_span.end - step))
                chart.grab()
    finally:
        await engine.close()
    middles = {"cold": cold, "ahead": ahead, "warm": warm, "bare": bare}
    return {name: median(taken[1:]) for name, taken in middles.items()} | {"zoom": zoom[1:]}


def _show(chart: Chart, content: Content) -> None:
    span = all_of(content)
    chart.show_content(content, span)
    chart.show_span(span)


if __name__ == "__main__":
    application = QApplication([])
    gc.disable()  # as the program does, which collects when nothing is painted
    print(json.dumps(asyncio.run(_measured(Path(sys.argv[1]), sys.argv[2]))), flush=True)
