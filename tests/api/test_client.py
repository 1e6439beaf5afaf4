"""The client against the demo server, and against lists and answers that no proper server sends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from exist_desktop.api.batches import Accepted, Acquire, Create, Rejected, Unanswered
from exist_desktop.api.client import ExistClient
from exist_desktop.api.http.transport import Limits
from exist_desktop.demo.server.faults import Fault, FaultKind
from exist_desktop.domain.attributes import Owner, in_order
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.errors import RequestError, RequestErrorKind
from tests.api.odd_server import Request, client_of, odd_server, ok
from tests.demo_server import DemoServer

DAY = date(2026, 3, 2)


@asynccontextmanager
async def demo(*faults: Fault) -> AsyncIterator[tuple[ExistClient, DemoServer]]:
    with DemoServer() as server:
        for fault in faults:
            server.world.faults.add(fault)
        async with client_of(server.base_url, server.token("josh"), limits=Limits(piece=2.0)) as client:
            yield client, server


async def _refused(call: Awaitable[object]) -> RequestErrorKind:
    with pytest.raises(RequestError) as raised:
        await call
    return raised.value.kind


def _set(name: str, value: int | float | str, day: date = DAY) -> SetValue:
    return SetValue(Key(name, day), value)


def _add(name: str, delta: float, day: date = DAY) -> Increment:
    return Increment(Key(name, day), delta)


def test_profile_attributes_and_templates_are_read() -> None:
    async def run() -> None:
        async with demo() as (client, _):
            assert (await client.profile()).username == "josh"
            attributes = await client.attributes()
            assert [attribute.position for attribute in attributes] == list(range(len(attributes)))
            assert {"mood", "steps"} <= {attribute.name for attribute in attributes}
            assert in_order(attributes)[0][0].priority <= in_order(attributes)[-1][0].priority
            assert {"mood", "weight"} <= {template.name for template in await client.templates()}
            assert all(a.group.name == "mood" for a in await client.attributes(groups=["mood"]))
            assert {a.name for a in await client.attributes(attributes=["mood", "steps"])} == {"mood", "steps"}
            assert all(a.manual for a in await client.attributes(manual=True))

    asyncio.run(run())


def test_values_are_read_for_days_and_for_an_attribute() -> None:
    async def run() -> None:
        async with demo() as (client, server):
            today = server.today()
            readings = await client.with_values(days=31, date_max=today)
            assert all(len(reading.values) == 31 for reading in readings)
            steps = next(reading for reading in readings if reading.attribute.name == "steps")
            long = await client.values("steps", ValueType.QUANTITY, date_max=today, most_pages=2)
            assert len(long) == 200
            assert next(iter(long)) == today
            assert all(long[day] == value for day, value in steps.values.items())

    asyncio.run(run())


def test_ownership_goes_there_and_back() -> None:
    async def run() -> None:
        async with demo() as (client, _):
            (fate,) = await client.acquire([Acquire(name="mood")])
            assert isinstance(fate, Accepted)
            assert fate.attribute is not None
            assert fate.attribute.owner is Owner.THIS_CLIENT
            assert [attribute.name for attribute in await client.owned()] == ["mood"]
            assert all(isinstance(fate, Accepted) for fate in await client.release(["mood"]))
            assert await client.owned() == []

    asyncio.run(run())


def test_totals_and_differences_are_written() -> None:
    async def run() -> None:
        async with demo() as (client, server):
            await client.acquire([Acquire(name="coffees"), Acquire(name="mood_note")])
            day = server.today()
            assert await client.update([_set("coffees", 2, day), _set("mood_note", "Fine.", day)]) == (
                Accepted(),
                Accepted(),
            )
            assert await client.increment([_add("coffees", 1, day)]) == (Accepted(3),)
            assert server.world.value("josh", "coffees", day) == 3

    asyncio.run(run())


def test_a_write_without_ownership_says_so_for_its_item_alone() -> None:
    async def run() -> None:
        async with demo() as (client, server):
            await client.acquire([Acquire(name="mood_note")])
            day = server.today()
            steps, note, nothing = await client.update(
                [_set("steps", 9, day), _set("mood_note", "Fine.", day), _set("no_such_thing", 1, day)]
            )
            assert isinstance(steps, Rejected)
            assert steps.code == "unauthorised"
            assert note == Accepted()
            assert isinstance(nothing, Rejected)
            assert nothing.code == "not_found"

    asyncio.run(run())


def test_an_attribute_is_made() -> None:
    async def run() -> None:
        async with demo() as (client, _):
            (fate,) = await client.create([Create(label="Time reading", group="media", value_type=ValueType.DURATION)])
            assert isinstance(fate, Accepted)
            assert fate.attribute is not None
            assert fate.attribute.name == "time_reading"

    asyncio.run(run())


@pytest.mark.parametrize(
    ("fault", "error", "applied"),
    [
        (FaultKind.LOST_BEFORE, RequestErrorKind.NO_ANSWER, False),
        (FaultKind.LOST_AFTER, RequestErrorKind.NO_ANSWER, True),
        (FaultKind.GARBAGE, RequestErrorKind.STRANGE, True),
        (FaultKind.HUGE, RequestErrorKind.STRANGE, True),
        (FaultKind.REDIRECT, RequestErrorKind.STRANGE, False),
        (FaultKind.CUT, RequestErrorKind.NO_ANSWER, True),
        (FaultKind.STATUS, RequestErrorKind.SERVER, False),
    ],
)
def test_what_is_lost_is_in_doubt_whether_it_was_applied_or_not(
    fault: FaultKind, error: RequestErrorKind, applied: bool
) -> None:
    async def run() -> None:
        async with demo(Fault("increment", fault)) as (client, server):
            await client.acquire([Acquire(name="coffees")])
            assert await _refused(client.increment([_add("coffees", 1, server.today())])) is error
            assert len(server.world.writes("josh", "coffees", server.today())) == applied

    asyncio.run(run())


def test_an_item_that_the_answer_leaves_out_is_in_doubt() -> None:
    async def run() -> None:
        async with demo(Fault("increment", FaultKind.OMIT)) as (client, server):
            await client.acquire([Acquire(name="coffees"), Acquire(name="water")])
            fates = await client.increment([_add("coffees", 1, server.today()), _add("water", 250, server.today())])
            assert sorted(type(fate).__name__ for fate in fates) == ["Accepted", "Unanswered"]

    asyncio.run(run())


def test_a_429_tells_how_long_to_wait() -> None:
    async def run() -> None:
        async with demo(Fault("profile", FaultKind.STATUS, status=429, retry_after="40")) as (client, _):
            with pytest.raises(RequestError) as raised:
                await client.profile()
            assert (raised.value.kind, raised.value.retry_after) == (RequestErrorKind.PAUSE, 40.0)

    asyncio.run(run())


class Closed:
    """Lets nothing pass."""

    def admit(self) -> None:
        raise RequestError(RequestErrorKind.PAUSE)


def test_a_request_may_be_held_back() -> None:
    async def run() -> None:
        async with odd_server(lambda _: ok({})) as server, client_of(server.url) as client:
            held = ExistClient(client._transport, client._session, gate=Closed())
            assert await _refused(held.profile()) is RequestErrorKind.PAUSE
            assert server.requests == []

    asyncio.run(run())


def _against(
    answer: Callable[[Request], bytes], use: Callable[[ExistClient], Awaitable[Any]]
) -> tuple[Any, list[Request]]:
    async def run() -> tuple[Any, list[Request]]:
        async with odd_server(answer) as server, client_of(server.url) as client:
            return await use(client), server.requests

    return asyncio.run(run())


def _page_of(names: list[str], count: int | None, next_page: str | None) -> bytes:
    return ok({"count": count, "next": next_page, "previous": None, "results": [{"name": name} for name in names]})


def test_pages_are_counted_and_the_address_of_the_next_is_never_used() -> None:
    def answer(request: Request) -> bytes:
        page = int(request.query["page"])
        names = [f"a{number}" for number in range((page - 1) * 100, min(page * 100, 250))]
        return _page_of(names, 250, "https://elsewhere.example/steal" if page < 3 else None)

    found, requests = _against(answer, lambda client: client.attributes(include_inactive=True, owned=False))
    assert [attribute.name for attribute in found] == [f"a{number}" for number in range(250)]
    assert [request.query["page"] for request in requests] == ["1", "2", "3"]
    assert all(request.headers["host"].startswith("127.0.0.1") for request in requests)
    assert requests[0].query == {"page": "1", "limit": "100", "include_inactive": "true", "owned": "false"}


def test_a_server_with_small_pages_is_read_to_the_end() -> None:
    def answer(request: Request) -> bytes:
        page = int(request.query["page"])
        return _page_of([f"a{number}" for number in range((page - 1) * 20, page * 20)], 60, "yes" if page < 3 else None)

    found, _ = _against(answer, lambda client: client.owned())
    assert len(found) == 60


def test_what_moves_between_pages_is_listed_once() -> None:
    pages = {"1": ["a", "b"], "2": ["b", "c"]}
    found, _ = _against(
        lambda request: _page_of(pages[request.query["page"]], 4, "yes"), lambda client: client.attributes()
    )
    assert [attribute.name for attribute in found] == ["a", "b", "c"]


@pytest.mark.parametrize("count", [None, 10**9])
def test_a_list_that_repeats_itself_ends(count: int | None) -> None:
    _, requests = _against(lambda _: _page_of(["a"], count, "yes"), lambda client: client.attributes())
    assert len(requests) == 2


def test_an_endless_list_ends() -> None:
    _, requests = _against(
        lambda request: _page_of([request.query["page"]], None, "yes"), lambda client: client.attributes()
    )
    assert len(requests) == 100


def test_filters_are_sent_as_the_service_reads_them() -> None:
    _, requests = _against(
        lambda _: _page_of([], 0, None),
        lambda client: client.with_values(
            days=7, date_max=DAY, groups=["mood", "food"], attributes=["mood"], templates=["steps"], manual=False
        ),
    )
    assert requests[0].query == {
        "page": "1",
        "limit": "100",
        "days": "7",
        "date_max": "2026-03-02",
        "groups": "mood,food",
        "attributes": "mood",
        "templates": "steps",
        "manual": "false",
    }


def test_acquiring_asks_for_whole_objects_and_for_custom_ones_by_name() -> None:
    empty = ok({"success": [], "failed": []})
    fates, requests = _against(lambda _: empty, lambda client: client.acquire([Acquire(name="x", manual=True)]))
    assert fates == (Unanswered(),)
    assert requests[0].query == {"success_objects": "1", "allow_user_defined": "1"}
    assert requests[0].json == [{"name": "x", "manual": True}]
    _, requests = _against(lambda _: empty, lambda client: client.acquire([Acquire(template="x")]))
    assert requests[0].query == {"success_objects": "1"}


def test_an_increment_always_has_its_date() -> None:
    _, requests = _against(lambda _: ok({"success": []}), lambda client: client.increment([_add("water", -2.5)]))
    assert requests[0].json == [{"name": "water", "date": "2026-03-02", "value": -2.5}]


def test_calls_that_could_not_be_answered_clearly_are_not_made() -> None:
    async def run() -> None:
        async with odd_server(lambda _: ok({})) as server, client_of(server.url) as client:
            with pytest.raises(ValueError, match="same thing"):
                await client.increment([_add("water", 1), _add("water", 1, DAY + timedelta(1))])
            with pytest.raises(ValueError, match="same thing"):
                await client.update([_set("water", 1), _set("water", 2)])
            with pytest.raises(ValueError, match="more than 35"):
                await client.update([_set(f"a{number}", 1) for number in range(36)])
            with pytest.raises(ValueError, match="finite"):
                await client.update([_set("water", float("nan"))])
            with pytest.raises(ValueError, match="31"):
                await client.with_values(days=32)
            assert await client.update([]) == ()
            assert server.requests == []

    asyncio.run(run())


def test_averages_insights_and_correlations_are_read() -> None:
    average = {"attribute": "steps", "date": "2026-03-01", "overall": 4174.0, "monday": 4057, "sunday": None}
    other = {"user_attribute": {"name": "floors"}, "date": "2026-03-01"}
    found, _ = _against(
        lambda _: ok({"results": [average, other]}), lambda client: client.averages(include_historical=True)
    )
    assert [item.attribute for item in found] == ["steps", "floors"]
    assert found[0].usual(date(2026, 3, 2)) == 4057
    assert found[0].usual(date(2026, 3, 1)) == 4174

    insight = {
        "created": "2026-03-02T05:05:46Z",
        "target_date": None,
        "html": "<b>x</b>",
        "text": "A new streak",
        "type": {"name": "streak", "priority": 2, "attribute": {"name": "steps", "label": "Steps"}},
    }
    found, _ = _against(lambda _: ok({"results": [insight]}), lambda client: client.insights(priority=2))
    assert (found[0].text, found[0].attribute, found[0].priority) == ("A new streak", "steps", 2)

    pair = {
        "attribute": "a",
        "attribute2": "b",
        "value": 0.7,
        "p": 1e-14,
        "date": "2026-03-02",
        "second_person": "You…",
    }
    found, _ = _against(lambda _: ok({"results": [pair]}), lambda client: client.correlations(strong=True))
    assert (found[0].value, found[0].sentence) == (0.7, "You…")
    one, _ = _against(lambda _: ok(pair), lambda client: client.correlation("a", "b"))
    assert one == found[0]
