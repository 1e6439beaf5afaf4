"""Who fills an attribute is asked once for all that one service fills, and not again on the day of a "Not now"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel
from pytestqt.qtbot import QtBot

from exist_desktop.app.presenters.postponed import Postponed, ToldHints
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.outbox.ops import Entry, EntryState, OutboxLine, Reason
from exist_desktop.domain.values import Value
from exist_desktop.settings import Preferences
from exist_desktop.store.changes import Change
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.pages.today.hints import TodayHints
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.words.hints import Hint
from tests.ui.offscreen import quiet
from tests.ui.today_world import (
    FITBIT,
    LANGUAGE,
    MOOD,
    NOTE,
    PHONE,
    STEPS,
    SUNDAY,
    TIRED,
    VALUES,
    World,
    opened,
    settled,
)

pytestmark = quiet
CLICK = Qt.MouseButton.LeftButton


def by_phone(*others: Attribute) -> World:
    """An account whose mood card the phone fills, and these others."""
    foreign = {one.name: replace(one, owned=False, service=PHONE) for one in (MOOD, NOTE, *others)}
    values: dict[Attribute, Value | None] = {foreign.get(one.name, one): value for one, value in VALUES.items()}
    return World(held=Reason.OWNER, values=values)


def dialogs(page: TodayPage) -> list[TakeOverDialog]:
    return [dialog for dialog in page.window().findChildren(TakeOverDialog) if dialog.isVisible()]


def ticks(dialog: QDialog) -> dict[str, bool]:
    return {box.text(): box.isChecked() for box in dialog.findChildren(QCheckBox) if box.isVisible()}


def texts(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def press_face(page: TodayPage, step: int) -> None:
    page.card.mood_chosen.emit(step)


async def test_a_face_asks_about_mood_and_note_in_one_question(qtbot: QtBot) -> None:
    account = by_phone()
    page = await opened(account, qtbot)
    press_face(page, 4)
    await settled(account)
    (dialog,) = dialogs(page)
    assert "Exist for Android fills Mood and Daily note" in texts(dialog)
    assert ticks(dialog) == {"Mood": True, "Daily note": True}

    QTest.mouseClick(dialog.take_over, CLICK)
    await settled(account)
    assert account.taken_over == ["mood", "mood_note"]


async def test_only_what_is_ticked_is_taken_over(qtbot: QtBot) -> None:
    account = by_phone()
    page = await opened(account, qtbot)
    press_face(page, 4)
    await settled(account)
    (dialog,) = dialogs(page)
    note = next(box for box in dialog.findChildren(QCheckBox) if box.text() == "Daily note")
    note.click()
    QTest.mouseClick(dialog.take_over, CLICK)
    await settled(account)
    assert account.taken_over == ["mood"]


async def test_with_no_tick_there_is_nothing_to_take_over(qtbot: QtBot) -> None:
    account = by_phone()
    page = await opened(account, qtbot)
    press_face(page, 4)
    await settled(account)
    (dialog,) = dialogs(page)
    for box in dialog.findChildren(QCheckBox):
        box.click()
    assert not dialog.take_over.isEnabled()


async def test_what_is_saved_while_the_question_stands_joins_it(qtbot: QtBot) -> None:
    account = by_phone(TIRED)
    page = await opened(account, qtbot)
    press_face(page, 4)
    await settled(account)
    page.card.tag_toggled.emit("tired", True)
    await settled(account)
    (dialog,) = dialogs(page)
    assert ticks(dialog) == {"Mood": True, "Daily note": True, "tired": True}
    assert "Exist for Android fills Mood, Daily note and tired" in texts(dialog)


async def test_not_now_holds_for_the_day_and_for_all_that_was_asked_about(qtbot: QtBot) -> None:
    account = by_phone()
    page = await opened(account, qtbot)
    asking: list[bool] = []
    page.asking.connect(asking.append)
    press_face(page, 4)
    await settled(account)
    QTest.keyClick(dialogs(page)[0], Qt.Key.Key_Escape)
    press_face(page, 5)
    page.card.note.written.emit("a long walk")
    await settled(account)
    assert dialogs(page) == []
    assert len(account.saved) == 3
    assert asking == [True, False]


async def test_the_other_service_is_asked_about_by_itself(qtbot: QtBot) -> None:
    account = by_phone()
    tired = next(one for one in account.values if one.name == "tired")
    account.values = {
        (replace(one, owned=False, service=FITBIT) if one is tired else one): value
        for one, value in account.values.items()
    }
    page = await opened(account, qtbot)
    press_face(page, 4)
    page.card.tag_toggled.emit("tired", True)
    await settled(account)
    assert len(dialogs(page)) == 2


@dataclass
class Calendar:
    """A date that the test sets."""

    today: date

    def calendar_day(self) -> date:
        return self.today


def test_what_was_put_off_outlives_the_program_and_ends_with_the_day(tmp_path: Path) -> None:
    calendar = Calendar(SUNDAY)
    Postponed(Preferences(tmp_path), calendar).add(["mood"])
    again = Postponed(Preferences(tmp_path), calendar)
    assert (again.covers("mood"), again.covers("steps")) == (True, False)
    calendar.today += timedelta(days=1)
    assert not again.covers("mood")
    again.add(["steps"])
    assert (again.covers("mood"), again.covers("steps")) == (False, True)


@dataclass
class HeldEntries:
    """The entries that need the person, as a test sets them."""

    lines: list[OutboxLine]

    async def held(self, most: int) -> Sequence[OutboxLine]:
        return tuple(self.lines[:most])


async def test_the_hint_goes_when_nothing_of_it_is_held_any_more(qtbot: QtBot, tmp_path: Path) -> None:
    account = by_phone()
    page = await opened(account, qtbot)
    entry = Entry(1, "uid1", SetValue(Key("mood", SUNDAY), 4), None, 0.0, EntryState.HELD)
    held = [OutboxLine(entry, MOOD), OutboxLine(entry, STEPS)]

    hints = ToldHints(Preferences(tmp_path))
    hints.remember(Hint.FACES)
    TodayHints(page, account.bridge, LANGUAGE, hints, HeldEntries(held))
    press_face(page, 4)
    await settled(account)
    QTest.mouseClick(dialogs(page)[0].not_now, CLICK)
    await settled(account)
    assert page.hint.isVisible()

    del held[0]
    account.bridge.publish_change(Change(outbox=True))
    await settled(account)
    assert not page.hint.isVisible()
