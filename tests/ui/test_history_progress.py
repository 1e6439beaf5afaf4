"""How far the copy of the history is: said at the foot of the sidebar and in Settings, paused and removed there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from exist_desktop.domain.history.progress import HistoryProgress, HistoryState
from exist_desktop.settings import Settings
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.settings.history import HistorySection
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.windows.sidebar import Sidebar
from exist_desktop.words.language import UNTRANSLATED, Language
from exist_desktop.words.pages.history_copy import HistoryCopyWords
from tests.ui.offscreen import quiet

pytestmark = quiet

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale(QLocale.Language.English)))
WORDS = HistoryCopyWords(LANGUAGE, UTC)
NOW = 1_790_000_000.0
COPYING = HistoryProgress(HistoryState.COPYING, done=430, total=1000, seconds_left=5400.0)
PAUSED = HistoryProgress(HistoryState.PAUSED, done=430, total=1000)
COMPLETE = HistoryProgress(HistoryState.COMPLETE, done=1000, total=1000)


@pytest.fixture
def sidebar(qapp: QApplication) -> Iterator[Sidebar]:
    qapp.processEvents()
    bar = Sidebar(LANGUAGE)
    bar.add_page("today", "Today")
    bar.show_state(("All in Exist", ""), "")
    bar.resize(bar.sizeHint().width(), 600)
    bar.show()
    yield bar
    bar.close()
    bar.deleteLater()


def show(bar: Sidebar, progress: HistoryProgress) -> None:
    bar.show_history(progress, WORDS.line(progress, NOW))


def found(parent: QWidget, name: str) -> QAbstractButton:
    button = parent.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    return button


def text(parent: QWidget, name: str) -> str:
    block = parent.findChild(TextBlock, name)
    assert isinstance(block, TextBlock)
    return block.text() if block.isVisible() else ""


def test_the_foot_of_the_sidebar_says_how_far_it_is_and_for_how_long(sidebar: Sidebar) -> None:
    show(sidebar, COPYING)
    assert text(sidebar, "historyProgress") == "History: 43% is here. About 2 hours left."
    assert sidebar.rect().contains(found(sidebar, "historyPause").geometry())
    show(sidebar, COMPLETE)
    assert text(sidebar, "historyProgress") == "", "what is whole needs no line"


def test_it_is_paused_and_goes_on_by_one_button(sidebar: Sidebar) -> None:
    wanted: list[bool] = []
    sidebar.history_pause_wanted.connect(wanted.append)
    show(sidebar, COPYING)
    found(sidebar, "historyPause").click()
    show(sidebar, PAUSED)
    assert text(sidebar, "historyProgress") == "History: 43% is here. The rest is paused."
    found(sidebar, "historyPause").click()
    assert wanted == [True, False]


def test_a_bar_above_the_page_has_no_room_for_it_and_a_column_shows_it_again(sidebar: Sidebar) -> None:
    show(sidebar, COPYING)
    sidebar.set_compact(compact=True)
    assert text(sidebar, "historyProgress") == ""
    sidebar.set_compact(compact=False)
    assert text(sidebar, "historyProgress")


@pytest.mark.usefixtures("qapp")
def test_settings_says_it_too_and_asks_before_it_removes() -> None:
    section = HistorySection(LANGUAGE)
    section.show_settings(Settings(history="last_year"))
    section.show()
    section.show_progress(COPYING, NOW, UTC)
    assert text(section, "historyState").startswith("History: 43% is here.")
    removed: list[None] = []
    section.history_removed.connect(lambda: removed.append(None))
    buttons = {button.text(): button for button in section.findChildren(QAbstractButton)}
    buttons["Remove the history from this computer"].click()
    assert not removed
    buttons = {button.text(): button for button in section.findChildren(QAbstractButton) if button.isVisible()}
    buttons["Remove it"].click()
    assert len(removed) == 1
    section.show_progress(COMPLETE, NOW, UTC)
    assert text(section, "historyState") == "All of it is here."
    section.close()
    section.deleteLater()
