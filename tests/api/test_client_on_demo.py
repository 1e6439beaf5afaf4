"""The client meets the findings of the demo server, and everything that the server can answer wrongly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest

from exist_desktop.api.batches import Accepted, Rejected
from exist_desktop.api.client import ExistClient
from exist_desktop.api.http.transport import Limits
from exist_desktop.demo.server.faults import Fault, FaultKind, Shape
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.statistics.correlations import InsightSpan
from exist_desktop.domain.value_types import ValueType
from exist_desktop.errors import RequestError, RequestErrorKind
from tests.api.odd_server import client_of
from tests.daylight import people_by_day
from tests.demo_server import DemoServer

Read = Callable[[ExistClient], Awaitable[object]]

READS: dict[str, Read] = {
    "profile": lambda client: client.profile(),
    "attributes": lambda client: client.attributes(),
    "owned": lambda client: client.owned(),
    "templates": lambda client: client.templates(),
    "with-values": lambda client: client.with_values(days=2),
    "values": lambda client: client.values("steps", ValueType.QUANTITY),
    "averages": lambda client: client.averages(),
    "insights": lambda client: client.insights(),
    "correlations": lambda client: client.correlations(),
    "combo": lambda client: client.correlation("steps", "floors"),
}
SENSELESS = (
    Fault("*", FaultKind.GARBAGE),
    Fault("*", FaultKind.HUGE),
    Fault("*", FaultKind.BOMB),
    Fault("*", FaultKind.DEEP),
    Fault("*", FaultKind.REDIRECT),
    *(Fault("*", FaultKind.SHAPE, shape=shape) for shape in Shape),
)


@asynccontextmanager
async def demo(user: str = "josh", scopes: list[str] | None = None) -> AsyncIterator[tuple[ExistClient, DemoServer]]:
    with DemoServer(people=people_by_day()) as server:
        for name in ("coffees", "water"):
            server.set_owner(user, name, server.service)
        async with client_of(server.base_url, server.token(user, scopes), limits=Limits(piece=20.0)) as client:
            yield client, server


@pytest.mark.parametrize("user", ["josh", "mia"])
def test_averages_are_understood_by_either_name(user: str) -> None:
    async def run() -> None:
        async with demo(user) as (client, server):
            averages = {average.attribute: average for average in await client.averages()}
            steps = averages["steps"]
            assert steps.overall is not None
            assert 0 <= (server.today(user) - steps.day).days < 7
            assert all(steps.usual(server.today(user) + timedelta(days=day)) for day in range(7))
            assert set(averages) <= {attribute.name for attribute in await client.attributes(include_inactive=True)} | {
                attribute.name for attribute in await client.attributes(include_low_priority=True)
            }
            past = await client.averages(attributes=["steps"], include_historical=True)
            assert [average.day for average in past] == [steps.day - timedelta(weeks=n) for n in range(len(past))]
            assert len(past) > 40
            sleep = await client.averages(groups=["sleep"], date_max=steps.day - timedelta(days=30))
            assert {average.attribute for average in sleep} >= {"sleep", "sleep_start"}

    asyncio.run(run())


def test_insights_are_read_by_day_and_by_span() -> None:
    async def run() -> None:
        async with demo() as (client, server):
            everything = await client.insights()
            assert {insight.priority for insight in everything} >= set(InsightSpan) - {InsightSpan.NOW}
            assert all(insight.text and "<" not in insight.text and insight.attribute for insight in everything)
            weeks = await client.insights(priority=3, date_min=server.today() - timedelta(days=30))
            assert weeks
            assert all(insight.priority == InsightSpan.WEEK for insight in weeks)

    asyncio.run(run())


def test_correlations_are_read_alone_and_together() -> None:
    async def run() -> None:
        async with demo() as (client, _):
            everything = await client.correlations()
            certain = await client.correlations(strong=True, confident=True)
            assert certain == [found for found in everything if abs(found.value) >= 0.5 and found.stars == 5]
            mood = await client.correlations(attribute="mood")
            assert mood == [found for found in everything if "mood" in {found.attribute, found.attribute2}]
            assert await client.correlation("floors", "steps") == await client.correlation("steps", "floors")
            assert await client.correlation("steps", "no_such_thing") is None

    asyncio.run(run())


def test_without_a_scope_there_are_no_findings() -> None:
    async def run() -> None:
        async with demo(scopes=["mood_read"]) as (client, _):
            averages = {average.attribute for average in await client.averages()}
            assert averages <= {"mood", "stress_level", "energy_level"}
            assert {insight.attribute for insight in await client.insights()} == {"mood"}
            assert await client.correlation("steps", "floors") is None

    asyncio.run(run())


@pytest.mark.parametrize("call", READS)
def test_no_senseless_answer_is_taken_for_one(call: str) -> None:
    async def run() -> None:
        async with demo() as (client, server):
            for fault in SENSELESS:
                server.world.faults.add(fault)
                with pytest.raises(RequestError) as raised:
                    await READS[call](client)
                assert raised.value.kind is RequestErrorKind.STRANGE, fault
            await READS[call](client)

    asyncio.run(run())


def test_a_mixed_answer_is_told_apart() -> None:
    async def run() -> None:
        async with demo() as (client, server):
            server.world.faults.add(Fault("increment", FaultKind.MIX, items=1, error_code="moon_phase"))
            day = server.today()
            coffee, water = await client.increment(
                [Increment(Key("coffees", day), 1), Increment(Key("water", day), 250)]
            )
            assert isinstance(coffee, Accepted)
            assert isinstance(water, Rejected)
            assert water.code == "moon_phase"

    asyncio.run(run())


def test_a_stale_answer_is_an_answer() -> None:
    async def run() -> None:
        async with demo() as (client, server):
            day: date = server.today()
            before = server.world.value("josh", "coffees", day)
            await client.update([SetValue(Key("coffees", day), 9)])
            server.world.faults.add(Fault("with-values", FaultKind.STALE, seconds=60))
            for expected in (before, 9):
                (coffees,) = await client.with_values(attributes=["coffees"])
                assert coffees.values[day] == expected

    asyncio.run(run())
