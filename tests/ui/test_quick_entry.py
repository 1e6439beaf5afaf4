"""Quick entry: logged by keys alone, told before it is saved, and never lost half written."""

from __future__ import annotations

import asyncio
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.outbox.ops import EntryState, Reason
from exist_desktop.errors import DiskErrorKind, NotSavedError
from exist_desktop.store.changes import Change
from exist_desktop.ui import refresher
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from tests.patience import until
from tests.store.notebook import NOW, TODAY, add, put
from tests.ui.offscreen import quiet
from tests.ui.quick_entry_on_store import quick_at_hand

pytestmark = quiet
ENTER, TAB, ESCAPE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Down
CLICK = Qt.MouseButton.LeftButton
YESTERDAY = TODAY - timedelta(days=1)


async def test_a_digit_tab_words_and_enter_log_a_mood(tmp_path: Path, qtbot: QtBot) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("4", TAB, "long walk")
        assert quick.says == "Mood 4 · today\nDaily note + “long walk” · today · 246 characters left"
        with qtbot.waitSignal(quick.window.saved, timeout=0, raising=False) as saved:
            await quick.press(ENTER)
        assert not quick.window.isVisible()
        assert saved.args is not None
        assert len(saved.args[0]) == 2
        assert await quick.shown("mood", TODAY) == 4
        assert await quick.shown("mood_note", TODAY) == "long walk"


async def test_every_part_has_its_name(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open("a token")
        parts: list[QWidget] = [*quick.window.form.faces.faces, quick.window.form.note, quick.window.form.line]
        parts.append(quick.window.form.save)
        names = [QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name) for part in parts]
        assert names == ["Mood 1", "Mood 2", "Mood 3", "Mood 4", "Mood 5", "Mood note", "Log anything", "Save"]
        assert quick.tokens == ["a token"], "the launcher's token goes to whoever brings the window to the front"


@pytest.mark.parametrize(
    ("line", "told", "name", "day", "value"),
    [
        ("coffee +1", "Coffees 2 → 3 · today", "coffees", TODAY, 3),
        ("coffees 5", "Coffees 2 → 5 · today", "coffees", TODAY, 5),
        ("weight 71.4", "Weight 71.4 kg · today", "weight", TODAY, 71.4),
        ("water 250", "Water 250 ml · today", "water", TODAY, 250),
        ("yesterday mood 3", "Mood 3 on Saturday 21 Nov", "mood", YESTERDAY, 3),
        ("#walk", "Walk · today", "walk", TODAY, 1),
    ],
)
async def test_the_line_takes_anything_and_tells_where_it_goes(
    line: str, told: str, name: str, day: date, value: object, tmp_path: Path
) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.book.say(2)
        await quick.open()
        await quick.press(line)
        assert quick.says == told
        await quick.press(ENTER)
        assert not quick.window.isVisible()
        assert await quick.shown(name, day) == value


async def test_letters_go_to_the_line_and_a_date_may_begin_it(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("2", "026-11-20 coffees 1")
        assert quick.window.form.draft.step is None, "the first digit was a face until the second one came"
        assert quick.says == "Coffees 1 on Friday 20 Nov"
        quick.window.form.line.clear()
        await quick.press("3", "coffees 4")
        assert quick.says == "Mood 3 · today\nCoffees 4 · today"


async def test_another_digit_is_another_face_and_backspace_none(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("3", "5")
        assert [face.isChecked() for face in quick.window.form.faces.faces] == [False] * 4 + [True]
        await quick.press(Qt.Key.Key_Backspace)
        assert not any(face.isChecked() for face in quick.window.form.faces.faces)
        assert not quick.window.form.save.isEnabled()


async def test_what_is_half_written_is_there_again_also_after_a_restart(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("2", TAB, "half a sen", ESCAPE)
        assert not quick.window.isVisible()
        await quick.open()
        assert quick.window.form.note.toPlainText() == "half a sen"
        await quick.restart()
        await quick.open()
        await quick.press("tence", ENTER)
        assert await quick.shown("mood_note", TODAY) == "half a sentence"
        assert await quick.shown("mood", TODAY) == 2
        await quick.restart()
        await quick.open()
        assert quick.window.form.draft.is_empty, "what is saved is no longer half written"


async def test_what_was_begun_yesterday_stays_there_until_told_otherwise(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("2", ESCAPE)
        quick.book.now += 86_400
        await quick.open()
        assert quick.says == "Mood 2 on Sunday 22 Nov"
        QTest.mouseClick(quick.window.form.for_today, CLICK)
        await quick.settled()
        assert quick.says == "Mood 2 · today"
        await quick.press(ENTER)
        assert await quick.shown("mood", TODAY + timedelta(days=1)) == 2
        assert await quick.shown("mood", TODAY) is None


async def test_a_bare_number_below_the_count_offers_to_add_it_first(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.book.say(3)
        await quick.open()
        await quick.press("coffees 1")
        assert quick.says == "Coffees is 3 now. Add 1 to it, or is 1 the total?"
        assert [button.text() for button in quick.window.form.offer_buttons] == ["Add 1", "Set to 1"]
        await quick.press(ENTER)
        assert quick.window.isVisible(), "the first Enter asks"
        await quick.press(ENTER)
        await until(lambda: not quick.window.isVisible())
        assert await quick.shown("coffees", TODAY) == 4


async def test_the_second_enter_answers_also_after_the_day_was_read_again(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.book.say(3)
        await quick.open()
        await quick.press("coffees 1", ENTER)
        await quick.window.get_ready()
        assert quick.window.focusWidget() is quick.window.form.offer_buttons[0]
        await quick.press(ENTER)
        assert await quick.shown("coffees", TODAY) == 4


async def test_the_number_can_be_meant_as_the_total(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.book.say(3)
        await quick.open()
        await quick.press("coffees 1")
        QTest.mouseClick(quick.window.form.offer_buttons[1], CLICK)
        await quick.settled()
        assert await quick.shown("coffees", TODAY) == 1


@pytest.mark.parametrize(
    "line", ["#brand new tag", "\N{FULLWIDTH NUMBER SIGN} brand  new tag", "yesterday #brand new tag"]
)
async def test_a_tag_of_several_words_is_offered_to_be_made(tmp_path: Path, qtbot: QtBot, line: str) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        quick.window.form.line.setText(line[:-1])  # QTest has no key for the wide sign
        await quick.press(line[-1])
        form = quick.window.form
        assert [button.text() for button in form.offer_buttons] == ["Make “brand new tag”…"]
        with qtbot.waitSignal(quick.window.create_wanted, timeout=0) as wanted:
            QTest.mouseClick(form.offer_buttons[0], CLICK)
        assert wanted.args == ["brand new tag", True]


async def test_a_tag_that_begins_like_another_one_is_offered_to_be_made(tmp_path: Path, qtbot: QtBot) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("#walk home")
        form = quick.window.form
        assert [button.text() for button in form.offer_buttons] == ["Walk?", "Make “walk home”…"]
        with qtbot.waitSignal(quick.window.create_wanted, timeout=0) as wanted:
            QTest.mouseClick(form.offer_buttons[1], CLICK)
        assert wanted.args == ["walk home", True]


async def test_an_unknown_name_is_kept_and_leads_to_the_near_one_or_to_a_new_one(tmp_path: Path, qtbot: QtBot) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("cofees +1", ENTER)
        form = quick.window.form
        assert quick.says == "Nothing of yours is called “cofees”."
        assert form.line.text() == "cofees +1"
        assert [button.text() for button in form.offer_buttons] == ["Coffees?", "Make “cofees”…"]
        QTest.mouseClick(form.offer_buttons[0], CLICK)
        await quick.settled()
        assert quick.says == "Coffees 1 · today"
        form.line.setText("#yoga")
        await quick.press(ENTER)
        with qtbot.waitSignal(quick.window.create_wanted, timeout=0) as wanted:
            QTest.mouseClick(form.offer_buttons[-1], CLICK)
        assert wanted.args == ["yoga", True]
        assert not quick.window.isVisible()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("coffees lots", "Not understood. A whole number, such as 3. +2 adds 2."),
        ("mood 7", "Out of range. A mood from 1 to 5."),
        ("coffees -3", "Coffees would go below zero."),
        ("coffees", "Coffees: A whole number, such as 3. +2 adds 2."),
    ],
)
async def test_what_is_not_understood_is_explained_and_kept(line: str, told: str, tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press(line, ENTER)
        assert (quick.says, quick.window.form.line.text()) == (told, line)
        assert quick.window.isVisible()
        assert not quick.window.form.save.isEnabled()


async def test_another_services_attribute_is_held_and_said_so(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("steps 9000")
        held = quick.window.form.findChild(QLabel, "quickHeld")
        assert isinstance(held, QLabel)
        assert held.text() == "Fitbit fills Steps. It is saved here and held until you take over."
        await quick.press(ENTER)
        (line,) = await quick.book.views.outbox()
        assert (line.entry.state, line.entry.reason) == (EntryState.HELD, Reason.OWNER)


async def test_it_can_be_taken_over_on_the_spot(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("steps 9000")
        QTest.mouseClick(quick.window.form.take_over, CLICK)
        await quick.press(ENTER)
        (line,) = await quick.book.views.outbox()
        assert line.entry.state is EntryState.WAITING
        await quick.open()
        await quick.press("steps 9500")
        assert quick.window.form.take_over.isHidden(), "it was agreed to already"


async def test_a_refusal_of_the_disk_leaves_everything_as_it_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()

        async def full(*_: object) -> None:
            raise NotSavedError(DiskErrorKind.FULL)

        await quick.press("4", TAB, "tea")
        monkeypatch.setattr(quick.book.store, "save", full)
        await quick.press(ENTER)
        assert quick.window.isVisible()
        assert quick.says.startswith("Not saved")
        assert quick.window.form.draft.words == "tea"
        monkeypatch.undo()
        await quick.press(ENTER)
        assert await quick.shown("mood", TODAY) == 4


async def test_the_days_earlier_moods_are_told_with_their_times(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("3", TAB, "slept badly", ENTER)
        quick.book.now += 9_000
        await quick.open()
        earlier = quick.window.form.earlier
        assert earlier.text() == "13:00  3 · Okay: slept badly"
        await quick.press("4", TAB, "better")
        assert quick.says == "Mood 3 → 4 · today\nDaily note + “better” · today · 231 characters left"
        assert quick.window.form.adds.isVisible()
        await quick.press(ENTER)
        assert await quick.shown("mood_note", TODAY) == "slept badly\n15:30 better"
        await quick.open()
        assert earlier.text() == "13:00  3 · Okay: slept badly\n15:30  4 · Good: better"


async def test_words_can_take_the_place_of_the_note(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.book.say("old words", "mood_note")
        await quick.open()
        await quick.press("4", TAB, "new words")
        QTest.mouseClick(quick.window.form.replaces, CLICK)
        await quick.settled()
        assert quick.says.endswith("Daily note becomes “new words” · today · 246 characters left")
        await quick.press(ENTER)
        assert await quick.shown("mood_note", TODAY) == "new words"


async def test_a_mood_from_elsewhere_is_told_without_a_time(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.book.say(5, "mood")
        await quick.book.say("on the phone", "mood_note")
        await quick.open()
        assert quick.window.form.earlier.text() == "Now 5 · Great: on the phone"


async def test_what_is_usual_at_this_hour_is_suggested_and_completed(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.book.journal.save(add(), add(), add(), put(70.0, "weight"), put(70.5, "weight"), put(1, "walk"))
        await quick.open()
        form = quick.window.form
        assert [chip.text() for chip in form.suggestions.chips if chip.isVisible()] == ["Coffees", "Weight", "#Walk"]
        await quick.press("wa")
        assert [chip.text() for chip in form.suggestions.chips if chip.isVisible()] == ["#Walk", "Water"]
        await quick.press(DOWN, DOWN, ENTER)
        assert form.line.text() == "Water "
        assert has_keyboard_focus(form.line)
        form.line.setText("yesterday wa")
        await quick.press(TAB)
        assert form.line.text() == "yesterday #Walk"
        assert quick.says == "Walk on Saturday 21 Nov"


async def test_what_comes_in_meanwhile_leaves_the_marked_suggestion_marked(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.book.journal.save(add(), put(1, "walk"))
        await quick.open()
        await quick.press("wa", DOWN, DOWN)
        await quick.book.say(5, "mood")
        await quick.window.get_ready()
        assert [chip.text() for chip in quick.window.form.suggestions.chips if chip.isChecked()] == ["Water"]
        await quick.press(ENTER)
        assert quick.window.form.line.text() == "Water "
        await quick.press(DOWN, "5")
        assert not any(chip.isChecked() for chip in quick.window.form.suggestions.chips), "typing goes on from there"


async def test_a_memory_is_put_away_and_brought_back_where_it_was(tmp_path: Path, qtbot: QtBot) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.book.say(4, "mood", day=date(2025, 11, 22))
        await quick.book.say("long walk", "mood_note", day=date(2025, 11, 22))
        await quick.open()
        memory = quick.window.form.memory
        assert memory.text.text() == "A year ago you felt 4 · Good: long walk"
        with qtbot.waitSignal(memory.put_away, timeout=0):
            QTest.mouseClick(memory.away, CLICK)
        quick.remembers = False
        quick.window.show_memory()
        assert (memory.text.text(), memory.away.isHidden()) == ("Put away for this day.", True)
        with qtbot.waitSignal(memory.brought_back, timeout=0):
            QTest.mouseClick(memory.back, CLICK)
        quick.remembers = True
        quick.window.show_memory()
        assert memory.text.text() == "A year ago you felt 4 · Good: long walk"
        QTest.mouseClick(memory.away, CLICK)
        with qtbot.waitSignal(memory.unwanted, timeout=0):
            QTest.mouseClick(memory.never, CLICK)


async def test_a_change_elsewhere_shows_while_it_is_open(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("coffees +1")
        assert quick.says == "Coffees 1 · today"
        await quick.book.say(4)
        quick.book.store.publish(Change(days=frozenset({TODAY})))
        await quick.settled()
        assert quick.says == "Coffees 4 → 5 · today"


async def test_a_change_while_it_is_hidden_is_there_when_it_opens(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press(ESCAPE)
        await quick.book.say(4, "mood")
        quick.book.store.publish(Change(days=frozenset({TODAY})))
        await quick.open()
        assert quick.window.form.earlier.text() == "Now 4 · Good"


async def test_once_ready_it_comes_while_the_disk_is_busy(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.book.say(4, "mood")
        await quick.window.get_ready()
        free = threading.Event()
        busy = asyncio.ensure_future(quick.book.store.database.read(lambda _: free.wait()))
        try:
            quick.window.open()
            await asyncio.sleep(0)
            assert quick.window.isVisible()
            assert quick.window.form.earlier.text() == "Now 4 · Good"
        finally:
            free.set()
            await busy


async def test_it_comes_in_the_size_that_it_keeps(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("coffees +1", ENTER)
        await quick.window.get_ready()
        quick.window.open()
        await asyncio.sleep(0)
        assert quick.window.isVisible()
        came = quick.window.size()
        await quick.settled()
        assert [chip.text() for chip in quick.window.form.suggestions.chips if chip.isVisible()] == ["Coffees"]
        assert quick.window.size() == came


async def test_what_was_saved_is_not_half_written_again_by_a_reading_that_was_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresher, "REST_SECONDS", 0.0)
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("coffees +1", ESCAPE)
        await quick.open()
        QTest.keyClick(quick.window.form.line, ENTER)
        quick.days.rolled.emit()
        await quick.settled()
        assert await quick.shown("coffees", TODAY) == 1
        assert quick.window.form.draft.is_empty


async def test_a_second_enter_does_not_save_twice(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("coffees +1")
        QTest.keyClick(quick.window.form.line, ENTER)
        QTest.keyClick(quick.window.form.line, ENTER)
        await quick.settled()
        assert await quick.shown("coffees", TODAY) == 1
        assert quick.book.now == NOW


async def test_a_draft_stays_where_the_same_person_signs_in_again(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("coff")
        quick.window.dismiss()
        await quick.settled()
        quick.bridge.publish_change(Change(days=None, catalogue=True, outbox=True, session=True))
        await quick.restart()
        await quick.open()
        assert quick.window.form.line.text() == "coff"


async def test_a_day_that_has_not_begun_is_asked_about_and_named(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("tomorrow coffee 1")
        assert quick.says == "That day has not begun. Save it for Monday 23 Nov?"
        await quick.press(ENTER)
        assert quick.window.isVisible()
        assert await quick.shown("coffees", TODAY + timedelta(days=1)) != 1
        (offer,) = quick.window.form.offer_buttons
        assert offer.text() == "Save for Monday 23 Nov"
        QTest.mouseClick(offer, CLICK)
        await quick.settled()
        assert await quick.shown("coffees", TODAY + timedelta(days=1)) == 1


async def test_a_day_long_ago_is_a_slip(tmp_path: Path) -> None:
    async with quick_at_hand(tmp_path / "data") as quick:
        await quick.open()
        await quick.press("0001-01-01 coffees 1", ENTER)
        assert quick.says == "Entries are taken for days from 1900 on."
        assert quick.window.isVisible()
