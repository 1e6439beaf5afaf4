"""Find in the real window: reached by key and by the field above the pages; a day that is chosen opens in Today."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.ui.pages.find.page import FindPage
from exist_desktop.ui.pages.history.page import HistoryPage
from exist_desktop.ui.windows.find_button import FindButton
from exist_desktop.ui.windows.main_window import MainWindow
from tests.app.test_quick_entry_undo import Opened, opened
from tests.patience import until
from tests.ui.offscreen import quiet

pytestmark = quiet


def field_above(window: MainWindow) -> FindButton:
    (found,) = window.findChildren(FindButton)
    return found


async def shown(here: Opened, width: int = 1240) -> MainWindow:
    window = here.application.window
    window.resize(width, 700)
    window.show()
    window.activateWindow()
    await here.settled()
    await until(window.isActiveWindow)
    return window


async def on_find(here: Opened) -> FindPage:
    """The page with the keys in its field, which a screen reader calls `Find text`."""
    window = here.application.window
    await until(lambda: window.findChildren(FindPage) and window.findChildren(FindPage)[0].isVisible())
    (page,) = window.findChildren(FindPage)
    assert window.focusWidget() is page.head.edit
    assert page.head.edit.accessibleName() == "Find text"
    return page


@pytest.mark.parametrize("width", [1240, 360])
async def test_ctrl_f_a_word_and_enter_twice_open_the_day_in_today(
    width: int, qapp: QApplication, tmp_path: Path
) -> None:
    async with opened(qapp, tmp_path) as here:
        window, day = await shown(here, width), here.day - timedelta(days=3)
        await here.engine.journal.save(SetValue(Key("mood_note", day), "Swifts over the roofs"))
        QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        page = await on_find(here)
        QTest.keyClicks(page.head.edit, "swift")
        await until(lambda: [row.text_shown.day for row in page.list.rows() if row.text_shown] == [day])
        QTest.keyClick(page.head.edit, Qt.Key.Key_Return)
        await until(lambda: window.focusWidget() is page.list.rows()[0])
        QTest.keyClick(page.list.rows()[0], Qt.Key.Key_Return)
        await here.settled()
        assert here.today.isVisible()
        assert here.today.day == day


async def test_an_attribute_that_is_called_so_is_opened_in_history(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path) as here:
        window = await shown(here)
        QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        page = await on_find(here)
        QTest.keyClicks(page.head.edit, "coff")
        await until(lambda: [chip.text() for chip in page.offers.chips] == ["Coffees in History"])
        QTest.keyClick(page.offers.chips[0], Qt.Key.Key_Space)
        await here.settled()
        (history,) = window.findChildren(HistoryPage)
        assert history.isVisible()
        await until(lambda: history.heading.text() == "Coffees")


async def test_what_is_typed_on_the_field_above_the_pages_is_typed_on_the_page(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with opened(qapp, tmp_path) as here:
        field = field_above(await shown(here))
        assert field.accessibleName() == "Find"
        field.setFocus()
        QTest.keyClicks(field, "w")
        page = await on_find(here)
        QTest.keyClicks(page.head.edit, "alk")
        assert page.head.edit.text() == "walk"
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        assert here.application.window.focusWidget() is page.head.edit
        QTest.keyClicks(page.head.edit, "sun")
        assert page.head.edit.text() == "sun", "what is typed next takes the place of the former words"


async def test_the_pages_keep_their_numbers(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path) as here:
        window = await shown(here)
        QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        await on_find(here)
        QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        assert here.today.isVisible()
        await here.settled()
