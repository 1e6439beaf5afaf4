"""In the pseudo-language nothing in the tray's menu or in a reminder is English but what people and Exist wrote."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.domain.reminders import Due
from exist_desktop.domain.values import NOT_READ
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.tray.menu import TrayMenu, TrayView
from exist_desktop.words.language import Language
from exist_desktop.words.pages.reminders import ReminderWords
from tests.translations import english_words, pseudo_translations
from tests.ui.made_tiles import COFFEES, SUNDAY, VALUES, WALK, day_view, tile
from tests.ui.offscreen import quiet

pytestmark = quiet
PSEUDO = Language(pseudo_translations(), QtFormats(QLocale("de")))
WRITTEN = {"Walk", "walk", "Coffees", "Mood", "Sonntag", "Samstag", "November"}
"""Labels, and the names of days in the language of the formats."""


def english(texts: list[str]) -> list[str]:
    return [text for text in texts if set(english_words(text)) - WRITTEN]


@pytest.mark.parametrize("condition", Condition)
def test_the_menu_of_the_tray_is_translated(qtbot: QtBot, condition: Condition) -> None:
    menu = TrayMenu(PSEUDO)
    day = day_view(SUNDAY, VALUES)
    unread = replace(day, tags=(replace(tile(replace(WALK, name="other"), None), value=NOT_READ), tile(WALK, 1)))
    status = SyncStatus(condition, Counts(waiting=3, held=2))
    menu.show_view(TrayView(unread, (tile(COFFEES, 2),), status, UTC))
    actions = menu.menu.findChildren(QAction)
    titles = [below.title() for below in menu.menu.findChildren(QMenu)]
    texts = [*titles, *(text for one in actions for text in (one.text(), one.toolTip()) if text)]
    assert len(texts) > 10
    assert english(texts) == []
    menu.menu.deleteLater()


@pytest.mark.parametrize("ago", [0, 1])
@pytest.mark.parametrize("attribute", [COFFEES, WALK, replace(COFFEES, name=MOOD, label="Mood")])
def test_a_reminder_is_translated(ago: int, attribute: Attribute) -> None:
    words, asked = ReminderWords(PSEUDO), tile(attribute, None)
    due = Due(asked.attribute.name, SUNDAY - timedelta(days=ago))
    said = [words.question(due, asked.attribute, SUNDAY), words.reason(due, asked.attribute)]
    buttons = [text for _, text in words.buttons(due, asked, SUNDAY)]
    assert english([*said, *buttons]) == []
