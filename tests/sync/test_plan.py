"""What is done next, as tables: from one op and what is known of its attribute to one step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from exist_desktop.api.batches import Acquire
from exist_desktop.domain.attributes import Attribute, Group, Service, Template
from exist_desktop.domain.commands import Fold, Increment, Key, SetValue
from exist_desktop.domain.outbox.op_outcome import Arrived, CheckGoesOn, IsDoubtful, NotApplied, OpOutcome, WasHeld
from exist_desktop.domain.outbox.ops import Op, OpState, Outcome, Phase, Reason
from exist_desktop.domain.ownership.rules import Ownership
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, NotRead
from exist_desktop.store.history import Reading
from exist_desktop.store.outbox.ops import Dispatch, Outbox
from exist_desktop.sync.push.plan import next_step
from exist_desktop.sync.push.readiness import OLD_TOTAL_SECONDS
from exist_desktop.sync.push.steps import (
    AcquireOwnership,
    Idle,
    Permissions,
    PlanContext,
    ReadOwners,
    ReadValues,
    SendIncrements,
    SendTotals,
    SettleOps,
)

NOW = 1_800_000_000.0
DAY = date(2026, 11, 22)
FOOD = Group("food", "Food and drink", 2)
COFFEES = Attribute("coffees", "Coffees", FOOD, ValueType.QUANTITY, "coffees", manual=True, owned=True)
OURA = Service("oura", "Oura")
ANOTHERS = replace(COFFEES, owned=False, service=OURA)
NOBODYS = replace(COFFEES, owned=False)
KEY = Key("coffees", DAY)
FIVE, ONE_MORE = SetValue(KEY, 5), Increment(KEY, 1)
READ_JUST_NOW = {KEY: Reading(2, NOW - 10)}
ASKED = {"coffees": NOW - 5}


def op(command: Fold = FIVE, state: OpState = OpState.PENDING, **more: Any) -> Op:
    return Op(1, command, state, NOW - 20, **more)


def lost(phase: Phase = Phase.LOST, **more: Any) -> Op:
    return op(ONE_MORE, OpState.UNKNOWN, **{"base": 2, "sent_at": NOW - 100, "phase": phase, **more})


def step(*ops: Op, attribute: Attribute | None = COFFEES, moment: PlanContext | None = None, **known: Any) -> object:
    attributes = {} if attribute is None else {attribute.name: attribute}
    return next_step(Outbox(ops=ops, attributes=attributes, **known), moment or PlanContext(NOW))


def settled(outcome: OpOutcome) -> SettleOps:
    return SettleOps((outcome,))


def test_an_empty_outbox_rests_until_someone_comes() -> None:
    assert next_step(Outbox(), PlanContext(NOW)) == Idle(None)


SENT = SendTotals((Dispatch(1, FIVE, 2),))
ADDED = SendIncrements((Dispatch(1, ONE_MORE, 2),))


@pytest.mark.parametrize(
    ("pending", "known", "expected"),
    [
        (op(), {}, ReadValues((KEY,))),
        (op(), {"readings": READ_JUST_NOW}, SENT),
        (op(ONE_MORE), {}, ReadValues((KEY,))),
        (op(ONE_MORE), {"readings": {KEY: Reading(2, NOW - 61)}}, ReadValues((KEY,))),
        (op(ONE_MORE), {"readings": READ_JUST_NOW}, ADDED),
        (op(ONE_MORE), {"readings": {KEY: Reading(None, NOW)}}, SendIncrements((Dispatch(1, ONE_MORE, 0),))),
        (op(Increment(KEY, 0)), {}, settled(Arrived(1, Outcome.CANCELLED_OUT, of=Increment(KEY, 0)))),
        (op(not_before=NOW + 5), {}, Idle(NOW + 5)),
        (op(), {"fences": {KEY: NOW + 7}}, Idle(NOW + 7)),
        (op(), {"fences": {KEY: NOW}, "readings": READ_JUST_NOW}, SENT),
        (op(strange=3), {}, settled(WasHeld(1, Reason.STRANGE))),
        (op(SetValue(KEY, "five")), {}, settled(WasHeld(1, Reason.TYPE_CHANGED))),
        (op(), {"attribute": replace(COFFEES, name="tea")}, settled(WasHeld(1, Reason.NOT_FOUND))),
        (op(), {"attribute": None}, Idle(None)),
        (
            op(ONE_MORE),
            {"attribute": replace(COFFEES, value_type=ValueType.SCALE)},
            settled(WasHeld(1, Reason.TYPE_CHANGED)),
        ),
    ],
)
def test_what_becomes_of_a_waiting_op(pending: Op, known: dict[str, Any], expected: object) -> None:
    assert step(pending, **known) == expected


@pytest.mark.parametrize(
    ("known", "asked", "expected"),
    [
        ({"attribute": NOBODYS}, {}, ReadOwners(("coffees",))),
        ({"attribute": NOBODYS}, {"coffees": NOW - 61}, ReadOwners(("coffees",))),
        ({"attribute": NOBODYS}, ASKED, AcquireOwnership((Acquire(name="coffees"),))),
        (
            {"attribute": replace(NOBODYS, manual=False)},
            ASKED,
            AcquireOwnership((Acquire(name="coffees", manual=True),)),
        ),
        (
            {"attribute": None, "templates": {"coffees": Template("coffees", "Coffees", FOOD, ValueType.QUANTITY)}},
            ASKED,
            AcquireOwnership((Acquire(template="coffees", manual=True),)),
        ),
        ({"attribute": ANOTHERS}, ASKED, settled(WasHeld(1, Reason.OWNER, "Oura"))),
        (
            {"attribute": ANOTHERS, "ownerships": {"coffees": Ownership(was_owned=True)}},
            ASKED,
            settled(WasHeld(1, Reason.OWNER_LOST, "Oura")),
        ),
        (
            {"attribute": ANOTHERS, "consents": frozenset({"coffees"})},
            ASKED,
            AcquireOwnership((Acquire(name="coffees"),)),
        ),
        (
            {"attribute": NOBODYS, "ownerships": {"coffees": Ownership(True, NOW - 1)}},
            ASKED,
            ReadOwners(("coffees",)),
        ),
        (
            {"attribute": COFFEES, "ownerships": {"coffees": Ownership(True, NOW - 30, NOW - 3600)}},
            ASKED,
            settled(WasHeld(1, Reason.REFUSED, "", until=NOW - 3600 + 86_400)),
        ),
        (
            {"attribute": COFFEES, "ownerships": {"coffees": Ownership(True, NOW - 30, NOW - 90_000)}},
            ASKED,
            AcquireOwnership((Acquire(name="coffees"),)),
        ),
        (
            {"attribute": NOBODYS, "ownerships": {"coffees": Ownership(was_owned=True)}},
            ASKED,
            settled(WasHeld(1, Reason.OWNER_LOST, "")),
        ),
        (
            {"attribute": NOBODYS, "ownerships": {"coffees": Ownership(given_back_at=NOW - 90_000)}},
            ASKED,
            settled(WasHeld(1, Reason.GIVEN_BACK, "")),
        ),
        ({"attribute": replace(NOBODYS, active=False)}, ASKED, settled(WasHeld(1, Reason.INACTIVE, ""))),
        (
            {"attribute": replace(NOBODYS, active=False), "consents": frozenset({"coffees"})},
            ASKED,
            AcquireOwnership((Acquire(name="coffees"),)),
        ),
    ],
)
def test_what_is_missing_to_be_the_owner(known: dict[str, Any], asked: dict[str, float], expected: object) -> None:
    assert step(op(), moment=PlanContext(NOW, owners_read=asked), **known) == expected


@pytest.mark.parametrize(
    ("granted", "attribute", "sent"),
    [
        (None, COFFEES, True),
        (frozenset({"food_write"}), COFFEES, True),
        (frozenset({"manual_write"}), COFFEES, True),
        (frozenset({"food_read", "sleep_write"}), COFFEES, False),
        (frozenset({"manual_write"}), replace(ANOTHERS, manual=False), False),
    ],
)
def test_a_write_outside_the_grant_is_held(granted: frozenset[str] | None, attribute: Attribute, *, sent: bool) -> None:
    found = step(op(), attribute=attribute, moment=PlanContext(NOW, Permissions(granted)), readings=READ_JUST_NOW)
    assert found == (SENT if sent else settled(WasHeld(1, Reason.SCOPE, "Food and drink")))


def test_a_token_that_only_reads_makes_everything_wait() -> None:
    assert step(op(), op(ONE_MORE), moment=PlanContext(NOW, Permissions(read_only=True))) == Idle(None)


def elsewhere(value: object) -> SettleOps:
    return settled(WasHeld(1, Reason.CHANGED_ELSEWHERE, str(value)))


@pytest.mark.parametrize(
    ("shown", "read", "seen", "expected"),
    [
        (2, Reading(2, NOW - 61), (), ReadValues((KEY,))),
        (2, Reading(NOT_READ, 0.0), (), ReadValues((KEY,))),
        (2, Reading(2, NOW), (), 2),
        (None, Reading(0, NOW), (), 0),
        (2, Reading(5, NOW), (), 5),
        (2, Reading(6, NOW), (6,), 6),
        (2, Reading(8, NOW), (4,), elsewhere(8)),
        (2, Reading(4, NOW), (), 4),
        (2, Reading(None, NOW), (), None),
        (NOT_READ, Reading(4, NOW), (NOT_READ,), 4),
        (NOT_READ, Reading(6, NOW), (NOT_READ,), elsewhere(6)),
        (NOT_READ, Reading(None, NOW), (NOT_READ,), None),
        (2, Reading(8, NOW, written=8, written_at=NOW - 900), (), 8),
        (2, Reading(8, NOW, written=5, written_at=NOW - 900), (), elsewhere(8)),
        (2, Reading(8, NOW, written=2, written_at=NOW - 30), (), Idle(NOW + 300)),
    ],
)
def test_a_total_is_compared_with_what_exist_has(
    shown: int | NotRead | None, read: Reading, seen: tuple[int | NotRead, ...], expected: object
) -> None:
    """A number among what is expected is the base that it leaves with."""
    found = step(op(shown=shown), readings={KEY: read}, seen={1: seen})
    if expected is None or isinstance(expected, int):
        expected = SendTotals((Dispatch(1, FIVE, expected),))
    assert found == expected


NOTE = Attribute("mood_note", "Daily note", FOOD, ValueType.TEXT, "mood_note", manual=True, owned=True)
NOTE_KEY = Key("mood_note", DAY)
WALK = SetValue(NOTE_KEY, "a walk\nin the rain")


@pytest.mark.parametrize(
    ("shown", "there", "leaves"),
    [
        (None, None, True),
        (None, "", True),
        (NOT_READ, " \n", True),
        (None, "a walk  \r\nin the rain\n", True),
        ("caf\u00e9", "cafe\u0301", True),
        (None, "words of the phone", False),
        (NOT_READ, "words of the phone", False),
    ],
)
def test_a_text_is_put_in_the_place_of_no_other_unasked(
    shown: str | NotRead | None, there: str, *, leaves: bool
) -> None:
    found = step(op(WALK, shown=shown), attribute=NOTE, readings={NOTE_KEY: Reading(there, NOW)})
    held = settled(WasHeld(1, Reason.CHANGED_ELSEWHERE, there))
    assert found == (SendTotals((Dispatch(1, WALK, there),)) if leaves else held)


def test_a_text_is_held_where_nothing_can_be_read_and_a_number_leaves() -> None:
    blind = PlanContext(NOW, unreadable=frozenset({"coffees", "mood_note"}))
    assert step(op(WALK), attribute=NOTE, moment=blind) == settled(WasHeld(1, Reason.CANNOT_READ))
    assert step(op(), moment=blind) == SendTotals((Dispatch(1, FIVE),))


SCALE = replace(COFFEES, value_type=ValueType.SCALE)
OLD = NOW - OLD_TOTAL_SECONDS - 1


@pytest.mark.parametrize(
    ("since", "shown", "read", "expected"),
    [
        (NOW - 20, 2, Reading(NOT_READ, 0.0), SendTotals((Dispatch(1, FIVE),))),
        (OLD, NOT_READ, Reading(8, NOW), SendTotals((Dispatch(1, FIVE),))),
        (OLD, 2, Reading(NOT_READ, 0.0), ReadValues((KEY,))),
        (OLD, 2, Reading(2, NOW), SendTotals((Dispatch(1, FIVE),))),
        (OLD, 2, Reading(3, NOW), elsewhere(3)),
        (NOW + 86_400, 2, Reading(NOT_READ, 0.0), ReadValues((KEY,))),
    ],
)
def test_a_step_of_a_scale_is_compared_only_where_it_waited_long(
    since: float, shown: int | NotRead, read: Reading, expected: object
) -> None:
    waiting = replace(op(shown=shown), since=since)
    assert step(waiting, attribute=SCALE, readings={KEY: read}, seen={1: (shown,)}) == expected


def test_a_difference_that_would_go_below_zero_is_held() -> None:
    less = op(Increment(KEY, -3))
    assert step(less, readings=READ_JUST_NOW) == settled(WasHeld(1, Reason.BELOW_ZERO, "2"))
    weight = replace(COFFEES, value_type=ValueType.DECIMAL)
    assert isinstance(step(less, attribute=weight, readings=READ_JUST_NOW), SendIncrements)


def test_a_call_that_is_not_full_waits_for_the_next_reading_unless_readings_fail() -> None:
    ready, unread = op(), replace(op(SetValue(Key("coffees", DAY - timedelta(days=1)), 5)), id=2)
    assert step(ready, unread, readings=READ_JUST_NOW) == ReadValues((unread.key,))
    assert step(ready, unread, readings=READ_JUST_NOW, moment=PlanContext(NOW, blind=True)) == SENT


def test_a_total_whose_value_cannot_be_read_leaves_without_comparing() -> None:
    old = replace(op(shown=2), since=OLD)
    unseen = PlanContext(NOW, unreadable=frozenset({"coffees"}))
    assert step(old, moment=unseen) == SendTotals((Dispatch(1, FIVE),))


def reading(value: int | None, ago: float) -> dict[Key, Reading]:
    return {KEY: Reading(value, NOW - ago)}


@pytest.mark.parametrize(
    ("checked", "readings", "expected"),
    [
        (lost(), {}, ReadValues((KEY,))),
        (lost(), reading(3, 100), ReadValues((KEY,))),
        (lost(), reading(3, 5), settled(Arrived(1, Outcome.COMPARED, 3))),
        (lost(), reading(2, 5), settled(CheckGoesOn(1, Phase.LOST, NOW - 5, NOW + 230))),
        (lost(), reading(9, 5), settled(IsDoubtful(1, Reason.THIRD_TOTAL, "9"))),
        (lost(not_before=NOW + 9), reading(2, 5), Idle(NOW + 9)),
        (lost(sent_at=NOW - 400), reading(2, 5), settled(CheckGoesOn(1, Phase.SEEN_BASE, NOW - 5, NOW + 28))),
        (lost(Phase.SEEN_BASE, sent_at=NOW - 400, checked_at=NOW - 40), reading(2, 5), ADDED),
        (lost(Phase.SEEN_BASE, sent_at=NOW - 400, checked_at=NOW - 40), reading(2, 50), ReadValues((KEY,))),
        (lost(Phase.RESENT), reading(3, 5), settled(Arrived(1, Outcome.RESENT, 3))),
        (lost(Phase.RESENT), reading(4, 5), settled(IsDoubtful(1, Reason.MAYBE_TWICE, "4"))),
        (lost(Phase.RESENT), reading(9, 5), settled(IsDoubtful(1, Reason.MAYBE_TWICE, "9"))),
        (lost(Phase.ANSWERED), reading(3, 5), settled(Arrived(1, Outcome.RESENT, 3))),
        (lost(Phase.ANSWERED), reading(2, 5), settled(CheckGoesOn(1, Phase.ANSWERED, NOW - 5, NOW + 230))),
        (lost(Phase.ANSWERED, sent_at=NOW - 400), reading(2, 5), settled(Arrived(1, Outcome.RESENT, 2))),
    ],
)
def test_how_a_lost_addition_is_settled(checked: Op, readings: dict[Key, Reading], expected: object) -> None:
    assert step(checked, readings=readings) == expected


WRITTEN_AT = NOW - 120


@pytest.mark.parametrize(
    ("read", "ago", "expected"),
    [
        (2, 5, ADDED),
        (1, 5, Idle(WRITTEN_AT + 330)),
        (1, 100, ReadValues((KEY,))),
    ],
)
def test_a_base_that_differs_from_what_was_just_written_may_be_older(read: int, ago: float, expected: object) -> None:
    readings = {KEY: Reading(read, NOW - ago, written=2, written_at=WRITTEN_AT)}
    assert step(op(ONE_MORE), readings=readings) == expected


@pytest.mark.parametrize("read", [1, 3])
def test_a_lost_addition_is_not_judged_by_what_may_be_older_than_its_base(read: int) -> None:
    readings = {KEY: Reading(read, NOW - 5, written=2, written_at=WRITTEN_AT)}
    assert step(lost(), readings=readings) == settled(CheckGoesOn(1, Phase.LOST, NOW - 5, WRITTEN_AT + 330))
    later = {KEY: Reading(3, NOW - 5, written=2, written_at=NOW - 340)}
    assert step(lost(), readings=later) == settled(Arrived(1, Outcome.COMPARED, 3))


def test_a_lost_addition_that_cannot_be_read_needs_the_person() -> None:
    found = step(lost(), moment=PlanContext(NOW, unreadable=frozenset({"coffees"})))
    assert found == settled(IsDoubtful(1, Reason.CANNOT_READ))


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        (ANOTHERS, settled(WasHeld(1, Reason.OWNER_LOST, "Oura"))),
        (NOBODYS, settled(NotApplied(1))),
    ],
)
def test_a_lost_addition_leaves_again_only_for_the_owner(attribute: Attribute, expected: object) -> None:
    ready = lost(Phase.SEEN_BASE, sent_at=NOW - 400, checked_at=NOW - 40)
    assert step(ready, attribute=attribute, readings=reading(2, 5)) == expected


@pytest.mark.parametrize("state", [OpState.UNKNOWN, OpState.DOUBT])
def test_a_newer_total_waits_for_the_fence_and_makes_the_doubt_moot(state: OpState) -> None:
    doubtful = replace(lost(), id=2, state=state, reason=Reason.THIRD_TOTAL if state is OpState.DOUBT else None)
    assert step(doubtful, op(), fences={KEY: NOW + 7}) == Idle(NOW + 7)
    assert step(doubtful, op(), fences={KEY: NOW - 1}) == settled(Arrived(2, Outcome.MOOT))


@pytest.mark.parametrize("command", [FIVE, ONE_MORE])
def test_one_request_of_a_key_at_a_time(command: Fold) -> None:
    flying = op(ONE_MORE, OpState.SENDING, base=2, sent_at=NOW)
    assert step(flying, replace(op(command), id=2), readings=READ_JUST_NOW) == Idle(None)


@pytest.mark.parametrize(
    ("held", "attribute", "expected"),
    [
        (op(state=OpState.HELD, reason=Reason.OWNER), ANOTHERS, Idle(None)),
        (op(state=OpState.HELD, reason=Reason.OWNER), NOBODYS, settled(NotApplied(1))),
        (op(state=OpState.HELD, reason=Reason.OWNER_LOST), COFFEES, settled(NotApplied(1))),
        (op(state=OpState.HELD, reason=Reason.INVALID), COFFEES, Idle(None)),
        (op(state=OpState.HELD, reason=Reason.NOT_FOUND), COFFEES, Idle(None)),
        (op(state=OpState.HELD, reason=Reason.REFUSED), COFFEES, Idle(None)),
        (op(state=OpState.HELD, reason=Reason.ENDPOINT, not_before=NOW + 9), COFFEES, Idle(NOW + 9)),
        (op(state=OpState.HELD, reason=Reason.ENDPOINT, not_before=NOW - 9), COFFEES, settled(NotApplied(1))),
    ],
)
def test_when_a_held_op_waits_again_by_itself(held: Op, attribute: Attribute, expected: object) -> None:
    assert step(held, attribute=attribute) == expected


def test_a_call_has_at_most_35_totals_and_fewer_while_a_bad_one_is_looked_for() -> None:
    ops = [replace(op(SetValue(Key("coffees", DAY - timedelta(ago)), 5)), id=ago + 1) for ago in range(80)]
    for batch in (35, 17, 1):
        readings = {each.key: Reading(5, NOW) for each in ops}
        found = step(*ops, moment=PlanContext(NOW, batch=batch), readings=readings)
        assert isinstance(found, SendTotals)
        assert [dispatch.op for dispatch in found.dispatches] == list(range(1, batch + 1))


def test_additions_of_a_call_have_unique_names_and_the_oldest_goes_first() -> None:
    ops = [replace(op(Increment(Key("coffees", DAY - timedelta(ago)), 1)), id=ago + 1) for ago in range(3)]
    readings = {each.key: Reading(0, NOW) for each in ops}
    found = step(*ops, readings=readings)
    assert isinstance(found, SendIncrements)
    assert [dispatch.op for dispatch in found.dispatches] == [1]


def test_what_is_ready_leaves_before_owners_are_asked_for() -> None:
    water = replace(NOBODYS, name="water", label="Water")
    waiting = replace(op(SetValue(Key("water", DAY), 250)), id=2)
    attributes = {"coffees": COFFEES, "water": water}
    outbox = Outbox(ops=(waiting, op()), attributes=attributes, readings=READ_JUST_NOW)
    assert next_step(outbox, PlanContext(NOW)) == SENT
