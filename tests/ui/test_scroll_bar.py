"""The scroll bar is seen where there is more than fits, in the colours of the theme that is in force."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionSlider, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.controls.scroll_bar import MARGIN, SHORTEST, WIDTH, ScrollBar
from tests.ui.offscreen import quiet

pytestmark = quiet


def shown(qtbot: QtBot, height: int) -> PageScroll:
    content = QWidget()
    content.setMinimumHeight(height)
    page = PageScroll(content)
    qtbot.addWidget(page)
    page.resize(300, 200)
    page.setPalette(theme.palette(theme.LIGHT))
    page.show()
    qtbot.waitExposed(page)
    return page


def colours(page: PageScroll) -> set[str]:
    """The colours on the bar, without those of its smoothed edges."""
    bar = page.verticalScrollBar()
    image: QImage = bar.grab().toImage()
    middle = image.width() // 2
    return {image.pixelColor(middle, y).name() for y in range(image.height())}


@pytest.mark.parametrize("first", [theme.LIGHT, theme.DARK])
def test_the_handle_follows_the_theme(qtbot: QtBot, first: theme.Theme) -> None:
    page = shown(qtbot, 900)
    other = theme.DARK if first is theme.LIGHT else theme.LIGHT
    for scheme in (first, other):
        page.setPalette(theme.palette(scheme))
        QApplication.processEvents()
        assert QColor(scheme.border).name() in colours(page)
        gone = theme.LIGHT if scheme is theme.DARK else theme.DARK
        assert QColor(gone.border).name() not in colours(page)


def test_nothing_is_seen_and_nothing_moves_where_all_fits(qtbot: QtBot) -> None:
    short, long = shown(qtbot, 100), shown(qtbot, 900)
    assert QColor(theme.LIGHT.border).name() not in colours(short)
    assert short.viewport().width() == long.viewport().width()


@pytest.mark.parametrize("height", [40, 60, 333, 900])
@pytest.mark.parametrize("steps", [1, 100, 200_000])
def test_the_handle_is_where_the_mouse_takes_it(qtbot: QtBot, height: int, steps: int) -> None:
    """The style decides what a press moves; the bar paints without it, whose class takes long to load."""
    bar = ScrollBar()
    qtbot.addWidget(bar)
    bar.resize(WIDTH, height)
    bar.setRange(0, steps)
    bar.setPageStep(height)
    control, part = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl
    for value in (0, steps // 3, steps):
        bar.setValue(value)
        option = QStyleOptionSlider()
        bar.initStyleOption(option)
        slider = bar.style().subControlRect(control, option, part.SC_ScrollBarSlider, bar)
        groove = bar.style().subControlRect(control, option, part.SC_ScrollBarGroove, bar)
        painted = bar.handle().toAlignedRect()
        assert painted.adjusted(0, -1, 0, 1).contains(slider.adjusted(int(MARGIN), 0, -int(MARGIN), 0))
        assert groove.contains(painted.adjusted(0, 1, 0, -1))
        assert painted.height() <= max(slider.height(), min(SHORTEST, groove.height())) + 1
