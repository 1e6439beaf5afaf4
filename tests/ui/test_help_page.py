"""Help is read from the top, searched by typing, and shows what a report would say before it leaves the computer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exist_desktop import resources
from exist_desktop.settings import LANGUAGES
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.pages.help.page import HelpPage
from exist_desktop.ui.pages.help.picture import Picture
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.accessible_roles import announce_roles
from exist_desktop.words.guidance.help import HelpWords
from tests.pictures.scenes_help import MadeFacts
from tests.qt_events import delivered
from tests.ui.made_tiles import LANGUAGE
from tests.ui.offscreen import quiet

pytestmark = quiet


@pytest.fixture(scope="module", autouse=True)
def _announced() -> None:
    """As the program does when it starts."""
    announce_roles()


async def page_of(qtbot: QtBot) -> HelpPage:
    bridge = Bridge()
    page = HelpPage(LANGUAGE, bridge, MadeFacts())
    bridge.setParent(page)
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    await settle(page)
    return page


async def settle(page: HelpPage) -> None:
    """Waits until all has been read and laid out."""
    bridge = page.findChild(Bridge)
    assert isinstance(bridge, Bridge)
    await bridge.stop()
    await delivered()


def titles(page: HelpPage) -> list[str]:
    return [card.findChildren(TextBlock)[0].text() for card in page.cards if card.isVisible()]


async def test_typing_leaves_the_topics_with_these_words(qtbot: QtBot) -> None:
    page = await page_of(qtbot)
    every = titles(page)
    page.edit.setText("KEYRING locked")
    assert titles(page) == ["If something is wrong"]
    page.edit.setText("no such words")
    assert titles(page) == []
    assert [text.text() for text in page.findChildren(TextBlock) if text.isVisible()][-1].startswith("Nothing in Help")
    page.edit.clear()
    assert titles(page) == every


async def test_the_first_stop_is_at_the_top(qtbot: QtBot) -> None:
    page = await page_of(qtbot)
    assert page.first_stop is page.edit
    assert page.edit.y() < page.height()


async def test_the_log_is_seen_before_it_is_copied(qtbot: QtBot) -> None:
    page = await page_of(qtbot)
    assert not page.report.text.isVisible()
    page.report.show_log.click()
    assert not page.report.copy.isEnabled(), "it is being read"
    await settle(page)
    assert page.report.text.toPlainText() == await MadeFacts().report()
    assert page.report.text.isReadOnly()
    page.report.copy.click()
    assert QApplication.clipboard().text() == await MadeFacts().report()


async def test_what_is_new_is_gone_to_from_elsewhere(qtbot: QtBot) -> None:
    page = await page_of(qtbot)
    page.edit.setText("keyring")
    page.show_news()
    await settle(page)
    assert 0 <= page.news.mapTo(page, QPoint()).y() < page.height() / 2
    said = [text.text() for text in page.news.findChildren(TextBlock)]
    assert said[:2] == ["What is new", "Version 0.2.0"]


async def test_pictures_say_what_they_show_and_are_dark_on_a_dark_window(qtbot: QtBot) -> None:
    page = await page_of(qtbot)
    pictures = page.findChildren(Picture)
    assert len(pictures) > 3
    for picture in pictures:
        heard = QAccessible.queryAccessibleInterface(picture)
        assert (heard.role(), heard.text(QAccessible.Text.Name)) == (QAccessible.Role.Graphic, picture.accessibleName())
        assert picture.isVisible()
        light = middle(picture)
        picture.setPalette(theme.palette(theme.DARK))
        assert middle(picture) > 2 * light or middle(picture) < light / 2


def middle(picture: Picture) -> float:
    """How light a picture is, at its corner, where the window is seen."""
    return picture.grab().toImage().pixelColor(20, 20).lightnessF()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_all_pictures_light_and_dark(language: str) -> None:
    wanted = {shown.name for topic in HelpWords(LANGUAGE).topics() for shown in topic.pictures}
    there = {path.name for path in resources.path(f"help/{language}").iterdir()}
    assert there == {f"{name}-{scheme}.png" for name in wanted for scheme in ("light", "dark")}
