"""Decides the next step from the outbox alone: a pure function without clock, network or disk.

A step makes at most one request to Exist, with a commit before it if something is sent, and one after it. If the
program ends in between, the next step is decided again from what the disk says.
"""

from __future__ import annotations

from collections.abc import Iterable

from exist_desktop.api.batches import MOST_ITEMS, Acquire
from exist_desktop.api.oauth.scopes import may_write
from exist_desktop.domain.attributes import Attribute, Template
from exist_desktop.domain.commands import Increment, Key, Lines, SetValue
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.domain.outbox.increment_check import Finding, Verdict, judge, judge_lines
from exist_desktop.domain.outbox.op_outcome import (
    Arrived,
    CheckGoesOn,
    IsDoubtful,
    NotApplied,
    OpOutcome,
    WasHeld,
)
from exist_desktop.domain.outbox.ops import Op, OpState, Outcome, Phase, Reason
from exist_desktop.domain.ownership.entries import OwnerRequest
from exist_desktop.domain.ownership.outcomes import OwnerOutcome
from exist_desktop.domain.ownership.rules import Ownership, asked_first
from exist_desktop.domain.text.append import net
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, NotRead, Number, check, number, same
from exist_desktop.store.history import Reading, window_of
from exist_desktop.store.outbox.ops import Dispatch, Outbox
from exist_desktop.sync.push.batch_readiness import decided_before, readiness_in_batch
from exist_desktop.sync.push.case import (
    FRESH_SECONDS,
    Case,
    Decision,
    LacksPermission,
    Later,
    NeedsCreation,
    NeedsOwner,
    NeedsOwnership,
    NeedsRelease,
    NeedsValue,
    Ready,
)
from exist_desktop.sync.push.owner_plan import decide_wish
from exist_desktop.sync.push.readiness import after_strange_answers, may_lag, readiness, told
from exist_desktop.sync.push.steps import (
    STRANGE_LIMIT,
    AcquireOwnership,
    CreateAttributes,
    HoldCreations,
    Idle,
    PlanContext,
    ReadOwners,
    ReadValues,
    ReleaseOwnership,
    SendIncrements,
    SendTotals,
    SettleOps,
    SettleOwners,
    Step,
)
from exist_desktop.sync.push.text_lines import has_room, readiness_of_lines


def next_step(outbox: Outbox, moment: PlanContext) -> Step:
    """Returns the one thing to do now."""
    flying = (OpState.SENDING, OpState.UNKNOWN, OpState.DOUBT)
    case = Case(
        outbox,
        moment,
        in_flight=frozenset(op.key for op in outbox.ops if op.state in flying),
        totals=frozenset(
            op.key for op in outbox.ops if op.state is OpState.PENDING and isinstance(op.command, SetValue)
        ),
    )
    wanted = [_decide_creation(one, moment) for one in outbox.creations.values() if one.refused is None]
    wishes = [decide_wish(wish, case) for wish in outbox.wishes]
    return _choose([_decide(op, case) for op in outbox.ops] + wanted + wishes, moment)


def _choose(decisions: list[Decision], moment: PlanContext) -> Step:
    """Sends what is ready first, so that a problem with one attribute's owner delays no other entry.

    A call that is not full waits for the next reading, which may make more ready, unless readings fail just now.
    """
    batch = moment.batch
    found = tuple(d for d in decisions if isinstance(d, OpOutcome))
    if found:
        return SettleOps(found)
    if settled := tuple(d for d in decisions if isinstance(d, OwnerOutcome)):
        return SettleOwners(settled)
    if lacking := tuple(d.pending for d in decisions if isinstance(d, LacksPermission)):
        return HoldCreations(lacking)
    ready = [d.dispatch for d in decisions if isinstance(d, Ready)]
    totals = [d for d in ready if not isinstance(d.command, Increment)]
    keys = {d.key: None for d in decisions if isinstance(d, NeedsValue)}
    if totals and (len(totals) >= batch or not keys or moment.blind):
        return SendTotals(tuple(totals[:batch]))
    if keys and not moment.blind:
        return ReadValues(_of_one_window(keys))
    if ready:
        by_name = {d.command.key.attribute: d for d in reversed(ready)}
        return SendIncrements(tuple(reversed(by_name.values()))[:batch])
    if creations := [d.pending for d in decisions if isinstance(d, NeedsCreation)]:
        return CreateAttributes(tuple(creations[:MOST_ITEMS]))
    if names := {d.name: None for d in decisions if isinstance(d, NeedsOwner)}:
        return ReadOwners(tuple(names)[:MOST_ITEMS])
    return _of_owners(decisions, batch)


def _of_owners(decisions: list[Decision], batch: int) -> Step:
    """Acquires before it releases, each in one call; no name comes twice."""
    acquired = {d.item: d.entry for d in decisions if isinstance(d, NeedsOwnership)}
    if acquired:
        items = tuple(acquired)[:batch]
        named = {item.name or item.template or "": acquired[item] for item in items}
        return AcquireOwnership(items, {name: entry for name, entry in named.items() if entry is not None})
    if released := [d for d in decisions if isinstance(d, NeedsRelease)]:
        return ReleaseOwnership({d.name: d.entry for d in released[:batch]})
    times = [d.until for d in decisions if isinstance(d, Later) and d.until is not None]
    return Idle(min(times, default=None))


def _of_one_window(keys: Iterable[Key]) -> tuple[Key, ...]:
    """Returns the keys that one reading can serve: those of the window of the first."""
    wanted = list(keys)
    window = window_of(wanted[0].day)
    return tuple(key for key in wanted if window_of(key.day) == window)


def _decide(op: Op, case: Case) -> Decision:
    match op.state:
        case OpState.PENDING:
            return _decide_pending(op, case)
        case OpState.UNKNOWN | OpState.DOUBT if op.key in case.totals:
            return _overtaken(op, case)
        case OpState.UNKNOWN:
            return _decide_unknown(op, case)
        case OpState.HELD:
            return _decide_held(op, case)
        case _:
            return Later(None)


def _decide_pending(op: Op, case: Case) -> Decision:
    if _comes_to_nothing(op):
        return Arrived(op.id, Outcome.CANCELLED_OUT, of=op.command)
    moment, outbox = case.moment, case.outbox
    if moment.rights.read_only or op.key in case.in_flight:
        return Later(None)
    wait_until = max(op.not_before, case.fence(op.key))
    if wait_until > moment.now:
        return Later(wait_until)
    if (judged := after_strange_answers(op, case)) is not None:
        return judged
    if (pending := outbox.creations.get(op.key.attribute)) is not None:
        return _until_made(op, pending, moment)
    attribute = outbox.attributes.get(op.key.attribute)
    known = attribute or outbox.templates.get(op.key.attribute)
    if known is None:  # after the database was lost, nothing is known until the first reading
        return WasHeld(op.id, Reason.NOT_FOUND) if outbox.attributes else Later(None)
    if not _fits(op, known.value_type):
        return WasHeld(op.id, Reason.TYPE_CHANGED)
    manual = attribute.manual or attribute.owned if attribute else True
    if not may_write(moment.rights.granted, known.group.name, manual=manual):
        return WasHeld(op.id, Reason.SCOPE, known.group.label)
    return _ownership(op, attribute, known, case) or _readiness(op, known, case)


def _readiness(op: Op, known: Attribute | Template, case: Case) -> Decision:
    if isinstance(op.command, Lines):
        return readiness_of_lines(op, op.command, case)
    if isinstance(op.command, SetValue) and decided_before(op):
        return readiness_in_batch(op, op.command, known.value_type, case)
    return readiness(op, op.command, known, case)


def _comes_to_nothing(op: Op) -> bool:
    """Whether the entries cancel each other out. Lines that may have been sent before must be looked for first."""
    match op.command:
        case Increment(delta=delta):
            return delta == 0
        case Lines(changes=changes):
            return op.phase is None and not net(changes)
        case _:
            return False


def _decide_creation(pending: PendingAttribute, moment: PlanContext) -> Decision:
    if moment.rights.read_only:
        return Later(None)
    allowed = may_write(moment.rights.granted, pending.group.name, manual=pending.manual)
    return NeedsCreation(pending) if allowed else LacksPermission(pending)


def _until_made(op: Op, pending: PendingAttribute, moment: PlanContext) -> Decision:
    """Lets the entries of an attribute wait until Exist has it."""
    if pending.refused is not None:
        return WasHeld(op.id, Reason.REFUSED, pending.refused)
    if not may_write(moment.rights.granted, pending.group.name, manual=pending.manual):
        return WasHeld(op.id, Reason.SCOPE, pending.group.label)
    return Later(None)


def _ownership(op: Op, attribute: Attribute | None, known: Attribute | Template, case: Case) -> Decision | None:
    """Returns what is missing to be the owner, or None if this client is the owner."""
    moment, outbox = case.moment, case.outbox
    if case.wish(known.name) is not None:
        return Later(None)
    ownership = outbox.ownerships.get(known.name, Ownership())
    denied_at = ownership.denied_at
    if attribute is not None and attribute.owned and denied_at is None:
        return _unless_released(known.name, case)
    asked_after = max(moment.now - FRESH_SECONDS, denied_at or 0.0)
    if moment.owners_read.get(known.name, 0.0) < asked_after:
        return NeedsOwner(known.name)
    if attribute is None:
        return NeedsOwnership(Acquire(template=known.name, manual=True))
    reason = asked_first(attribute, ownership)
    if reason is not None and attribute.name not in outbox.consents:
        return WasHeld(op.id, reason, attribute.service.label if attribute.service else "")
    if (fence := outbox.owner_fences.get((attribute.name, OwnerRequest.RELEASE), 0.0)) > moment.now:
        return Later(fence)
    again_at = (ownership.reacquired_at or -DAY_SECONDS) + DAY_SECONDS
    if denied_at is not None and again_at > moment.now:
        return WasHeld(op.id, Reason.REFUSED, "", until=again_at)
    return NeedsOwnership(Acquire(name=attribute.name, manual=None if attribute.manual else True))


def _unless_released(name: str, case: Case) -> Decision | None:
    """Waits while a release that got no answer may still be applied, and looks at the owner then."""
    until = case.outbox.owner_fences.get((name, OwnerRequest.RELEASE), 0.0)
    if until > case.moment.now:
        return Later(until)
    looked = case.moment.owners_read.get(name, 0.0) >= until or until < case.moment.now - DAY_SECONDS
    return None if looked else NeedsOwner(name)


def _overtaken(op: Op, case: Case) -> Decision:
    """Drops a doubtful addition when a later total replaces it, as soon as the key's fence has passed."""
    fence = case.fence(op.key)
    return Later(fence) if fence > case.moment.now else Arrived(op.id, Outcome.MOOT)


def _decide_unknown(op: Op, case: Case) -> Decision:
    assert op.sent_at is not None
    assert op.phase is not None
    moment, outbox = case.moment, case.outbox
    if moment.now < op.not_before:
        return Later(op.not_before)
    if op.key.attribute in moment.unreadable:
        return IsDoubtful(op.id, Reason.CANNOT_READ)
    if op.strange >= STRANGE_LIMIT:
        return IsDoubtful(op.id, Reason.STRANGE)
    reading = outbox.readings.get(op.key)
    looked_at = max(op.sent_at, op.checked_at or 0.0)
    if reading is None or reading.at <= looked_at or reading.at < op.not_before:
        return NeedsValue(op.key)
    if isinstance(op.command, Lines):
        return _judged_lines(op, reading, case)
    read = number(reading.value)
    return IsDoubtful(op.id, Reason.STRANGE) if isinstance(read, NotRead) else _judged(op, read, reading, case)


def _judged_lines(op: Op, reading: Reading, case: Case) -> Decision:
    """Decides about lost lines by a new reading."""
    if isinstance(reading.value, NotRead):
        return IsDoubtful(op.id, Reason.STRANGE)
    return _following(op, judge_lines(op, reading.value, reading.at, case.moment.settling), reading, case)


def _judged(op: Op, read: Number | None, reading: Reading, case: Case) -> Decision:
    """Decides about a lost addition by a new reading."""
    assert op.phase is not None
    attribute, settling = case.outbox.attributes.get(op.key.attribute), case.moment.settling
    value_type = attribute.value_type if attribute else ValueType.QUANTITY
    if not same(read, op.base, value_type) and may_lag(reading, settling):
        return CheckGoesOn(op.id, op.phase, reading.at, reading.written_at + settling)
    return _following(op, judge(op, read, value_type, reading.at, settling), reading, case)


def _following(op: Op, finding: Finding, reading: Reading, case: Case) -> Decision:
    """Returns the outcome for a finding."""
    assert op.phase is not None
    read = None if isinstance(reading.value, NotRead) else reading.value
    match finding.verdict:
        case Verdict.ARRIVED:
            mine = not isinstance(op.command, Lines) or same(read, op.total, ValueType.TEXT)
            return Arrived(op.id, Outcome.RESENT if op.phase.resent else Outcome.COMPARED, read if mine else None)
        case Verdict.WAIT:
            return CheckGoesOn(op.id, op.phase, reading.at, finding.not_before)
        case Verdict.LOOK_AGAIN:
            seen = Phase.RESENT_SEEN_BASE if op.phase.resent else Phase.SEEN_BASE
            return CheckGoesOn(op.id, seen, reading.at, finding.not_before)
        case Verdict.SEND_AGAIN:
            return _send_again(op, case.outbox.attributes.get(op.key.attribute), reading, case)
        case Verdict.JOIN_ANEW:
            return NotApplied(op.id)
        case Verdict.THIRD_TOTAL:
            return IsDoubtful(op.id, Reason.THIRD_TOTAL, told(read))
        case Verdict.MAYBE_TWICE:
            return IsDoubtful(op.id, Reason.MAYBE_TWICE, told(read))


def _send_again(op: Op, attribute: Attribute | None, reading: Reading, case: Case) -> Decision:
    """Sends again what surely has not arrived, or holds it if another service owns the attribute now."""
    if attribute is not None and not attribute.owned:
        known = case.outbox.ownerships.get(attribute.name, Ownership())
        if asked_first(attribute, known) is not None and attribute.name not in case.outbox.consents:
            return WasHeld(op.id, Reason.OWNER_LOST, attribute.service.label if attribute.service else "")
        return NotApplied(op.id)
    if isinstance(op.command, Lines) and reading.at < case.moment.now - FRESH_SECONDS:
        return NotApplied(op.id)  # the text may have changed by now
    return Ready(Dispatch(op.id, op.command, op.base))


def _decide_held(op: Op, case: Case) -> Decision:
    """Releases a held op when its reason is gone, or when the next try is due."""
    moment, outbox = case.moment, case.outbox
    attribute = outbox.attributes.get(op.key.attribute)
    match op.reason:
        case Reason.OWNER | Reason.OWNER_LOST | Reason.GIVEN_BACK | Reason.INACTIVE:
            known = outbox.ownerships.get(op.key.attribute, Ownership())
            free = attribute is not None and asked_first(attribute, known) is None
            return NotApplied(op.id) if free and op.key.attribute not in outbox.consents else Later(None)
        case Reason.TOO_LONG if has_room(op, outbox):
            return NotApplied(op.id)
        case Reason.ENDPOINT | Reason.REFUSED if op.not_before > 0:
            return NotApplied(op.id) if op.not_before <= moment.now else Later(op.not_before)
        case _:
            return Later(None)


def _fits(op: Op, value_type: ValueType) -> bool:
    """Whether what was typed still fits the attribute's type."""
    if isinstance(op.command, Lines):
        return value_type is ValueType.TEXT
    if isinstance(op.command, Increment):
        return value_type.takes_increments
    try:
        check(op.command.value, value_type)
    except InvalidValueError:
        return False
    return True
