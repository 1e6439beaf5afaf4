"""What Exist has found is read when somebody looks: what is missing and what may be new, and no more."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs

from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.errors import NotSavedError, RequestError
from tests.sync.conftest import Tell
from tests.sync.engine_harness import EngineHarness


def asked(harness: EngineHarness) -> list[tuple[str, str | None]]:
    """From and to which day insights were asked for since the last look, each page once."""
    queries = [parse_qs(request.query) for request in harness.requests("insights")]
    harness.forget_requests()
    spans = ((query["date_min"][0], query.get("date_max", [None])[0]) for query in queries)
    return list(dict.fromkeys(spans))


def test_only_what_is_missing_and_what_may_be_new_is_asked_for(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        findings, today = harness.engine.findings, harness.demo.today()

        def ago(days: int) -> date:
            return today - timedelta(days=days)

        month = await findings.insights(ago(31), today)
        assert asked(harness) == [(str(ago(31)), None)]
        assert month.insights
        year = await findings.insights(ago(400), today)
        assert asked(harness) == [(str(ago(400)), str(ago(32)))]
        assert [one for one in year.insights if one.day >= ago(31)] == list(month.insights)
        assert len(year.insights) > len(month.insights)
        assert (await findings.insights(ago(100), today)).insights
        assert asked(harness) == [], "all of it is here"
        harness.clock.pass_(days=40)
        later = harness.demo.today()
        assert (await findings.insights(later - timedelta(days=5), later)).error is None
        assert asked(harness) == [(str(ago(31)), None)], "nothing between the two readings is left out"
        await harness.sign_in()
        assert (await findings.insights(later - timedelta(days=90), later)).insights
        since = str(later - timedelta(days=90))
        assert asked(harness) == [(since, None)], "another sign-in may be allowed to see more of the past"

    tell(story)


def test_what_cannot_be_asked_or_kept_shows_what_was_there(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        findings, today = harness.engine.findings, harness.demo.today()
        before = await findings.correlations(today)
        assert before.error is None
        assert before.correlations
        harness.clock.pass_(hours=7)
        for kind, more in ((FaultKind.STATUS, {"status": 503}), (FaultKind.GARBAGE, {}), (FaultKind.LOST_AFTER, {})):
            harness.demo.world.faults.clear()
            harness.error("correlations", kind, times=9, **more)
            found = await findings.correlations(today)
            assert isinstance(found.error, RequestError), kind
            assert found.correlations == before.correlations
        harness.demo.world.faults.clear()
        assert (await findings.correlations(today)).error is None

    tell(story)


def test_averages_over_time_are_read_whole_once_and_then_only_new_ones(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        findings = harness.engine.findings
        first = (await findings.averages("steps")).averages
        assert (await findings.averages("steps")).averages == first
        wanted = [parse_qs(request.query).get("date_min") for request in harness.requests("averages")]
        assert wanted.count(None) == len(wanted), "the whole past"
        harness.forget_requests()
        harness.clock.pass_(days=8)
        later = (await findings.averages("steps")).averages
        assert later[-len(first) :] == first
        assert later[0].day > first[0].day
        assert [parse_qs(request.query)["date_min"] for request in harness.requests("averages")] == [
            [first[0].day.isoformat()]
        ]

    tell(story)


def test_a_pair_that_is_in_no_batch_is_asked_for_and_without_a_connection_nothing_is_said(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        findings, today = harness.engine.findings, harness.demo.today()
        known = (await findings.correlations(today)).correlations[0]
        harness.forget_requests()
        assert await findings.pair(known.attribute2, known.attribute) == known
        assert not harness.tally()
        assert await findings.pair("mood", "no_such_thing") is None
        assert sum(harness.tally().values()) == 1
        await harness.engine.disconnect()
        assert await findings.pair("mood", "no_such_thing") is None

    tell(story)


def test_a_full_disk_keeps_nobody_from_looking(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        findings = harness.engine.findings
        before = await findings.averages("steps")
        assert len(before.averages) > 10
        await harness.engine.store.database.write(lambda connection: connection.execute("PRAGMA max_page_count=1"))
        found = await findings.averages("coffees")
        assert isinstance(found.error, NotSavedError)
        assert len(found.averages) == 1, "what the tiles compare with"
        assert (await findings.averages("steps")).averages == before.averages

    tell(story)
