"""The hour's budget is never overdrawn, and a closed gate stays closed for as long as it should and no longer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.api.rate_limit import MOST, MOST_AUTOMATIC, WINDOW, RateLimit, RateLimitState

NOW = 1_000_000.0


def test_nothing_waits_at_first() -> None:
    assert RateLimit(NOW).wait(NOW, automatic=True) == 0


def test_automatic_work_leaves_room_for_the_person() -> None:
    rate_limit = RateLimit(NOW)
    for second in range(MOST_AUTOMATIC):
        rate_limit.note(NOW + second)
    now = NOW + MOST_AUTOMATIC
    assert rate_limit.wait(now, automatic=True) == WINDOW - MOST_AUTOMATIC
    assert rate_limit.wait(now, automatic=False) == 0


def test_the_person_waits_before_the_service_refuses() -> None:
    rate_limit = RateLimit(NOW)
    for _ in range(MOST):
        rate_limit.note(NOW)
    assert rate_limit.wait(NOW + 10, automatic=False) == WINDOW - 10
    assert rate_limit.wait(NOW + WINDOW, automatic=False) == 0


@given(st.lists(st.floats(min_value=0, max_value=60), min_size=1, max_size=900), st.booleans())
def test_no_hour_holds_more_than_the_budget(pauses: list[float], automatic: bool) -> None:
    rate_limit, now, sent = RateLimit(NOW), NOW, list[float]()
    for pause in pauses:
        now += pause
        now += rate_limit.wait(now, automatic=automatic)
        rate_limit.note(now)
        sent.append(now)
    most = MOST_AUTOMATIC if automatic else MOST
    assert all(late - early >= WINDOW - 1e-6 for early, late in zip(sent, sent[most:], strict=False))


def test_a_429_closes_the_gate_for_as_long_as_it_says() -> None:
    rate_limit = RateLimit(NOW)
    rate_limit.close(NOW, 90.0)
    assert rate_limit.wait(NOW + 30, automatic=False) == 60
    assert rate_limit.gate(NOW + 30) == 60
    assert rate_limit.wait(NOW + 90, automatic=False) == 0


def test_a_429_that_says_nothing_closes_it_until_the_oldest_request_has_aged() -> None:
    rate_limit = RateLimit(NOW)
    rate_limit.note(NOW - 1000)
    rate_limit.note(NOW - 10)
    rate_limit.close(NOW)
    assert rate_limit.gate(NOW) == WINDOW - 1000


def test_the_gate_is_closed_for_five_minutes_at_least() -> None:
    old, new = RateLimit(NOW), RateLimit(NOW)
    old.note(NOW - 3599)
    for rate_limit in (old, new):
        rate_limit.close(NOW)
        assert rate_limit.gate(NOW) == 300


def test_a_second_429_never_opens_the_gate_earlier() -> None:
    rate_limit = RateLimit(NOW)
    rate_limit.close(NOW, 600)
    rate_limit.close(NOW + 1, 5)
    assert rate_limit.gate(NOW + 1) == 599


def test_a_clock_set_back_neither_stalls_nor_floods() -> None:
    rate_limit = RateLimit(NOW)
    for _ in range(MOST):
        rate_limit.note(NOW)
    rate_limit.close(NOW, 60)
    year_ago = NOW - 365 * 86400
    assert rate_limit.gate(year_ago) == 60
    assert rate_limit.wait(year_ago, automatic=False) == WINDOW


def test_it_outlives_the_process() -> None:
    before = RateLimit(NOW)
    for second in range(MOST):
        before.note(NOW + second)
    before.close(NOW + MOST, 600)
    kept = before.state(NOW + MOST)
    after = RateLimit(5.0, kept, elapsed=100)
    assert after.gate(5.0) == 500
    assert after.wait(5.0, automatic=False) == WINDOW - MOST - 100


def test_a_clock_set_back_while_the_program_was_closed_counts_as_no_time() -> None:
    after = RateLimit(NOW, RateLimitState((10.0,), 60.0), elapsed=-86400)
    assert after.gate(NOW) == 60
    assert after.state(NOW).ages == (10.0,)
