"""The hour's budget is never overdrawn, and a closed gate stays closed for as long as it should and no longer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.api.pacing import MOST, MOST_AUTOMATIC, WINDOW, Pacing, PacingState

NOW = 1_000_000.0


def test_nothing_waits_at_first() -> None:
    assert Pacing(NOW).wait(NOW, automatic=True) == 0


def test_automatic_work_leaves_room_for_the_person() -> None:
    pacing = Pacing(NOW)
    for second in range(MOST_AUTOMATIC):
        pacing.note(NOW + second)
    now = NOW + MOST_AUTOMATIC
    assert pacing.wait(now, automatic=True) == WINDOW - MOST_AUTOMATIC
    assert pacing.wait(now, automatic=False) == 0


def test_the_person_waits_before_the_service_refuses() -> None:
    pacing = Pacing(NOW)
    for _ in range(MOST):
        pacing.note(NOW)
    assert pacing.wait(NOW + 10, automatic=False) == WINDOW - 10
    assert pacing.wait(NOW + WINDOW, automatic=False) == 0


@given(st.lists(st.floats(min_value=0, max_value=60), min_size=1, max_size=900), st.booleans())
def test_no_hour_holds_more_than_the_budget(pauses: list[float], automatic: bool) -> None:
    pacing, now, sent = Pacing(NOW), NOW, list[float]()
    for pause in pauses:
        now += pause
        now += pacing.wait(now, automatic=automatic)
        pacing.note(now)
        sent.append(now)
    most = MOST_AUTOMATIC if automatic else MOST
    assert all(late - early >= WINDOW - 1e-6 for early, late in zip(sent, sent[most:], strict=False))


def test_a_429_closes_the_gate_for_as_long_as_it_says() -> None:
    pacing = Pacing(NOW)
    pacing.close(NOW, 90.0)
    assert pacing.wait(NOW + 30, automatic=False) == 60
    assert pacing.gate(NOW + 30) == 60
    assert pacing.wait(NOW + 90, automatic=False) == 0


def test_a_429_that_says_nothing_closes_it_until_the_oldest_request_has_aged() -> None:
    pacing = Pacing(NOW)
    pacing.note(NOW - 1000)
    pacing.note(NOW - 10)
    pacing.close(NOW)
    assert pacing.gate(NOW) == WINDOW - 1000


def test_the_gate_is_closed_for_five_minutes_at_least() -> None:
    old, new = Pacing(NOW), Pacing(NOW)
    old.note(NOW - 3599)
    for pacing in (old, new):
        pacing.close(NOW)
        assert pacing.gate(NOW) == 300


def test_a_second_429_never_opens_the_gate_earlier() -> None:
    pacing = Pacing(NOW)
    pacing.close(NOW, 600)
    pacing.close(NOW + 1, 5)
    assert pacing.gate(NOW + 1) == 599


def test_a_clock_set_back_neither_stalls_nor_floods() -> None:
    pacing = Pacing(NOW)
    for _ in range(MOST):
        pacing.note(NOW)
    pacing.close(NOW, 60)
    year_ago = NOW - 365 * 86400
    assert pacing.gate(year_ago) == 60
    assert pacing.wait(year_ago, automatic=False) == WINDOW


def test_it_outlives_the_process() -> None:
    before = Pacing(NOW)
    for second in range(MOST):
        before.note(NOW + second)
    before.close(NOW + MOST, 600)
    kept = before.state(NOW + MOST)
    after = Pacing(5.0, kept, elapsed=100)
    assert after.gate(5.0) == 500
    assert after.wait(5.0, automatic=False) == WINDOW - MOST - 100


def test_a_clock_set_back_while_the_program_was_closed_counts_as_no_time() -> None:
    after = Pacing(NOW, PacingState((10.0,), 60.0), elapsed=-86400)
    assert after.gate(NOW) == 60
    assert after.state(NOW).ages == (10.0,)
