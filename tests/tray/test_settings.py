"""Settings of reminders and of being at hand: shown as they are, chosen in place, and kept as typed when wrong."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.app.desktop.autostart import XdgAutostart
from exist_desktop.domain.attributes import MOOD, Attribute, Group
from exist_desktop.domain.reminders import Reminder
from exist_desktop.domain.value_types import ValueType
from exist_desktop.settings import Settings
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.settings.reminders import USUAL, RemindersSection
from exist_desktop.ui.pages.settings.startup import StartupSection
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.ui.offscreen import quiet

pytestmark = quiet

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
MORNING = Reminder(8 * 60, (0, 6))
COFFEES = Attribute("coffees", "Coffees", Group("food", "Food", 1), ValueType.QUANTITY, manual=True)
STEPS = Attribute("steps", "Steps", Group("activity", "Activity", 1), ValueType.QUANTITY)
MOOD_ATTRIBUTE = Attribute(MOOD, "Mood", Group("mood", "Mood", 1), ValueType.SCALE)
Part = TypeVar("Part", bound=QWidget)


class Shown:
    """The card over settings that change as the page would change them."""

    def __init__(self, qtbot: QtBot, settings: Settings) -> None:
        self.settings = settings
        self.card = RemindersSection(LANGUAGE)
        qtbot.addWidget(self.card)
        self.card.chosen.connect(self._on_chosen)
        self.card.show_settings(settings)
        self.card.show_attributes([COFFEES, STEPS, MOOD_ATTRIBUTE])
        self.card.show()

    def _on_chosen(self, setting: str, value: object) -> None:
        self.settings = replace(self.settings, **{setting: value})
        self.card.show_settings(self.settings)

    def press(self, name: str) -> None:
        next(
            one for one in self.card.findChildren(QAbstractButton) if name in (one.accessibleName(), one.text())
        ).click()

    def time_of(self, number: int) -> QLineEdit:
        edits = self.card.findChildren(QLineEdit)
        return next(one for one in edits if one.accessibleName() == f"Time of reminder {number}")

    def type(self, number: int, text: str) -> None:
        self.time_of(number).setText(text)
        self.time_of(number).editingFinished.emit()


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot, Settings(reminders=(MORNING, Reminder(9 * 60, attribute="gone"))))


def test_reminders_are_added_changed_and_removed(shown: Shown) -> None:
    shown.press("Add a reminder")
    assert shown.settings.reminders[2] == USUAL
    shown.type(3, "9:30pm")
    assert shown.time_of(3).text() == "21:30"
    shown.press("Monday, reminder 3")
    shown.press("Remove reminder 1")
    assert shown.settings.reminders[1] == Reminder(21 * 60 + 30, (1, 2, 3, 4, 5, 6))
    assert len(shown.settings.reminders) == 2


def test_a_time_that_is_none_stays_as_typed_and_changes_nothing(shown: Shown) -> None:
    shown.type(1, "soon")
    assert shown.time_of(1).text() == "soon"
    assert [
        inline_message.text() for inline_message in shown.card.findChildren(InlineMessage) if inline_message.isVisible()
    ] == ["A time is what a clock shows, such as 21:00 or 9pm."]
    assert shown.settings.reminders[0] == MORNING
    shown.type(1, "8")
    assert not [
        inline_message for inline_message in shown.card.findChildren(InlineMessage) if inline_message.isVisible()
    ]


def test_what_a_person_logs_can_be_asked_for_the_mood_first(shown: Shown) -> None:
    about = shown.card.rows[0].about
    assert [about.itemText(index) for index in range(about.count())] == ["Mood", "Coffees"]
    assert shown.card.rows[1].about.currentText() == "gone", "what the account has no more is not changed silently"
    about.setCurrentIndex(1)
    about.activated.emit(1)
    assert shown.settings.reminders[0] == Reminder(8 * 60, (0, 6), "coffees")


def test_starting_at_login_shows_what_the_system_has(qtbot: QtBot, tmp_path: Path) -> None:
    login = XdgAutostart(("exist-desktop",), tmp_path / "autostart")
    card = StartupSection(LANGUAGE, login)
    qtbot.addWidget(card)
    card.show_settings(Settings(keep_running=False))
    at_login, stay, _ = card.findChildren(QAbstractButton)
    assert (at_login.isChecked(), stay.isChecked()) == (False, False)
    at_login.click()
    assert login.is_on()
    login.switch(on=False)
    card.look()
    assert not at_login.isChecked()


def test_a_place_that_refuses_is_told_and_the_box_stays_empty(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file where the folder should be")
    card = StartupSection(LANGUAGE, XdgAutostart(("exist-desktop",), tmp_path / "autostart"))
    qtbot.addWidget(card)
    card.show()
    at_login, *_ = card.findChildren(QAbstractButton)
    at_login.click()
    assert not at_login.isChecked()
    assert card.findChildren(InlineMessage)[0].text() == f"It could not be changed: {os.strerror(errno.EEXIST)}."
