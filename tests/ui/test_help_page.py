"""Help is read from the top, searched by typing, and shows what a report would say before it leaves the computer."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exist_desktop.ui.pages.help.page import HelpPage
from exist_desktop.ui.text import TextBlock
from tests.pictures.scenes_help import MadeReport
from tests.ui.made_tiles import LANGUAGE
from tests.ui.offscreen import quiet

pytestmark = quiet


def page_of(qtbot: QtBot) -> HelpPage:
    page = HelpPage(LANGUAGE, MadeReport())
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    return page


def titles(page: HelpPage) -> list[str]:
    return [card.findChildren(TextBlock)[0].text() for card in page.cards if card.isVisible()]


def test_typing_leaves_the_topics_with_these_words(qtbot: QtBot) -> None:
    page = page_of(qtbot)
    every = titles(page)
    page.edit.setText("KEYRING locked")
    assert titles(page) == ["If something is wrong"]
    page.edit.setText("no such words")
    assert titles(page) == []
    assert [text.text() for text in page.findChildren(TextBlock) if text.isVisible()][-1].startswith("Nothing in Help")
    page.edit.clear()
    assert titles(page) == every


def test_the_first_stop_is_at_the_top(qtbot: QtBot) -> None:
    page = page_of(qtbot)
    assert page.first_stop is page.edit
    assert page.edit.y() < page.height()


def test_the_log_is_seen_before_it_is_copied(qtbot: QtBot) -> None:
    page = page_of(qtbot)
    assert not page.report.text.isVisible()
    page.report.show_log.click()
    assert page.report.text.toPlainText() == MadeReport().report()
    assert page.report.text.isReadOnly()
    page.report.copy.click()
    assert QApplication.clipboard().text() == MadeReport().report()
