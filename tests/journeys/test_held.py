"""Every reason that holds an entry: its line says why, and each of its ways out leads out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from exist_desktop.domain.outbox.actions import HELD_ACTIONS, OutboxAction
from exist_desktop.domain.outbox.ops import Reason
from tests.journeys.conftest import Enter
from tests.journeys.reasons import PLIGHTS, Plight
from tests.journeys.room import Room
from tests.report import tried
from tests.sync.engine_harness import USER
from tests.ui.offscreen import quiet

pytestmark = quiet

WORDS: dict[tuple[Reason, OutboxAction], str] = {
    (Reason.CHANGED_ELSEWHERE, OutboxAction.USE_MINE): "Use 9",
    (Reason.CHANGED_ELSEWHERE, OutboxAction.KEEP_THEIRS): "Keep 12",
    (Reason.BELOW_ZERO, OutboxAction.KEEP_THEIRS): "Keep 2",
    (Reason.THIRD_TOTAL, OutboxAction.USE_MINE): "Add 1",
    (Reason.THIRD_TOTAL, OutboxAction.KEEP_THEIRS): "It is in there",
    (Reason.THIRD_TOTAL, OutboxAction.CORRECT): "Another total",
    (Reason.MAYBE_TWICE, OutboxAction.USE_MINE): "Set to 3",
    (Reason.MAYBE_TWICE, OutboxAction.KEEP_THEIRS): "Keep 4",
    (Reason.MAYBE_TWICE, OutboxAction.CORRECT): "Another total",
    (Reason.CANNOT_READ, OutboxAction.SIGN_IN): "Allow reading",
    (Reason.CANNOT_READ, OutboxAction.CORRECT): "Another total",
    (Reason.RESTORED, OutboxAction.USE_MINE): "Send it",
    (Reason.TOO_LONG, OutboxAction.USE_MINE): "Replace the note",
    (Reason.TOO_LONG, OutboxAction.CORRECT): "Shorten",
    (Reason.LAST_TEXT, OutboxAction.CORRECT): "Write another",
}
"""What a way out is called where it means more than its usual words."""
USUAL = {
    OutboxAction.CORRECT: "Correct",
    OutboxAction.TAKE_OVER: "Take over",
    OutboxAction.USE_MINE: "Try again",
    OutboxAction.KEEP_THEIRS: "Keep Exist's",
    OutboxAction.SIGN_IN: "Sign in",
    OutboxAction.DISCARD: "Discard",
}
AFTER_USING_MINE = {Reason.THIRD_TOTAL: 78, Reason.MAYBE_TWICE: 3, Reason.RESTORED: 3, Reason.TOO_LONG: "short walk"}
"""What Exist has when the entry was sent once more; 9 is what all others had entered."""

CORRECTED = {Reason.TYPE_CHANGED: 0.42, Reason.TOO_LONG: "x" * 240 + "\n09:10 42", Reason.LAST_TEXT: "42"}
"""What Exist has when 42 was typed instead, where that is not 42."""


async def let_go(room: Room, plight: Plight, entry: int, before: object) -> None:
    """What Exist has stays, and nothing of it is sent."""
    writes = len(room.written(plight.attribute))
    await room.sync()
    assert await room.state(entry) in ("undone", "sent")
    assert (room.value(plight.attribute), len(room.written(plight.attribute))) == (before, writes)


async def corrected(room: Room, plight: Plight, entry: int, before: object) -> None:
    """Another value stands in its place."""
    await room.type(plight.label, "42%" if plight.reason is Reason.TYPE_CHANGED else "42")
    await room.press(f"Save {plight.label}")
    room.pass_(minutes=6)
    await room.sync()
    assert room.value(plight.attribute) == CORRECTED.get(plight.reason, 42)
    assert await room.state(entry) in ("undone", "sent")


async def taken_over(room: Room, plight: Plight, entry: int, before: object) -> None:
    """This program fills it from now on."""
    await room.sync()
    assert await room.state(entry) == "sent"
    assert room.demo.world.attribute(USER, plight.attribute).owner == room.demo.service


async def used(room: Room, plight: Plight, entry: int, before: object) -> None:
    """The entry goes to Exist, now that nothing is in its way."""
    room.pass_(minutes=6)
    await room.sync()
    await room.sync()
    assert await room.state(entry) == "sent"
    assert room.value(plight.attribute) == AFTER_USING_MINE.get(plight.reason, 9)


async def signed_in(room: Room, plight: Plight, entry: int, before: object) -> None:
    """A wider sign-in sends it by itself."""
    room.demo.world.tokens.withhold(USER, ())
    room.pass_(minutes=1)
    await room.sign_in_by_token(room.demo.token(USER))
    await room.is_sent(entry)
    assert room.value(plight.attribute) == (9 if plight.reason is Reason.SCOPE else 3)


ENDS: dict[OutboxAction, Callable[[Room, Plight, int, object], Awaitable[None]]] = {
    OutboxAction.DISCARD: let_go,
    OutboxAction.KEEP_THEIRS: let_go,
    OutboxAction.CORRECT: corrected,
    OutboxAction.TAKE_OVER: taken_over,
    OutboxAction.USE_MINE: used,
    OutboxAction.SIGN_IN: signed_in,
}
WALKS = [(plight, act) for plight in PLIGHTS for act in HELD_ACTIONS[plight.reason]]


def test_every_reason_has_a_walk_for_each_of_its_ways_out() -> None:
    assert {plight.reason for plight, _ in WALKS} == set(Reason)
    assert (
        {act for _, act in WALKS}
        == set(ENDS)
        == set(OutboxAction) - {OutboxAction.UNDO, OutboxAction.USE_BOTH, OutboxAction.BRING_BACK}
    )


@pytest.mark.parametrize(
    ("plight", "act"), WALKS, ids=lambda part: str(part) if isinstance(part, Plight) else part.name
)
async def test_a_held_entry_says_why_and_finds_its_way_out(enter: Enter, plight: Plight, act: OutboxAction) -> None:
    async with enter(owned=plight.owned, scopes=plight.scopes) as room:
        entry = await plight.begin(room)
        assert await room.state(entry) == f"held: {plight.reason}"
        before = room.value(plight.attribute)
        line = await room.row(entry)
        for words in plight.says:
            assert words in line
        assert "One entry needs you." in room.texts()
        assert "now or later; nothing else is held up" in room.texts()
        called = WORDS.get((plight.reason, act), USUAL[act])

        await room.press(f"{called} {plight.label}")
        await ENDS[act](room, plight, entry, before)

        await room.open("outbox")
        assert "Needs you" not in room.texts()
        tried("walks from a trouble to its way out", "reasons")


async def test_of_two_texts_both_can_stand(enter: Enter) -> None:
    async with enter(owned=["mood_note"]) as room:
        entry = await room.set("mood_note", "mine")
        room.demo.edit(USER, "mood_note", room.day, "of the phone")
        room.pass_(minutes=2)
        await room.sync()
        assert await room.state(entry) == "held: changed_elsewhere"
        line = await room.line(entry)
        await room.row(entry)
        await room.press(f"Keep both {line.attribute.label}")
        await room.sync()
        assert room.value("mood_note") == "of the phone\nmine"
