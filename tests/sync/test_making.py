"""A new attribute is there at once, offline too; Exist makes it once and finds its name, and its entries follow."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from exist_desktop.demo.faults import FaultKind
from exist_desktop.domain.attributes import Group
from exist_desktop.domain.making import FirstValue
from exist_desktop.domain.values import Value, ValueProblem, ValueType
from exist_desktop.errors import NotPossible, Obstacle
from tests.sync.conftest import Tell
from tests.sync.desk import QUICK, USER, Desk, until

TAGS = Group("custom", "Custom tags", 3)
FOOD = Group("food", "Food and drink", 4)


async def make(
    desk: Desk, label: str, value: Value = 1, group: Group = TAGS, value_type: ValueType = ValueType.BOOLEAN
) -> int:
    (entry,) = await desk.engine.journal.make(label, group, value_type, FirstValue(desk.day, value))
    return entry.id


def labels(desk: Desk) -> dict[str, str]:
    """The names of the server's attributes by their labels."""
    return {attribute.label: name for name, attribute in desk.demo.world.accounts[USER].attributes.items()}


def test_a_new_tag_is_made_once_and_set(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await make(desk, "Sea  swimming 🌊")
        shown = await desk.engine.views.day(desk.day)
        assert ("Sea swimming 🌊", 1) in [(tag.attribute.label, tag.value) for tag in shown.tags]
        assert desk.requests() == []
        result = await desk.sync()
        assert (result.waiting, result.checking, result.held) == (0, 0, 0)
        name = labels(desk)["Sea swimming 🌊"]
        assert desk.value(name) == 1
        assert desk.tally()["create"] == 1
        assert desk.tally()["acquire"] == 0, "who makes an attribute is its owner"
        line = await desk.line(entry)
        assert (line.entry.key.attribute, str(line.entry.state)) == (name, "sent")

    tell(story)


def test_entries_made_before_exist_has_it_all_arrive(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await make(desk, "Matcha", 1, FOOD, ValueType.QUANTITY)
        tile = next(
            t for g in (await desk.engine.views.day(desk.day)).groups for t in g.tiles if t.attribute.label == "Matcha"
        )
        await desk.add(tile.attribute.name, 2)
        await desk.sync()
        assert desk.value(labels(desk)["Matcha"]) == 3

    tell(story)


@pytest.mark.parametrize("fault", [FaultKind.LOST_AFTER, FaultKind.GARBAGE, FaultKind.LOST_BEFORE, FaultKind.OMIT])
def test_it_is_looked_for_before_it_is_made_again(tell: Tell, fault: FaultKind) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("create", fault)
        await make(desk, "Matcha", 2, FOOD, ValueType.QUANTITY)
        await desk.sync()
        await desk.sync()
        assert [label for label in labels(desk) if label.startswith("Matcha")] == ["Matcha"]
        assert desk.value(labels(desk)["Matcha"]) == 2

    tell(story, limits=QUICK)


def arrives(desk: Desk, making: dict[str, object]) -> None:
    """A request of this client that was long on its way."""
    bearer = {"Authorization": f"Bearer {desk.demo.token(USER)}"}
    httpx.post(f"{desk.demo.base_url}/api/2/attributes/create/", json=[making], headers=bearer).raise_for_status()


def test_it_is_taken_over_where_the_lost_request_arrives_after_it_was_looked_for(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("create", FaultKind.LOST_BEFORE)
        desk.trouble("attributes", FaultKind.SLOW, seconds=0.5)
        entry = await make(desk, "Matcha", 2, FOOD, ValueType.QUANTITY)
        sending = asyncio.ensure_future(desk.sync())
        await until(lambda: desk.requests("attributes"))
        await asyncio.to_thread(arrives, desk, {"label": "Matcha", "group": "food", "value_type": 0, "manual": True})
        await sending
        assert [label for label in labels(desk) if label.startswith("Matcha")] == ["Matcha"]
        assert (await desk.state(entry), desk.value(labels(desk)["Matcha"])) == ("sent", 2)

    tell(story)


def test_undone_before_it_left_it_is_never_made(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await make(desk, "A mistake")
        await desk.engine.journal.undo(entry)
        assert "A mistake" not in [tag.attribute.label for tag in (await desk.engine.views.day(desk.day)).tags]
        await desk.sync()
        assert desk.tally()["create"] == 0

    tell(story)


def test_one_that_exist_refuses_asks_the_person_and_can_be_tried_again(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        desk.trouble("create", FaultKind.REFUSE, error_code="limit", error="Too many attributes")
        entry = await make(desk, "Matcha", 2, FOOD, ValueType.QUANTITY)
        await desk.sync()
        assert await desk.state(entry) == "held: refused"
        assert (await desk.line(entry)).entry.detail == "Too many attributes"
        await desk.engine.journal.use_mine(entry)
        await desk.sync()
        assert desk.value(labels(desk)["Matcha"]) == 2

    tell(story)


def test_without_the_permission_it_waits_for_a_sign_in(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await make(desk, "Matcha", 2, FOOD, ValueType.QUANTITY)
        await desk.sync()
        assert await desk.state(entry) == "held: scope"
        assert desk.tally()["create"] == 0
        await desk.sign_in()
        await desk.sync()
        assert desk.value(labels(desk)["Matcha"]) == 2

    tell(story, scopes=["food_read", "mood_read", "mood_write"])


def test_what_is_there_is_not_made_again(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        with pytest.raises(NotPossible) as there:
            await make(desk, "WALK")
        assert there.value.obstacle is Obstacle.ALREADY_THERE
        for label in ("", "  \n", "x" * 101):
            with pytest.raises(ValueProblem):
                await make(desk, label)

    tell(story)


def test_a_template_of_the_same_label_serves(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        _, templates = await desk.engine.views.catalogue()
        sugar = templates["sugar"]
        await make(desk, sugar.label.upper(), 12.5, sugar.group, sugar.value_type)
        await desk.sync()
        assert desk.value("sugar") == 12.5
        assert (desk.tally()["create"], desk.tally()["acquire"]) == (0, 1)

    tell(story)
