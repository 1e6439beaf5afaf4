"""Tab goes through Settings, Welcome and the Outbox in reading order, there and back, and each stop is in view."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.reminders import Reminder
from exist_desktop.ui.pages.outbox.page import SignInBanner
from exist_desktop.ui.pages.settings.parts import ActButton
from exist_desktop.ui.pages.welcome.page import WelcomePage
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.words.pages.sign_in import SignInWords
from tests.patience import until
from tests.ui import parts
from tests.ui.offscreen import quiet
from tests.ui.outbox_on_store import add, put
from tests.ui.test_outbox_page import opened
from tests.ui.test_settings_page import LANGUAGE, name_of, page_of

pytestmark = quiet
WIDTHS = [360, 1000]


def stops(page: PageScroll) -> list[QWidget]:
    """All that Tab has to come by."""
    content = page.widget()
    assert content is not None
    return [
        part
        for part in content.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def place(page: PageScroll, part: QWidget) -> QRect:
    content = page.widget()
    assert content is not None
    return QRect(part.mapTo(content, QPoint()), part.size())


def is_before(one: QRect, other: QRect) -> bool:
    """Whether a person who reads comes to the one before the other; what is side by side is read by itself."""
    if abs(one.center().y() - other.center().y()) < 8:
        return one.left() < other.left()
    below_each_other = one.left() <= other.right() and other.left() <= one.right()
    return below_each_other and one.bottom() < other.top()


def walked(page: PageScroll, first: QWidget, count: int, key: Qt.Key) -> list[QWidget]:
    """Where the focus comes to; each time that is in view."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = [first]
    for _ in range(count - 1):
        QTest.keyClick(reached[-1], key)
        now = page.window().focusWidget()
        assert now is not None
        top = page.viewport().mapFromGlobal(now.mapToGlobal(QPoint())).y()
        assert top < page.viewport().height(), name_of(now)
        assert top + now.height() > 0, name_of(now)
        reached.append(now)
    return reached


def check(page: PageScroll) -> None:
    QApplication.sendPostedEvents()
    page.activateWindow()
    expected = stops(page)
    first: QWidget | None = page.nextInFocusChain()
    while first not in expected:
        assert first is not None
        first = first.nextInFocusChain()
    assert not [name_of(stop) for stop in expected if is_before(place(page, stop), place(page, first))]
    there = walked(page, first, len(expected), Qt.Key.Key_Tab)
    assert [name_of(stop) for stop in expected if stop not in there] == [], "none is lost"
    for former, latter in pairwise(there):
        backwards = is_before(place(page, latter), place(page, former))
        assert not backwards, f"{name_of(former)!r}, and after it {name_of(latter)!r}"
    assert walked(page, there[-1], len(expected), Qt.Key.Key_Backtab) == there[::-1]


@pytest.mark.parametrize("width", WIDTHS)
async def test_settings(tmp_path: Path, qtbot: QtBot, width: int) -> None:
    async with page_of(qtbot, tmp_path, width=width) as page:
        page._preferences.change(reminders=(Reminder(8 * 60), Reminder(21 * 60)))
        page.connection.secret.findChildren(ActButton)[0].click()
        parts.part(page.about, Chip).setChecked(True)
        check(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("part", ["form", "permissions", "again", "waiting", "question"])
def test_welcome(qtbot: QtBot, width: int, part: str) -> None:
    page = WelcomePage(LANGUAGE, SignInWords(LANGUAGE).permissions())
    qtbot.addWidget(page)
    page.resize(width, 640)
    page.show()
    if part == "permissions":
        page.form.sign_in.permissions.change.click()
        page.form.sign_in.permissions.more.click()
    elif part == "again":
        page.welcome_again("josh", 3)
    elif part == "waiting":
        page.show_waiting("https://exist.test/oauth2/authorize?state=abc")
    elif part == "question":
        page.show_question("josh")
    check(page)


@pytest.mark.parametrize("width", WIDTHS)
async def test_the_outbox(tmp_path: Path, qtbot: QtBot, width: int) -> None:
    async with opened(tmp_path, qtbot, width) as (at_hand, page):
        await at_hand.journal.save(put("water", 5))
        await at_hand.hold_last(Reason.INVALID)
        for _ in range(3):
            await at_hand.journal.save(add("coffees"))
        await until(lambda: len(page.list.rows()) == 4)
        parts.part(page, SignInBanner).show()
        check(page)
