"""What is said once where a person would wonder: at its occasion, and never again."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from exist_desktop.words.guidance.hints import SENTENCES, Hint
from tests.journeys.conftest import Enter
from tests.journeys.room import Room
from tests.report import tried
from tests.ui.offscreen import quiet

pytestmark = quiet


def hint(room: Room) -> str:
    label = room.application.window.findChild(QLabel, "hint")
    assert label is not None
    return label.text() if label.isVisible() else ""


async def test_each_hint_comes_at_its_occasion_and_once(enter: Enter) -> None:
    async with enter(owned=["coffees", "mood"]) as room:
        assert hint(room) == SENTENCES[Hint.FACES].text
        await room.press("Mood 4")
        assert hint(room) == "", "the person knows now"
        await room.press("Add 1 to Coffees")
        assert hint(room) == SENTENCES[Hint.UNDO].text
        await room.press("Close hint")
        assert hint(room) == ""
        room.premises.shut()
        await room.sync()
        await room.press("Add 1 to Coffees")
        assert hint(room) == SENTENCES[Hint.OFFLINE].text

        await room.restart(sign_in=False)
        assert hint(room) == ""
        await room.press("Add 1 to Coffees")
        assert hint(room) == ""
        tried("walks from a trouble to its way out", "hints")


async def test_an_entry_that_waits_for_its_owner_is_said_to_be_kept(enter: Enter) -> None:
    async with enter() as room:
        room.today.board.build_all()
        await room.press("Mood 4")
        (dialog,) = room.dialogs()
        assert hint(room) == "", "first the question"
        dialog.reject()
        await room.settled()
        assert hint(room) == SENTENCES[Hint.OWNER].text
        tried("walks from a trouble to its way out", "hints")


async def test_who_takes_over_at_once_needs_no_hint(enter: Enter) -> None:
    async with enter() as room:
        await room.press("Mood 4")
        (dialog,) = room.dialogs()
        dialog.accept()
        await room.settled()
        assert hint(room) == ""
        tried("walks from a trouble to its way out", "hints")


def test_every_hint_has_its_words() -> None:
    assert set(SENTENCES) == set(Hint)
