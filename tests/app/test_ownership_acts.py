"""Taking over and giving back from the window: what is asked, what is saved, and what no key does by accident."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exist_desktop.domain.attributes import Attribute, Service
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store import history
from exist_desktop.store.changes import Change
from exist_desktop.ui.ownership.give_back import GiveBackDialog
from exist_desktop.ui.ownership.question import OwnerQuestion
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from tests.app.offline_window import Offline, button, offline, texts, ticks
from tests.store.notebook import ATTRIBUTES, FITBIT, FOOD, NOW, TODAY
from tests.ui.offscreen import quiet

pytestmark = quiet

OURA = Service("oura", "Oura")
WITHINGS = Service("withings", "Withings")
SLEEP = Attribute("sleep", "Sleep", FOOD, ValueType.DURATION, "sleep", service=OURA, position=10)
BY_NAME = {one.name: one for one in ATTRIBUTES}


async def asked(shown: Offline, *names: str) -> TakeOverDialog:
    shown.application.ownership.take_over(names)
    await shown.settle()
    return shown.dialog(TakeOverDialog)


async def asked_back(shown: Offline, *names: str) -> GiveBackDialog:
    shown.application.ownership.give_back(names)
    await shown.settle()
    return shown.dialog(GiveBackDialog)


async def test_several_are_asked_about_one_by_one_and_what_is_ticked_waits(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.put(SLEEP)
        dialog = await asked(shown, "steps", "sleep", "tweets")
        assert ticks(dialog) == {"Steps": True, "Sleep": True}, "tweets is filled from here already"
        said = texts(dialog)
        assert "Take over Steps and Sleep?" in said
        assert "Fitbit stops filling Steps until you give it back." in said
        assert "Oura stops filling Sleep until you give it back." in said
        button(dialog, "Sleep").click()
        dialog.take_over.click()
        await shown.settle()
        assert await shown.wanted() == [("take-over", "Steps")]
        toast = shown.application.window.toasts
        assert "Steps: take over" in toast.text.text()
        toast.undo()
        await shown.settle()
        assert await shown.wanted() == []


async def test_the_last_days_are_shown_as_they_are_here(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        read = {TODAY: 9000, TODAY - timedelta(days=1): 8412}
        await shown.engine.store.write(
            shown.account, lambda tx: history.put(tx, "steps", read, NOW - 60), Change(days=None)
        )
        said = texts(await asked(shown, "steps"))
        assert "Values on 2 of the last 14 days. The last one is 9,000, on Sunday 22 Nov." in said
        assert "Sat 21 Nov\n8,412\n" in said
        assert "Fri 20 Nov\n—" in said
        assert "As read at " in said


async def test_what_was_not_read_is_no_value(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.put(SLEEP)
        said = texts(await asked(shown, "sleep"))
        assert "No value on the last 14 days." not in said
        assert "Not all of these days were read yet." in said


async def test_what_nobody_fills_is_taken_without_a_question(qapp: QApplication, tmp_path: Path) -> None:
    free = Attribute("water", "Water", FOOD, ValueType.QUANTITY, "water", position=11)
    async with offline(qapp, tmp_path) as shown:
        await shown.put(free, replace(free, name="tv_min", label="TV", active=False))
        shown.application.ownership.take_over(["water"])
        await shown.settle()
        assert await shown.wanted() == [("take-over", "Water")]
        assert "TV is switched off in Exist." in texts(await asked(shown, "water", "tv_min"))


@pytest.mark.parametrize("name", ["take over", "give back"])
async def test_the_safe_answer_has_the_focus_and_keys_that_are_typed_on_answer_nothing(
    name: str, qapp: QApplication, tmp_path: Path
) -> None:
    async with offline(qapp, tmp_path) as shown:
        dialog: OwnerQuestion = await (asked(shown, "steps") if name == "take over" else asked_back(shown, "coffees"))
        safe = button(dialog, "Not now" if name == "take over" else "Keep filling it")
        assert has_keyboard_focus(safe)
        for pressed in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Return):
            QTest.keyClick(dialog.windowHandle(), pressed)
        await shown.settle()
        assert dialog.isVisible()
        assert await shown.wanted() == []
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
        await shown.settle()
        assert await shown.wanted() == []


async def test_giving_back_says_to_whom_each_goes(qapp: QApplication, tmp_path: Path) -> None:
    ours = ("coffees", "weight", "walk", "mood")
    could = {"coffees": [FITBIT], "weight": [FITBIT, WITHINGS], "walk": [], "mood": [OURA]}
    async with offline(qapp, tmp_path) as shown:
        await shown.put(available=could)
        dialog = await asked_back(shown, *ours)
        said = texts(dialog)
        assert "Coffees goes to Fitbit." in said
        assert "Weight goes to one of Fitbit, Withings; Exist chooses." in said
        assert "Nobody else fills Walk: it becomes inactive and is hidden in Exist." in said
        assert "Mood goes to Oura." in said
        assert "Whether Exist's own apps can fill Mood then is not certain" in said
        button(dialog, "Walk").click()
        dialog.give_back.click()
        await shown.settle()
        assert await shown.wanted() == [("give-back", label) for label in ("Coffees", "Mood", "Weight")]


async def test_what_waits_is_sent_first_and_what_needs_the_person_is_asked_about(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.engine.journal.save(SetValue(Key("weight", TODAY), 71.5))
        dialog = await asked_back(shown, "weight")
        assert "1 entry of it is sent first." in texts(dialog)
        dialog.reject()
        await shown.settle()
        await shown.engine.journal.save(SetValue(Key("weight", TODAY - timedelta(days=1)), 71.4))
        await shown.hold("weight")
        dialog = await asked_back(shown, "weight")
        assert "2 entries of it need you first; the Outbox says why." in texts(dialog)
        assert not dialog.give_back.isEnabled()
        button(dialog, "Discard 2 unsent entries").click()
        dialog.give_back.click()
        await shown.settle()
        assert await shown.wanted() == [("give-back", "Weight")]
        assert await shown.engine.views.outbox() == ()


async def test_of_several_no_tick_promises_what_needs_the_person_first(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.engine.journal.save(SetValue(Key("weight", TODAY), 71.5))
        await shown.hold("weight")
        dialog = await asked_back(shown, "weight", "coffees")
        discard = "Discard 1 unsent entry"
        assert ticks(dialog) == {"Weight": False, "Coffees": True, discard: False}
        assert not button(dialog, "Weight").isEnabled()
        button(dialog, discard).click()
        assert ticks(dialog)["Weight"]
        button(dialog, discard).click()
        dialog.give_back.click()
        await shown.settle()
        assert await shown.wanted() == [("give-back", "Coffees")]


async def test_what_has_not_left_is_withdrawn_without_a_question(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.engine.journal.owners.acquire("steps")
        shown.application.ownership.give_back(["steps"])
        await shown.settle()
        await shown.engine.journal.owners.release("coffees")
        shown.application.ownership.take_over(["coffees"])
        await shown.settle()
        assert await shown.wanted() == []
        assert not shown.application.window.findChildren(TakeOverDialog)


async def test_forty_attributes_fit_the_screen(qapp: QApplication, tmp_path: Path) -> None:
    label = "🪴 " + "Plants watered before breakfast " * 3
    many = [replace(SLEEP, name=f"many_{index}", label=f"{label}{index}", position=20 + index) for index in range(40)]
    async with offline(qapp, tmp_path) as shown:
        await shown.put(*many)
        dialog = await asked(shown, *(one.name for one in many))
        assert dialog.height() <= dialog.screen().availableSize().height()
        dialog.take_over.click()
        await shown.settle()
        assert len(await shown.wanted()) == 40
