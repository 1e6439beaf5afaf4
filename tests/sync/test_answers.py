"""What an answer means: the table of signals, row by row, for a total and for an addition."""

from __future__ import annotations

from datetime import date

import pytest

from exist_desktop.api.batches import Accepted, Fate, Rejected, Unanswered
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox import Op, OpState, Outcome, Phase, Reason
from exist_desktop.domain.settlements import (
    AnswerLost,
    Arrived,
    CheckGoesOn,
    IsDoubtful,
    NotApplied,
    Settlement,
    WasHeld,
)
from exist_desktop.domain.values import NOT_READ
from exist_desktop.errors import Failure, WireFailure
from exist_desktop.sync import answers

NOW, SETTLING = 1000.0, 330.0
KEY = Key("coffees", date(2026, 11, 22))
TOTAL = Op(1, SetValue(KEY, 5), OpState.SENDING, 0.0, sent_at=NOW)
ADDITION = Op(2, Increment(KEY, 1), OpState.SENDING, 0.0, base=2, sent_at=NOW, phase=Phase.LOST)
RESENT = Op(3, Increment(KEY, 1), OpState.SENDING, 0.0, base=2, sent_at=NOW, phase=Phase.RESENT)
FENCE = NOW + SETTLING


@pytest.mark.parametrize("op", [TOTAL, ADDITION, RESENT], ids=["total", "addition", "resent"])
@pytest.mark.parametrize("failure", Failure)
def test_a_call_that_failed_as_a_whole(op: Op, failure: Failure) -> None:
    lost, strange = AnswerLost(op.id, FENCE), AnswerLost(op.id, FENCE, strange=True)
    expected: dict[Failure, Settlement] = {
        Failure.NOT_SENT: NotApplied(op.id),
        Failure.NOT_PRIVATE: NotApplied(op.id),
        Failure.SIGNED_OUT: NotApplied(op.id),
        Failure.PAUSE: NotApplied(op.id),
        Failure.REFUSED: WasHeld(op.id, Reason.REFUSED, "so"),
        Failure.TOO_LARGE: WasHeld(op.id, Reason.REFUSED, "so"),
        Failure.FORBIDDEN: WasHeld(op.id, Reason.SCOPE, "so"),
        Failure.NOT_OFFERED: WasHeld(op.id, Reason.ENDPOINT, "so", until=NOW + 86_400),
        Failure.NO_ANSWER: lost,
        Failure.SERVER: lost,
        Failure.STRANGE: strange,
    }
    assert answers.of_failure([op], WireFailure(failure, text="so"), NOW, SETTLING) == [expected[failure]]


@pytest.mark.parametrize("failure", [Failure.REFUSED, Failure.TOO_LARGE, Failure.FORBIDDEN])
def test_a_refused_call_of_several_is_halved_first(failure: Failure) -> None:
    found = answers.of_failure([TOTAL, ADDITION], WireFailure(failure), NOW, SETTLING)
    assert found == [NotApplied(1), NotApplied(2)]


@pytest.mark.parametrize(
    ("op", "fate", "expected"),
    [
        (TOTAL, Accepted(), Arrived(1, Outcome.ANSWERED, 5)),
        (ADDITION, Accepted(3), Arrived(2, Outcome.ANSWERED, 3)),
        (ADDITION, Accepted(8), Arrived(2, Outcome.ANSWERED, 8)),
        (ADDITION, Accepted(), Arrived(2, Outcome.ANSWERED, 3)),
        (ADDITION, Accepted(NOT_READ), AnswerLost(2, FENCE, strange=True)),
        (RESENT, Accepted(3), CheckGoesOn(3, Phase.ANSWERED, NOW, NOW)),
        (RESENT, Accepted(), CheckGoesOn(3, Phase.ANSWERED, NOW, NOW)),
        (RESENT, Accepted(4), IsDoubtful(3, Reason.MAYBE_TWICE, "4")),
        *((op, Unanswered(), AnswerLost(op.id, FENCE, strange=True)) for op in (TOTAL, ADDITION, RESENT)),
        *((op, Rejected("unauthorised", "no"), NotApplied(op.id)) for op in (TOTAL, ADDITION, RESENT)),
        *((op, Rejected("validation", "no"), WasHeld(op.id, Reason.INVALID, "no")) for op in (TOTAL, ADDITION)),
        *((op, Rejected("missing_field", "no"), WasHeld(op.id, Reason.INVALID, "no")) for op in (TOTAL, ADDITION)),
        *((op, Rejected("not_allowed", "no"), WasHeld(op.id, Reason.SCOPE, "no")) for op in (TOTAL, ADDITION)),
        *((op, Rejected("not_found", "no"), WasHeld(op.id, Reason.NOT_FOUND, "no")) for op in (TOTAL, ADDITION)),
        *(
            (op, Rejected("moon_phase", "no"), NotApplied(op.id, not_before=NOW + 3600, strange=True, detail="no"))
            for op in (TOTAL, ADDITION)
        ),
    ],
)
def test_an_item_of_an_answered_call(op: Op, fate: Fate, expected: Settlement) -> None:
    assert answers.of_batch([op], (fate,), NOW, SETTLING) == [expected]


def test_an_unknown_code_holds_the_second_time() -> None:
    again = Op(1, TOTAL.command, OpState.SENDING, 0.0, sent_at=NOW, strange=1)
    assert answers.of_batch([again], (Rejected("moon_phase", "no"),), NOW, SETTLING) == [
        WasHeld(1, Reason.REFUSED, "no")
    ]


def test_fates_are_of_the_ops_in_their_order() -> None:
    fates = (Rejected("unauthorised", ""), Accepted(3))
    assert answers.of_batch([TOTAL, ADDITION], fates, NOW, SETTLING) == [
        NotApplied(1),
        Arrived(2, Outcome.ANSWERED, 3),
    ]
    assert answers.denied([TOTAL, ADDITION], fates) == ["coffees"]
