"""The scroll bar is seen where there is more than fits, in the colours of the theme that is in force."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
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
