"""A new attribute is there at once, offline too; Exist makes it once and finds its name, and its entries follow."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.attributes import Group
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, Value
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from tests.patience import until
from tests.sync.conftest import Tell
from tests.sync.engine_harness import USER, EngineHarness

TAGS = Group("custom", "Custom tags", 3)
FOOD = Group("food", "Food and drink", 4)


async def make(
    harness: EngineHarness, label: str, value: Value = 1, group: Group = TAGS, value_type: ValueType = ValueType.BOOLEAN
) -> int:
    (entry,) = await harness.engine.journal.make(label, group, value_type, FirstValue(harness.day, value))
    return entry.id


def labels(harness: EngineHarness) -> dict[str, str]:
    """The names of the server's attributes by their labels."""
    return {attribute.label: name for name, attribute in harness.demo.world.accounts[USER].attributes.items()}


def test_a_new_tag_is_made_once_and_set(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await make(harness, "Sea  swimming 🌊")
        shown = await harness.engine.views.day(harness.day)
        assert ("Sea swimming 🌊", 1) in [(tag.attribute.label, tag.value) for tag in shown.tags]
        assert harness.requests() == []
        result = await harness.sync()
        assert (result.waiting, result.checking, result.held) == (0, 0, 0)
        name = labels(harness)["Sea swimming 🌊"]
        assert harness.value(name) == 1
        assert harness.tally()["create"] == 1
        assert harness.tally()["acquire"] == 0, "who makes an attribute is its owner"
        line = await harness.line(entry)
        assert (line.entry.key.attribute, str(line.entry.state)) == (name, "sent")

    tell(story)


def test_entries_made_before_exist_has_it_all_arrive(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await make(harness, "Matcha", 1, FOOD, ValueType.QUANTITY)
        tile = next(
            t
            for g in (await harness.engine.views.day(harness.day)).groups
            for t in g.tiles
            if t.attribute.label == "Matcha"
        )
        await harness.add(tile.attribute.name, 2)
        await harness.sync()
        assert harness.value(labels(harness)["Matcha"]) == 3

    tell(story)


@pytest.mark.parametrize("fault", [FaultKind.LOST_AFTER, FaultKind.GARBAGE, FaultKind.LOST_BEFORE, FaultKind.OMIT])
def test_it_is_looked_for_before_it_is_made_again(tell: Tell, fault: FaultKind) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("create", fault)
        await make(harness, "Matcha", 2, FOOD, ValueType.QUANTITY)
        await harness.sync()
        await harness.sync()
        assert [label for label in labels(harness) if label.startswith("Matcha")] == ["Matcha"]
        assert harness.value(labels(harness)["Matcha"]) == 2

    tell(story)


def arrives(harness: EngineHarness, making: dict[str, object]) -> None:
    """A request of this client that was long on its way."""
    bearer = {"Authorization": f"Bearer {harness.demo.token(USER)}"}
    httpx.post(f"{harness.demo.base_url}/api/2/attributes/create/", json=[making], headers=bearer).raise_for_status()


def test_it_is_taken_over_where_the_lost_request_arrives_after_it_was_looked_for(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("create", FaultKind.LOST_BEFORE)
        harness.error("attributes", FaultKind.SLOW, seconds=0.5)
        entry = await make(harness, "Matcha", 2, FOOD, ValueType.QUANTITY)
        sending = asyncio.ensure_future(harness.sync())
        await until(lambda: harness.requests("attributes"))
        await asyncio.to_thread(arrives, harness, {"label": "Matcha", "group": "food", "value_type": 0, "manual": True})
        await sending
        assert [label for label in labels(harness) if label.startswith("Matcha")] == ["Matcha"]
        assert (await harness.state(entry), harness.value(labels(harness)["Matcha"])) == ("sent", 2)

    tell(story)


def test_undone_before_it_left_it_is_never_made(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await make(harness, "A mistake")
        await harness.engine.journal.undo(entry)
        assert "A mistake" not in [tag.attribute.label for tag in (await harness.engine.views.day(harness.day)).tags]
        await harness.sync()
        assert harness.tally()["create"] == 0

    tell(story)


def test_one_that_exist_refuses_asks_the_person_and_can_be_tried_again(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("create", FaultKind.REFUSE, error_code="limit", error="Too many attributes")
        entry = await make(harness, "Matcha", 2, FOOD, ValueType.QUANTITY)
        await harness.sync()
        assert await harness.state(entry) == "held: refused"
        assert (await harness.line(entry)).entry.detail == "Too many attributes"
        await harness.engine.journal.use_mine(entry)
        await harness.sync()
        assert harness.value(labels(harness)["Matcha"]) == 2

    tell(story)


def test_without_the_permission_it_waits_for_a_sign_in(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await make(harness, "Matcha", 2, FOOD, ValueType.QUANTITY)
        await harness.sync()
        assert await harness.state(entry) == "held: scope"
        assert harness.tally()["create"] == 0
        await harness.sign_in()
        await harness.sync()
        assert harness.value(labels(harness)["Matcha"]) == 2

    tell(story, scopes=["food_read", "mood_read", "mood_write"])


def test_what_is_there_is_not_made_again(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        with pytest.raises(NotPossibleError) as there:
            await make(harness, "WALK")
        assert there.value.kind is NotPossibleKind.ALREADY_THERE
        for label in ("", "  \n", "x" * 101):
            with pytest.raises(InvalidValueError):
                await make(harness, label)

    tell(story)


def test_a_template_of_the_same_label_serves(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        _, templates = await harness.engine.views.catalogue()
        sugar = templates["sugar"]
        await make(harness, sugar.label.upper(), 12.5, sugar.group, sugar.value_type)
        await harness.sync()
        assert harness.value("sugar") == 12.5
        assert (harness.tally()["create"], harness.tally()["acquire"]) == (0, 1)

    tell(story)
