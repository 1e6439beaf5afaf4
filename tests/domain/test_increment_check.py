"""A lost addition: what a reading tells about it, case by case, and that nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.commands import Append, Increment, Key, Lines
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS, Verdict, judge, judge_lines
from exist_desktop.domain.outbox.ops import Op, OpState, Phase
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value

KEY = Key("coffees", date(2026, 11, 22))
SENT = 1_000_000.0
SETTLED = SENT + SETTLING_SECONDS
TENTH = SETTLING_SECONDS / 10


def _lost(
    phase: Phase = Phase.LOST, checked_at: float | None = None, base: Value = 3, delta: float = 2, sent_at: float = SENT
) -> Op:
    return Op(
        1, Increment(KEY, delta), OpState.UNKNOWN, SENT, base=base, sent_at=sent_at, phase=phase, checked_at=checked_at
    )


def _verdict(op: Op, read: Value | None, now: float) -> Verdict:
    return judge(op, read, ValueType.QUANTITY, now).verdict


@pytest.mark.parametrize("phase", [Phase.LOST, Phase.SEEN_BASE, Phase.RESENT, Phase.RESENT_SEEN_BASE])
@pytest.mark.parametrize("now", [SENT + 1, SETTLED + 1, SETTLED + 1000])
def test_the_base_and_the_difference_means_that_it_arrived(phase: Phase, now: float) -> None:
    assert _verdict(_lost(phase), 5, now) is Verdict.ARRIVED


@pytest.mark.parametrize("read", [None, 0, 4, 6, 7])
def test_a_third_total_is_the_persons_to_judge(read: Value | None) -> None:
    for phase in (Phase.LOST, Phase.SEEN_BASE):
        assert _verdict(_lost(phase), read, SETTLED + 1) is Verdict.THIRD_TOTAL


@pytest.mark.parametrize("read", [0, 4, 7])
def test_one_after_it_was_sent_again_may_have_counted_twice(read: Value) -> None:
    for phase in (Phase.RESENT, Phase.RESENT_SEEN_BASE, Phase.ANSWERED):
        assert _verdict(_lost(phase), read, SETTLED + 1) is Verdict.MAYBE_TWICE


def test_an_unchanged_base_says_nothing_before_the_settling_time() -> None:
    for phase in Phase:
        finding = judge(_lost(phase, SENT + 1), 3, ValueType.QUANTITY, SETTLED - 1)
        assert (finding.verdict, finding.not_before) == (Verdict.WAIT, SETTLED)


def test_after_it_the_base_is_read_twice_a_tenth_apart_before_it_is_sent_again() -> None:
    first = judge(_lost(), 3, ValueType.QUANTITY, SETTLED)
    assert (first.verdict, first.not_before) == (Verdict.LOOK_AGAIN, SETTLED + TENTH)
    seen = _lost(Phase.SEEN_BASE, SETTLED)
    early = judge(seen, 3, ValueType.QUANTITY, SETTLED + TENTH - 1)
    assert (early.verdict, early.not_before) == (Verdict.WAIT, SETTLED + TENTH)
    assert _verdict(seen, 3, SETTLED + TENTH) is Verdict.SEND_AGAIN


def test_what_was_sent_again_needs_the_same_evidence_once_more() -> None:
    again = SETTLED + TENTH
    resent = _lost(Phase.RESENT, sent_at=again)
    assert _verdict(resent, 3, SETTLED + SETTLING_SECONDS) is Verdict.WAIT
    assert _verdict(resent, 3, again + SETTLING_SECONDS) is Verdict.LOOK_AGAIN


def test_a_resend_that_was_answered_is_never_sent_a_third_time() -> None:
    assert _verdict(_lost(Phase.ANSWERED, SETTLED), 3, SETTLED + 1) is Verdict.ARRIVED


def test_nothing_and_zero_are_the_same_base() -> None:
    assert _verdict(_lost(base=0), None, SETTLED) is Verdict.LOOK_AGAIN
    assert _verdict(_lost(base=0), 2, SENT) is Verdict.ARRIVED


@given(st.floats(0, 2000), st.sampled_from(Phase), st.integers(0, 10), st.integers(1, 5))
def test_it_leaves_again_only_on_full_evidence(after: float, phase: Phase, read: int, delta: int) -> None:
    op = _lost(phase, SETTLED, base=3, delta=delta)
    if _verdict(op, read, SENT + after) is Verdict.SEND_AGAIN:
        assert read == 3
        assert after >= SETTLING_SECONDS + TENTH
        assert phase.seen_base


@given(st.floats(0.1, 60))
def test_the_waits_scale_with_the_settling_time(settling: float) -> None:
    finding = judge(_lost(), 3, ValueType.QUANTITY, SENT + settling * 2, settling)
    assert finding.verdict is Verdict.LOOK_AGAIN
    assert finding.not_before == pytest.approx(SENT + settling * 2.1)


WALK = Append(Key("mood_note", KEY.day), "short walk", "09:10")


@pytest.mark.parametrize("resent", [False, True])
@pytest.mark.parametrize(
    ("read", "after", "looked", "verdict"),
    [
        ("rain\n09:10 short walk", 1, False, Verdict.ARRIVED),
        ("rain\r\n09:10 short walk\r\nphone", 1, False, Verdict.ARRIVED),
        ("rain", SETTLING_SECONDS - 1, False, Verdict.WAIT),
        ("phone", SETTLING_SECONDS - 1, False, Verdict.WAIT),
        ("rain\n09:10 short walk\n09:10 short walk", SETTLING_SECONDS - 1, False, Verdict.WAIT),
        ("rain\n09:10 short walk\n09:10 short walk", SETTLING_SECONDS, False, Verdict.THIRD_TOTAL),
        ("rain", SETTLING_SECONDS, False, Verdict.LOOK_AGAIN),
        ("phone", SETTLING_SECONDS, False, Verdict.LOOK_AGAIN),
        ("rain", SETTLING_SECONDS + 1, True, Verdict.WAIT),
        ("rain", SETTLING_SECONDS * 1.2, True, Verdict.SEND_AGAIN),
        ("rain\r\n", SETTLING_SECONDS * 1.2, True, Verdict.SEND_AGAIN),
        ("rain\nphone", SETTLING_SECONDS * 1.2, True, Verdict.JOIN_ANEW),
        (None, SETTLING_SECONDS * 1.2, True, Verdict.JOIN_ANEW),
    ],
)
def test_lost_lines_are_judged_by_what_is_read(
    read: str | None, after: float, looked: bool, verdict: Verdict, resent: bool
) -> None:
    phases = {
        (False, False): Phase.LOST,
        (True, False): Phase.SEEN_BASE,
        (False, True): Phase.RESENT,
        (True, True): Phase.RESENT_SEEN_BASE,
    }
    op = Op(
        1,
        Lines(WALK.key, (WALK,)),
        OpState.UNKNOWN,
        0.0,
        base="rain",
        total="rain\n09:10 short walk",
        sent_at=0.0,
        phase=phases[looked, resent],
        checked_at=SETTLING_SECONDS if looked else None,
    )
    assert judge_lines(op, read, after).verdict is verdict
