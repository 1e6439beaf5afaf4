"""What is new is said once after an upgrade, never at a first start, and leads to Help."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from exist_desktop.app import about
from exist_desktop.app.help.release_notes import releases
from exist_desktop.app.help.release_notice import MARK, ReleaseNotice
from exist_desktop.settings import LANGUAGES, Preferences
from exist_desktop.ui.pages.help.page import HelpPage
from exist_desktop.ui.windows.notice import Notice
from tests.app.offline_window import Offline, offline
from tests.ui.offscreen import quiet
from tests.ui.parts import button_named

pytestmark = quiet
BEFORE = f"{MARK}0.0.1"


async def after(shown: Offline) -> Notice | None:
    """What is shown after the first paint."""
    notice = ReleaseNotice(shown.application.runtime)
    notice.notes_wanted.connect(shown.application.pages.open_news)
    await shown.settle()
    found = [one for one in shown.application.window.findChildren(Notice) if one.text.objectName() == "releaseNotice"]
    return next((one for one in found if one.isVisible()), None)


async def test_a_first_start_says_nothing_and_neither_does_the_next(qapp: QApplication, tmp_path: Path) -> None:
    for _ in range(2):
        async with offline(qapp, tmp_path) as shown:
            assert await after(shown) is None
    assert MARK + about.version() in Preferences(tmp_path).chosen.told_hints


async def test_an_upgrade_is_said_once_and_leads_to_what_is_new(qapp: QApplication, tmp_path: Path) -> None:
    Preferences(tmp_path).change(told_hints=(BEFORE,))
    async with offline(qapp, tmp_path) as shown:
        notice = await after(shown)
        assert notice is not None
        assert about.version() in notice.text.text()
        assert not any(part.hasFocus() for part in notice.findChildren(QWidget))
        button_named(notice, "What is new").click()
        await shown.settle()
        assert notice.isHidden()
        (page,) = shown.application.window.findChildren(HelpPage)
        assert page.isVisible()
        assert 0 <= page.news.mapTo(page, QPoint()).y() < page.height() / 2
    async with offline(qapp, tmp_path) as shown:
        assert await after(shown) is None


async def test_a_window_in_the_tray_says_it_when_it_is_seen(qapp: QApplication, tmp_path: Path) -> None:
    Preferences(tmp_path).change(told_hints=(BEFORE,))
    async with offline(qapp, tmp_path) as shown:
        shown.application.window.hide()
        assert await after(shown) is None
        assert MARK + about.version() not in Preferences(tmp_path).chosen.told_hints, "nobody has seen it"
        shown.application.window.show()
        await shown.settle()
        notices = shown.application.window.findChildren(Notice)
        assert [one.text.objectName() for one in notices if one.isVisible()] == ["releaseNotice"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_what_is_new_in_this_version(language: str) -> None:
    english = releases("")[0]
    assert english.version == about.version()
    said = releases("" if language == "en" else language)[0]
    assert len(said.points) == len(english.points) > 0
    assert language == "en" or not set(said.points) & set(english.points)
