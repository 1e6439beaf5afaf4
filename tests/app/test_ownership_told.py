"""What becomes of owners is told once: losses, failures of each attribute, and who has what was given back."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget

from exist_desktop.domain.attributes import Attribute, Service
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.ownership.outcomes import OwnerAnswered, OwnerDone, OwnerHeld
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store.changes import Change
from exist_desktop.store.ownership import owners
from exist_desktop.ui.ownership.changes import ChangesDialog
from exist_desktop.ui.ownership.give_back import GiveBackDialog
from exist_desktop.ui.ownership.notice import OwnerNotice
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from tests.app.offline_window import Offline, button, offline, texts
from tests.store.notebook import ATTRIBUTES, FITBIT, FOOD, TODAY, fill
from tests.ui.offscreen import quiet

pytestmark = quiet

OURA = Service("oura", "Oura")
BY_NAME = {one.name: one for one in ATTRIBUTES}
SLEEP = Attribute("sleep", "Sleep", FOOD, ValueType.DURATION, "sleep", service=OURA, position=10)


def notices(shown: Offline) -> list[OwnerNotice]:
    return [one for one in shown.application.window.findChildren(OwnerNotice) if one.isVisible()]


def elsewhere(name: str, service: Service = OURA) -> Attribute:
    return replace(BY_NAME[name], owned=False, service=service)


async def test_a_loss_is_told_once_with_three_ways_out_and_takes_no_focus(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.in_background()
        window = shown.application.window
        here = next(one for one in window.findChildren(QWidget) if one.isVisible() and one.accessibleName() == "Mood 3")
        here.setFocus()
        await shown.engine.journal.save(SetValue(Key("coffees", TODAY), 3))
        await shown.read(elsewhere("coffees"))
        (notice,) = notices(shown)
        assert "Oura fills Coffees now." in texts(notice)
        assert "1 entry is kept on this computer until you decide." in texts(notice)
        assert has_keyboard_focus(here)
        assert button(notice, "Discard 1 entry").isVisible()
        assert button(notice, "Later").isVisible()
        button(notice, "Take it over and send 1").click()
        await shown.settle()
        assert await shown.wanted() == [("take-over", "Coffees")]
        assert notices(shown) == []
        assert await shown.engine.owners.losses() == ()


async def test_later_is_an_answer_too_and_several_losses_are_one_notice(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.in_background()
        await shown.read(elsewhere("coffees"), elsewhere("weight", FITBIT))
        (notice,) = notices(shown)
        assert "Coffees and Weight are not filled from here any more." in texts(notice)
        button(notice, "Take over…").click()
        await shown.settle()
        assert "Take over Coffees and Weight?" in texts(shown.dialog(TakeOverDialog))
        await shown.read(elsewhere("mood"))
        button(notices(shown)[0], "Leave it there").click()
        await shown.settle()
        assert notices(shown) == []
        assert await shown.wanted() == []


async def test_what_waits_for_a_lost_attribute_can_be_discarded(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.in_background()
        await shown.engine.journal.save(SetValue(Key("coffees", TODAY), 3))
        await shown.engine.journal.save(SetValue(Key("weight", TODAY), 71.5))
        await shown.read(elsewhere("coffees"))
        button(notices(shown)[0], "Discard 1 entry").click()
        await shown.settle()
        assert [line.attribute.name for line in await shown.engine.views.outbox()] == ["weight"]


async def test_part_failures_are_told_for_each_attribute(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.put(SLEEP)
        await shown.in_background()
        steps, sleep = await shown.engine.journal.owners.acquire("steps", "sleep")
        await shown.settle()
        await shown.engine.store.write(
            shown.account, lambda tx: owners.acquired(tx, "steps", None, shown.clock.now()), Change(catalogue=True)
        )
        await shown.end(OwnerDone(steps.id), OwnerHeld(sleep.id, Reason.REFUSED, "No permission"))
        said = shown.application.window.toasts.text.text()
        assert "1 attribute was not taken over." in said
        assert "Sleep · Needs you: Exist refused it." in said
        assert "No permission" in said
        assert "Steps" not in said


async def test_who_has_it_is_told_after_giving_back(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.in_background()
        (wish,) = await shown.engine.journal.owners.release("coffees")
        await shown.settle()
        await shown.end(OwnerAnswered(wish.id))
        await shown.read(elsewhere("coffees"))
        await shown.end(OwnerDone(wish.id))
        assert "Oura fills Coffees now." in shown.application.window.toasts.text.text()
        assert notices(shown) == [], "it was not lost"


async def offered_again(shown: Offline) -> OwnerNotice:
    """Gives the mood back, which nobody else fills, and returns the notice about that."""
    await shown.in_background()
    (wish,) = await shown.engine.journal.owners.release("mood")
    await shown.settle()
    await shown.end(OwnerAnswered(wish.id))
    await shown.read(replace(BY_NAME["mood"], owned=False, active=False))
    await shown.end(OwnerDone(wish.id))
    (notice,) = notices(shown)
    return notice


async def test_a_mood_that_went_inactive_is_offered_to_be_taken_again(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        notice = await offered_again(shown)
        assert "Mood is inactive in Exist now: nobody fills it." in texts(notice)
        button(notice, "Take it over").click()
        await shown.settle()
        assert await shown.wanted() == [("take-over", "Mood")]


async def test_what_one_person_was_offered_is_not_offered_to_the_next(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path) as shown:
        await offered_again(shown)
        await fill(shown.engine.store, "mia")
        await shown.engine.find_account()
        shown.bridge.publish_change(Change(days=None, catalogue=True, outbox=True, session=True))
        await shown.settle()
        assert notices(shown) == []
        assert await shown.wanted() == []


async def test_who_filled_what_is_a_line_a_change_and_the_last_one_can_be_undone(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with offline(qapp, tmp_path) as shown:
        await shown.read(replace(BY_NAME["steps"], service=OURA))
        (wish,) = await shown.engine.journal.owners.acquire("steps")
        await shown.engine.store.write(
            shown.account, lambda tx: owners.acquired(tx, "steps", None, shown.clock.now()), Change(catalogue=True)
        )
        await shown.end(OwnerDone(wish.id))
        shown.application.ownership.show_changes("steps")
        await shown.settle()
        dialog = shown.dialog(ChangesDialog)
        said = texts(dialog)
        assert said.index("Taken over; before, Oura filled it") < said.index("Changed elsewhere: from Fitbit to Oura")
        button(dialog, "Undo: Taken over; before, Oura filled it").click()
        await shown.settle()
        assert "Give Steps back?" in texts(shown.dialog(GiveBackDialog))
