"""What a chart paints where many days share a pixel: averages, gaps, marks, and nothing in between."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.statistics.axis import Axis
from exist_desktop.domain.statistics.series import series_of
from exist_desktop.domain.statistics.span import Span
from exist_desktop.domain.units import Units
from exist_desktop.domain.value_types import EmptyDay, ValueType
from exist_desktop.store.reading.whole_series import WholeSeries
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.chart import Chart
from exist_desktop.ui.pages.history.chart.columns import columns
from exist_desktop.ui.pages.history.chart.frame import Content, second_colour
from exist_desktop.ui.pages.history.chart.ground import Ground
from exist_desktop.ui.pages.history.chart.prepared import Prepared, prepared
from tests.ui.made_tiles import LANGUAGE
from tests.ui.offscreen import quiet

pytestmark = quiet
FIRST, DAYS = 739_000, 3_650
TODAY = FIRST + DAYS
FOOD, CUSTOM = Group("food", "Food and drink", 1), Group("custom", "Custom tags", 2)


def shown(name: str, values: Mapping[int, float], kind: ValueType, group: Group = FOOD) -> Prepared:
    series = series_of(FIRST, DAYS, {FIRST + after: value for after, value in values.items()}, b"\x01" * DAYS)
    return prepared(WholeSeries(Attribute(name, name, group, kind), series), EmptyDay.NOTHING, Units(), TODAY)


def painted(chart: Chart, content: Content, span: Span, width: int) -> QImage:
    chart.resize(width, 300)
    chart.show_content(content, Span(float(FIRST), float(TODAY)))
    chart.show_span(span)
    return chart.grab().toImage()


@pytest.mark.parametrize("width", [97.0, 640.0, 1333.0])
@pytest.mark.parametrize("span", [(FIRST, TODAY), (FIRST - 50, FIRST + 400), (TODAY - 90.25, TODAY + 9.5)])
def test_each_column_has_the_numbers_of_its_days(width: float, span: tuple[float, float]) -> None:
    random = Random(1)
    numbers = shown("x", {day: random.gauss(9, 3) for day in range(DAYS) if random.random() < 0.4}, ValueType.DECIMAL)
    there = numbers.series.numbers
    ground = Ground(QRectF(10, 0, width, 100), Span(*span), Axis(0, 20, ()), 1.5, theme.LIGHT)
    step, expected = 1 / (ground.pace * 1.5), []
    for place in range(round(width * 1.5)):
        begin, end = (math.floor(span[0] - FIRST + (place + more) * step) for more in (0, 1))
        days = [there[day] for day in range(begin, max(end, begin + 1)) if 0 <= day < len(there)]
        days = [number for number in days if number == number]
        if days:
            expected.append((place, min(days), max(days), sum(days) / len(days)))
    found = columns(ground, FIRST, there)
    left = found.middles[0] - expected[0][0] / 1.5
    rows = zip(found.middles, found.lows, found.highs, found.means, strict=True)
    assert [(round((x - left) * 1.5), *rest) for x, *rest in rows] == expected


def test_a_tag_over_another_attribute_is_marks_at_any_width(qapp: QApplication) -> None:
    """Lines between yes and no would be a curtain before the first attribute."""
    random, chart = Random(2), Chart(LANGUAGE)
    first = shown("coffees", dict.fromkeys(range(DAYS), 5.0), ValueType.QUANTITY)
    tag = shown("walk", {day: random.choice((0.0, 1.0)) for day in range(DAYS)}, ValueType.BOOLEAN, CUSTOM)
    content = Content(first, tag)
    for days, width in ((122, 360), (31, 360), (DAYS, 900)):
        image = painted(chart, content, Span(float(TODAY - days), float(TODAY)), width)
        frame = chart.frame(1.0)
        assert frame is not None
        assert frame.other is not None
        yes, no = frame.other.y(1.0), frame.other.y(0.0)
        colour = QColor(second_colour(frame)).rgb()
        rows = {y for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) == colour}
        assert rows, f"{days} days show a yes"
        assert all(min(abs(y - yes), abs(y - no)) < 8 for y in rows), f"{days} days: only marks"


def test_a_zero_is_no_gap_where_days_share_a_pixel(qapp: QApplication) -> None:
    chart = Chart(LANGUAGE)
    half = DAYS // 2
    content = Content(shown("coffees", dict.fromkeys(range(half), 0.0) | {DAYS - 1: 4.0}, ValueType.QUANTITY))
    image = painted(chart, content, Span(float(FIRST), float(TODAY)), 800)
    frame = chart.frame(1.0)
    assert frame is not None
    ground = frame.main
    zero, colour = round(ground.snapped(ground.y(0.0))), QColor(ground.colours.border).rgb()
    zeros, gap = (
        {image.pixel(round(ground.x(FIRST + day)), y) for day in days for y in (zero - 1, zero, zero + 1)} - {colour}
        for days in (range(100, half - 100, 50), range(half + 100, DAYS - 100, 50))
    )
    assert zeros - gap, "the days with zero show something that the days without a value do not"


@pytest.mark.parametrize("kind", [ValueType.QUANTITY, ValueType.PERCENTAGE, ValueType.SCALE, ValueType.BOOLEAN])
@pytest.mark.parametrize("days", [DAYS, 60])
def test_what_was_made_ready_looks_like_what_was_not(qapp: QApplication, kind: ValueType, days: int) -> None:
    random, span = Random(3), Span(float(TODAY - days), float(TODAY))
    numbers = {day: float(random.randrange(2)) for day in range(DAYS) if random.random() < 0.9}
    content = Content(shown("x", numbers, kind), shown("y", numbers, ValueType.DECIMAL, CUSTOM))
    fresh = painted(Chart(LANGUAGE), content, span, 500)
    chart = Chart(LANGUAGE)
    chart.resize(500, 300)
    chart.make_ready(content, span)
    assert painted(chart, content, span, 500) == fresh
    other = Content(shown("x", dict.fromkeys(numbers, 1.0), kind))
    assert painted(chart, other, span, 500) == painted(Chart(LANGUAGE), other, span, 500), "not what was made ready"
    assert painted(chart, content, span, 700) == painted(Chart(LANGUAGE), content, span, 700), "nor for another size"
