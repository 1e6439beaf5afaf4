"""The scroll bar is seen where there is more than fits, in the colours of the theme that is in force."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QCursor, QHoverEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStyle, QStyleOptionSlider, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.controls.scroll_bar import MARGIN, SHORTEST, WIDTH, ScrollBar, beside_bar
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


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_what_is_below_a_page_ends_where_the_content_of_the_page_does(
    qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    page = shown(qtbot, 900)
    page.setLayoutDirection(direction)
    QApplication.sendPostedEvents()
    content = page.widget()
    assert content is not None
    inner = content.rect().adjusted(theme.margin(page.width()), 0, -theme.margin(page.width()), 0)
    wanted = inner.translated(content.mapTo(page, QPoint()))
    below = page.rect().marginsRemoved(beside_bar(page))
    assert (below.left(), below.right()) == (wanted.left(), wanted.right())


@pytest.mark.parametrize(("width", "side"), [(360, 12), (1240, 26), (1652, 26), (3840, 1120)])
def test_a_list_is_no_wider_than_one_can_read_across(width: int, side: int) -> None:
    assert theme.margin(width, theme.WIDEST_LIST) == side


def test_a_page_is_read_in_from_its_top_until_the_pointer_moves(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    rows = [QPushButton(str(number)) for number in range(30)]
    for row in rows:
        column.addWidget(row)
    page = PageScroll(content)
    qtbot.addWidget(page)
    page.setGeometry(0, 0, 300, 200)
    QCursor.setPos(150, 100)
    page.show()
    qtbot.waitExposed(page)

    def point(moved: int) -> None:
        place = content.mapFromGlobal(QPoint(150, 100 + moved)).toPointF()
        event = QHoverEvent(QEvent.Type.HoverMove, place, QPointF(150, 100 + moved), QPointF())
        QApplication.sendEvent(content, event)

    def read_above() -> None:
        above = QLabel("What was read meanwhile")
        above.setFixedHeight(60)
        column.insertWidget(0, above)
        above.show()
        QApplication.sendPostedEvents()

    point(0)
    read_above()
    assert page.verticalScrollBar().value() == 0, "the person has just come, and sees what the page begins with"
    point(1)
    read_above()
    assert page.verticalScrollBar().value() > 0, "the person points at a row, which stays there"
