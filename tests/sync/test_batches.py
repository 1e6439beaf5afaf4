"""What an import enters reaches Exist exactly, window by window, in its share of the hour, behind everything else."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, timedelta

import pytest

from exist_desktop.api.rate_limit import MOST_FOR_BATCHES
from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.day import HOUR_SECONDS
from exist_desktop.domain.outbox.batches import BatchLine
from exist_desktop.domain.outbox.undo import UNDO_SECONDS
from exist_desktop.domain.transfer.mapping import OnDifference
from exist_desktop.domain.transfer.proposed import Entering
from exist_desktop.domain.values import NOT_READ, Value
from exist_desktop.store import meta
from tests.sync.conftest import Tell
from tests.sync.engine_harness import USER, EngineHarness

NAMES = ("coffees", "alcoholic_drinks", "mood_note")


def proposed(harness: EngineHarness, days: int, names: tuple[str, ...] = NAMES, since: int = 40) -> list[SetValue]:
    """Values for so many days before the last ones, none like its neighbours."""
    found = []
    for ago in range(since + days, since, -1):
        for place, name in enumerate(names):
            number = 20 + (ago * 7 + place) % 40
            value: Value = f"day {number}" if name == "mood_note" else number
            found.append(SetValue(Key(name, harness.day - timedelta(days=ago)), value))
    return found


async def enter(
    harness: EngineHarness, commands: list[SetValue], decided: OnDifference = OnDifference.REPLACE, name: str = "it"
) -> int:
    """Enters them as the import of a file, on days that were not read here."""
    names = {command.key.attribute for command in commands}
    shown = dict.fromkeys((command.key for command in commands), NOT_READ)
    wanted = Entering(tuple(commands), shown=shown, decided=dict.fromkeys(names, decided))
    return await harness.engine.journal.batches.enter("daylio.csv", wanted, UTC, name=name)


async def batch_of(harness: EngineHarness) -> BatchLine:
    return (await harness.engine.views.batches())[-1]


def there(harness: EngineHarness, commands: list[SetValue]) -> bool:
    return all(harness.value(command.key.attribute, command.key.day) == command.value for command in commands)


def most_in_an_hour(harness: EngineHarness) -> int:
    times = [request.at for request in harness.requests()]
    return max(sum(at <= other < at + HOUR_SECONDS for other in times) for at in times)


async def spend(harness: EngineHarness, requests: int) -> None:
    """As if so many requests had been made a minute ago."""
    account = harness.engine.account
    assert account is not None
    kept = json.dumps({"ages": [60.0] * requests, "closed_for": 0.0, "at": harness.clock.now()})
    await harness.engine.store.set_meta(account, meta.PACING, kept)


def writes_of_a_key(harness: EngineHarness) -> int:
    """How often the key that was written most often was."""
    written = Counter((one.attribute, one.date) for one in harness.demo.world.writes(USER))
    return max(written.values())


def test_each_value_arrives_once_and_one_reading_serves_the_calls_of_its_window(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        commands = proposed(harness, 93)
        await enter(harness, commands)
        result = await harness.sync()
        assert (result.waiting, result.held, result.checking) == (0, 0, 0)
        assert there(harness, commands)
        assert writes_of_a_key(harness) == 1
        windows = {command.key.day.toordinal() // 31 for command in commands}
        assert harness.tally()["values"] <= len(windows)
        assert harness.tally()["update"] <= len(commands) / 35 + len(windows)
        line = await batch_of(harness)
        assert (line.sent, line.share) == (len(commands), 1.0)

    tell(story, owned=NAMES)


def test_exists_other_value_stays_or_is_replaced_as_was_decided_and_an_equal_one_is_not_sent(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        day = harness.day - timedelta(days=50)
        harness.demo.world.edit(USER, "coffees", day, 9)
        harness.demo.world.edit(USER, "alcoholic_drinks", day, 9)
        harness.demo.world.edit(USER, "mood_note", day, "rain")
        harness.forget_requests()
        coffees, drinks = (SetValue(Key(name, day), 3) for name in NAMES[:2])
        await enter(harness, [coffees, SetValue(Key("mood_note", day), "rain")], OnDifference.KEEP)
        await enter(harness, [drinks], OnDifference.REPLACE, "other")
        await harness.sync()
        assert [harness.value(name, day) for name in NAMES] == [9, 3, "rain"]
        assert harness.tally()["update"] == 1
        line = await batch_of(harness)
        assert (line.total, line.kept, line.waiting) == (2, 2, 0)

    tell(story, owned=NAMES)


def test_it_stays_inside_its_share_of_the_hour_and_what_the_person_enters_overtakes_it(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        commands = proposed(harness, 150, since=60)
        await enter(harness, commands)
        await spend(harness, MOST_FOR_BATCHES - 6)
        harness.engine.start()
        await harness.live(minutes=10)
        assert len(harness.requests("values", "update")) <= 6
        before = len(harness.demo.world.writes(USER))
        assert 0 < before < len(commands)
        await harness.set("coffees", 4)
        await harness.live(seconds=12)
        assert harness.value("coffees") == 4
        await harness.live(hours=1)
        assert (await batch_of(harness)).share == 1.0
        assert there(harness, commands)
        assert writes_of_a_key(harness) == 1
        assert harness.demo.world.writes(USER)[before].date == harness.day.isoformat()

    tell(story, owned=NAMES)


def test_a_pause_stops_it_and_what_is_undone_then_never_leaves(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        await enter(harness, proposed(harness, 100))
        await spend(harness, MOST_FOR_BATCHES - 4)
        harness.engine.start()
        await harness.live(minutes=1)
        journal, line = harness.engine.journal.batches, await batch_of(harness)
        assert 0 < line.sent < line.total
        await journal.pause(line.id)
        await harness.live(hours=2)
        assert len(harness.demo.world.writes(USER)) == line.sent
        assert await journal.withdraw(line.id) == line.waiting
        await journal.go_on(line.id)
        await harness.live(hours=1)
        assert len(harness.demo.world.writes(USER)) == line.sent
        after = await batch_of(harness)
        assert (after.sent, after.undone, after.waiting) == (line.sent, line.waiting, 0)

    tell(story, owned=NAMES)


def test_what_is_in_exist_is_taken_back_but_for_what_was_changed_since(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        commands = proposed(harness, 10, NAMES[:2])
        before = {command.key: harness.number(command.key.attribute, command.key.day) for command in commands}
        await enter(harness, commands)
        await harness.sync()
        changed = commands[0].key
        harness.demo.world.edit(USER, changed.attribute, changed.day, 77)
        number = (await batch_of(harness)).id
        harness.clock.pass_(minutes=10)
        back = await harness.engine.journal.batches.take_back(number, UTC)
        assert back == len(commands)
        assert await harness.engine.journal.batches.take_back(number, UTC) == 0
        result = await harness.sync()
        assert (result.waiting, result.held) == (0, 0)
        after = {key: harness.number(key.attribute, key.day) for key in before}
        assert after == before | {changed: 77}

    tell(story, owned=NAMES)


def test_answers_that_are_lost_in_the_middle_double_and_lose_nothing(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        commands = proposed(harness, 90)
        await enter(harness, commands)
        for after in (1, 3, 6):
            harness.error("update", FaultKind.LOST_AFTER, skip=after)
        harness.engine.start()
        await harness.live(hours=1)
        assert there(harness, commands)
        line = await batch_of(harness)
        assert (line.sent + line.kept, line.held) == (line.total, 0)

    tell(story, owned=NAMES)


def test_a_second_start_goes_on_where_the_first_was_ended(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        commands = proposed(harness, 60)
        await enter(harness, commands)
        await spend(harness, MOST_FOR_BATCHES - 4)
        harness.error("update", FaultKind.LOST_AFTER, skip=1)
        harness.engine.start()
        await harness.live(seconds=UNDO_SECONDS + 1)
        assert 0 < len(harness.demo.world.writes(USER)) < len(commands)
        await harness.reopen()
        await harness.sign_in()
        assert await enter(harness, commands) == 0
        harness.clock.pass_(hours=1)
        await harness.sync()
        assert there(harness, commands)
        line = await batch_of(harness)
        assert (line.total, line.waiting, line.held) == (len(commands), 0, 0)

    tell(story, owned=NAMES)


@pytest.mark.long("25,500 values are written by 730 calls, and each is looked at")
def test_ten_years_reach_exist_inside_the_hours_share(tell: Tell, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("with --long")

    async def story(harness: EngineHarness) -> None:
        commands = proposed(harness, 8500)
        await enter(harness, commands)
        harness.engine.start()
        await harness.live(hours=9)
        assert there(harness, commands)
        assert writes_of_a_key(harness) == 1
        assert most_in_an_hour(harness) <= MOST_FOR_BATCHES + 30

    tell(story, owned=NAMES)
