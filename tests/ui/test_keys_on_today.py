"""Keys on Today: faces, note, tags and Find, wherever the focus is in the window, and never while a person types."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.words.guidance.keys import keys
from tests.ui.made_tiles import LANGUAGE, SUNDAY
from tests.ui.offscreen import quiet
from tests.ui.parts import open_panel
from tests.ui.set_time import SetTime
from tests.ui.today_on_store import Home

pytestmark = quiet


@asynccontextmanager
async def in_window(home: Home) -> AsyncIterator[MainWindow]:
    """The page in its window, with Find beside it."""
    page = await home.opened()
    window = MainWindow(home.bridge, LANGUAGE, SetTime(lambda: home.time.now))
    window.add_page("today", "Today", page)
    window.add_page("find", "Find", QLineEdit())
    window.show()
    await home.settled()
    try:
        yield window
    finally:
        page.hide()
        await home.settled()
        page.setParent(None)  # so that it ends with its home
        window.hide()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def page_of(window: MainWindow) -> TodayPage:
    page = window.findChild(TodayPage)
    assert isinstance(page, TodayPage)
    return page


def press(window: MainWindow, text: str, place: int = 0, *, held: bool = False) -> None:
    """A key that types this, at that place of X11's keyboard, goes to the part that has the focus."""
    focused: QWidget | None = window.focusWidget()
    target = window if focused is None else focused
    none = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, 0, none, place, 0, 0, text, held)
    QCoreApplication.sendEvent(target, event)


PLACES = ("navigation", "tile", "header", "nothing")


def focus(window: MainWindow, place: str) -> None:
    page = page_of(window)
    if place == "nothing":
        here = window.focusWidget()
        if here is not None:
            here.clearFocus()
        return
    steps = page.board.tile("steps")
    assert steps is not None
    stops = {"navigation": window.sidebar.entry("today"), "tile": steps.button, "header": page.header.refresh}
    stops[place].setFocus()


@pytest.mark.parametrize("place", PLACES)
async def test_a_digit_chooses_a_face_wherever_the_focus_is(home: Home, place: str) -> None:
    async with in_window(home) as window:
        focus(window, place)
        press(window, "2")
        await home.settled()
        assert await home.saved() == [SetValue(Key("mood", SUNDAY), 3)]


@pytest.mark.parametrize("place", PLACES)
async def test_letters_lead_to_note_tags_and_find(home: Home, place: str) -> None:
    async with in_window(home) as window:
        page = page_of(window)
        for text, code, stop in (
            ("n", 0, page.card.note.edit),
            ("N", 0, page.card.note.edit),
            ("т", 57, page.card.note.edit),  # the key of N on a Russian keyboard
            ("t", 0, None),
            ("ف", 28, None),  # the key of T on an Arabic one
        ):
            focus(window, place)
            press(window, text, code)
            assert has_keyboard_focus(page.card.tags.first_stop if stop is None else stop), text
        focus(window, place)
        press(window, "/")
        assert not page.isVisible()


async def test_none_of_them_does_anything_while_a_person_types(home: Home) -> None:
    async with in_window(home) as window:
        page = page_of(window)
        page.card.note.edit.setFocus()
        for text in "1nt/":
            press(window, text)
        assert "1nt/" in page.card.note.edit.toPlainText()
        assert has_keyboard_focus(page.card.note.edit)
        assert await home.saved() == []


async def test_an_open_editor_keeps_its_keys(home: Home) -> None:
    async with in_window(home) as window:
        page = page_of(window)
        tile = page.board.tile("coffees")
        assert tile is not None
        tile.button.click()
        panel = open_panel(page)
        assert panel is not None
        for stop in (one for one in panel.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus):
            stop.setFocus()
            press(window, "n")
            press(window, "2")
        assert open_panel(page) is panel
        await home.settled()
        assert await home.saved() == []


async def test_a_key_that_is_held_down_counts_once_and_others_do_nothing(home: Home) -> None:
    async with in_window(home) as window:
        focus(window, "tile")
        press(window, "3", held=True)
        for text in ("x", "7", "é", "\t"):
            press(window, text)
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        await home.settled()
        assert await home.saved() == []


def test_the_list_of_keys_has_them() -> None:
    listed = " ".join(key for key, _ in keys(LANGUAGE))
    assert all(key in listed for key in ("1 – 5", "N · T · A", "/"))
