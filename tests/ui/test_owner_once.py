"""Who fills an attribute is asked once for all that one service fills, and not again on the day of a "Not now"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel

from exist_desktop.app.presenters.postponed import Postponed, ToldHints
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.settings import Preferences
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.pages.today.hints import TodayHints
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.words.guidance.hints import Hint
from tests.ui.made_tiles import FITBIT, LANGUAGE, MOOD, NOTE, SUNDAY, TIRED
from tests.ui.offscreen import quiet
from tests.ui.today_on_store import Home, by_phone

pytestmark = quiet
CLICK = Qt.MouseButton.LeftButton


def dialogs(page: TodayPage) -> list[TakeOverDialog]:
    return [dialog for dialog in page.window().findChildren(TakeOverDialog) if dialog.isVisible()]


def ticks(dialog: QDialog) -> dict[str, bool]:
    return {box.text(): box.isChecked() for box in dialog.findChildren(QCheckBox) if box.isVisible()}


def texts(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def press_face(page: TodayPage, step: int) -> None:
    page.card.mood_chosen.emit(step)


async def test_a_face_asks_about_mood_and_note_in_one_question(home: Home) -> None:
    home.values = by_phone(MOOD, NOTE)
    page = await home.opened()
    press_face(page, 4)
    await home.settled()
    (dialog,) = dialogs(page)
    assert "Exist for Android fills Mood and Daily note" in texts(dialog)
    assert ticks(dialog) == {"Mood": True, "Daily note": True}

    QTest.mouseClick(dialog.take_over, CLICK)
    await home.settled()
    assert home.taken_over() == ["mood", "mood_note"]


async def test_only_what_is_ticked_is_taken_over(home: Home) -> None:
    home.values = by_phone(MOOD, NOTE)
    page = await home.opened()
    press_face(page, 4)
    await home.settled()
    (dialog,) = dialogs(page)
    note = next(box for box in dialog.findChildren(QCheckBox) if box.text() == "Daily note")
    note.click()
    QTest.mouseClick(dialog.take_over, CLICK)
    await home.settled()
    assert home.taken_over() == ["mood"]


async def test_with_no_tick_there_is_nothing_to_take_over(home: Home) -> None:
    home.values = by_phone(MOOD, NOTE)
    page = await home.opened()
    press_face(page, 4)
    await home.settled()
    (dialog,) = dialogs(page)
    for box in dialog.findChildren(QCheckBox):
        box.click()
    assert not dialog.take_over.isEnabled()


async def test_what_is_saved_while_the_question_stands_joins_it(home: Home) -> None:
    home.values = by_phone(MOOD, NOTE, TIRED)
    page = await home.opened()
    press_face(page, 4)
    await home.settled()
    page.card.tag_toggled.emit("tired", True)
    await home.settled()
    (dialog,) = dialogs(page)
    assert ticks(dialog) == {"Mood": True, "Daily note": True, "tired": True}
    assert "Exist for Android fills Mood, Daily note and tired" in texts(dialog)


async def test_not_now_holds_for_the_day_and_for_all_that_was_asked_about(home: Home) -> None:
    home.values = by_phone(MOOD, NOTE)
    page = await home.opened()
    asking: list[bool] = []
    page.asking.connect(asking.append)
    press_face(page, 4)
    await home.settled()
    QTest.keyClick(dialogs(page)[0], Qt.Key.Key_Escape)
    press_face(page, 5)
    page.card.note.written.emit("a long walk")
    await home.settled()
    assert dialogs(page) == []
    assert len(await home.saved()) == 3
    assert asking == [True, False]


async def test_the_other_service_is_asked_about_by_itself(home: Home) -> None:
    home.values = by_phone(MOOD, NOTE)
    home.values = {
        replace(one, owned=False, service=FITBIT) if one is TIRED else one: value for one, value in home.values.items()
    }
    page = await home.opened()
    press_face(page, 4)
    page.card.tag_toggled.emit("tired", True)
    await home.settled()
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


async def test_the_hint_goes_when_nothing_of_it_is_held_any_more(home: Home, tmp_path: Path) -> None:
    home.values = by_phone(MOOD, NOTE)
    page = await home.opened()
    await home.journal.save(SetValue(Key("steps", SUNDAY), 9000))
    hints = ToldHints(Preferences(tmp_path))
    hints.remember(Hint.FACES)
    TodayHints(page, home.bridge, LANGUAGE, hints, home.views)
    press_face(page, 4)
    await home.settled()
    QTest.mouseClick(dialogs(page)[0].not_now, CLICK)
    await home.settled()
    assert page.hint.isVisible()

    mood, *_ = [line.entry for line in await home.views.outbox() if line.entry.key.attribute == "mood"]
    await home.journal.discard(mood.id)
    await home.settled()
    assert not page.hint.isVisible()
