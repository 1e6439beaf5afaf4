"""What is usual is read once a week, and nothing else suffers where it cannot be read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.statistics.averages import UsualValue
from exist_desktop.sync.status import Condition
from tests.sync.conftest import Tell
from tests.sync.engine_harness import EngineHarness

DAYS = 86_400


async def usual(harness: EngineHarness, name: str, days_ago: int = 0) -> UsualValue | None:
    view = await harness.engine.views.day(harness.day - timedelta(days=days_ago))
    tile = view.tile(name)
    assert tile is not None
    return tile.usual


async def read_after(harness: EngineHarness, days: float) -> int:
    """How often averages are asked for by the next reading."""
    harness.forget_requests()
    harness.clock.pass_until(harness.clock.true() + days * DAYS)
    assert (await harness.sync()).condition is Condition.IDLE
    return len(harness.requests("averages"))


def test_each_weekday_has_its_own(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        week = [await usual(harness, "steps", days_ago) for days_ago in range(7)]
        assert all(found and found.value > 0 for found in week)
        assert [found and found.day for found in week] == [harness.day - timedelta(days=ago) for ago in range(7)]
        assert len({found and found.value for found in week}) > 1
        assert week[0] is not None
        assert week[0].made is not None
        assert harness.day - timedelta(days=7) < week[0].made <= harness.day
        assert await usual(harness, "steps", 7) == replace(week[0], day=harness.day - timedelta(days=7))

    tell(story)


def test_they_are_read_once_a_week(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        assert await read_after(harness, 1) == 0
        assert await read_after(harness, 5) == 0
        assert await read_after(harness, 1.1) > 0

    tell(story)


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_without_them_everything_else_is_read(tell: Tell, status: int) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("averages", FaultKind.STATUS, status=status)
        before = await usual(harness, "steps")
        harness.demo.edit("josh", "coffees", harness.day, 9)
        assert await read_after(harness, 7.1) == 1
        view = await harness.engine.views.day(harness.day)
        coffees = view.tile("coffees")
        assert coffees is not None
        assert coffees.value == 9
        assert await usual(harness, "steps") == before
        assert await read_after(harness, 0.5) == 0
        assert await read_after(harness, 0.6) == 1

    tell(story)


def test_a_lost_answer_is_asked_for_again_at_the_next_reading(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("averages", FaultKind.LOST_BEFORE)
        assert await read_after(harness, 7.1) == 1
        assert await read_after(harness, 0.1) > 0

    tell(story)


def test_a_pause_is_kept_to(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        harness.error("averages", FaultKind.STATUS, status=429)
        harness.clock.pass_until(harness.clock.true() + 7.1 * DAYS)
        assert (await harness.sync()).condition is Condition.PAUSED

    tell(story)


def test_a_sign_in_with_more_permissions_shows_them_at_once(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        assert (await harness.engine.views.day(harness.day)).tile("steps") is None
        await harness.sign_in(scopes=harness.all_scopes())
        assert (await harness.sync()).condition is Condition.IDLE
        assert await usual(harness, "steps") is not None

    tell(story, scopes=["mood_read"])
