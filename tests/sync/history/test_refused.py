"""What Exist refused once is asked for again: after a new sign-in at once, else after a week."""

from __future__ import annotations

from exist_desktop.store import history_copy
from exist_desktop.store.outbox import clock_correction
from exist_desktop.store.transaction import Transaction
from tests.api.odd_server import Request, http
from tests.sync.history.copied import Copied, Tell, ago, many
from tests.sync.history.ten_years import Kept

ASLEEP = Kept("asleep", ago(700), lambda day: day.toordinal() % 5 if day < ago(400) else None, group="health")
"""Older than all others, and with a gap, so that only its group can say how far back the history goes."""
YOUNG = many(5, 90)


def without_sleep(request: Request) -> bytes | None:
    named = request.query.get("attributes", request.query.get("attribute", ""))
    return http(403, b"{}") if "asleep" in named.split(",") else None


async def sign_in_again(at: Copied) -> None:
    """Somebody signs in to the same account, with whatever permissions the service now knows of."""
    signed_in = await at.engine.try_token("another")
    await at.engine.store.accounts.signed_in(at.engine.server, signed_in.profile, (), None)


def test_a_new_sign_in_asks_again_where_a_refused_history_begins(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        at.years.before = without_sleep
        await at.to_the_end(24)
        at.years.before = lambda _: None
        await sign_in_again(at)
        await at.to_the_end(24)
        assert await at.differences(ago(700)) == []

    tell([*YOUNG, ASLEEP], story)


def test_a_refused_beginning_is_asked_for_again_after_a_week(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        at.years.before = without_sleep
        await at.to_the_end(24)
        at.years.before = lambda _: None
        at.clock.pass_(days=8)
        for _ in range(12):
            at.clock.pass_(minutes=16)
            await at.copy()
        await at.to_the_end(24)
        assert await at.differences(ago(700)) == []

    tell([*YOUNG, ASLEEP], story)


def test_a_question_that_exist_never_answers_holds_up_nothing(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        at.years.before = lambda request: http(500, b"") if request.query.get("limit") == "1" else None
        await at.to_the_end(24)
        assert await at.differences(ago(90)) == []

    tell(YOUNG, story)


def test_a_refusal_in_a_future_that_is_over_is_an_old_one(tell: Tell) -> None:
    async def story(at: Copied) -> None:
        account, now = at.engine.account, at.clock.now()
        assert account is not None

        def work(tx: Transaction) -> history_copy.Beginning:
            history_copy.set_beginning(
                tx, history_copy.Beginning({"sleep": None, "mood": ago(90)}, sure=True, in_vain_at=now + 90_000)
            )
            clock_correction.put_right(tx, now, 300.0)
            history_copy.ask_again(tx, now - 1)
            return history_copy.beginning(tx)

        found = await at.engine.store.write(account, work)
        assert (found.subjects, found.sure) == ({"mood": ago(90)}, True)

    tell(YOUNG, story)
