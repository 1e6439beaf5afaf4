"""What an answer means: the table of signals, row by row, for a total and for an addition."""

from __future__ import annotations

from datetime import date

import pytest

from exist_desktop.api.batches import Accepted, ItemResult, Rejected, Unanswered
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.op_outcome import (
    AnswerLost,
    Arrived,
    CheckGoesOn,
    IsDoubtful,
    NotApplied,
    OpOutcome,
    WasHeld,
)
from exist_desktop.domain.outbox.ops import Op, OpState, Outcome, Phase, Reason
from exist_desktop.domain.values import NOT_READ
from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.sync.push import answers

NOW, SETTLING = 1000.0, 330.0
KEY = Key("coffees", date(2026, 11, 22))
TOTAL = Op(1, SetValue(KEY, 5), OpState.SENDING, 0.0, sent_at=NOW)
ADDITION = Op(2, Increment(KEY, 1), OpState.SENDING, 0.0, base=2, sent_at=NOW, phase=Phase.LOST)
RESENT = Op(3, Increment(KEY, 1), OpState.SENDING, 0.0, base=2, sent_at=NOW, phase=Phase.RESENT)
FENCE = NOW + SETTLING


@pytest.mark.parametrize("op", [TOTAL, ADDITION, RESENT], ids=["total", "addition", "resent"])
@pytest.mark.parametrize("error", RequestErrorKind)
def test_a_call_that_failed_as_a_whole(op: Op, error: RequestErrorKind) -> None:
    lost, strange = AnswerLost(op.id, FENCE), AnswerLost(op.id, FENCE, strange=True)
    expected: dict[RequestErrorKind, OpOutcome] = {
        RequestErrorKind.NOT_SENT: NotApplied(op.id),
        RequestErrorKind.NOT_PRIVATE: NotApplied(op.id),
        RequestErrorKind.SIGNED_OUT: NotApplied(op.id),
        RequestErrorKind.PAUSE: NotApplied(op.id),
        RequestErrorKind.REFUSED: WasHeld(op.id, Reason.REFUSED, "so"),
        RequestErrorKind.TOO_LARGE: WasHeld(op.id, Reason.REFUSED, "so"),
        RequestErrorKind.FORBIDDEN: WasHeld(op.id, Reason.SCOPE, "so"),
        RequestErrorKind.NOT_OFFERED: WasHeld(op.id, Reason.ENDPOINT, "so", until=NOW + 86_400),
        RequestErrorKind.NO_ANSWER: lost,
        RequestErrorKind.SERVER: lost,
        RequestErrorKind.STRANGE: strange,
    }
    assert answers.of_error([op], RequestError(error, text="so"), NOW, SETTLING) == [expected[error]]


@pytest.mark.parametrize("error", [RequestErrorKind.REFUSED, RequestErrorKind.TOO_LARGE, RequestErrorKind.FORBIDDEN])
def test_a_refused_call_of_several_is_halved_first(error: RequestErrorKind) -> None:
    found = answers.of_error([TOTAL, ADDITION], RequestError(error), NOW, SETTLING)
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
def test_an_item_of_an_answered_call(op: Op, fate: ItemResult, expected: OpOutcome) -> None:
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
