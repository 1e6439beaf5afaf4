"""Mutants of the way out: commits and requests in their order, fences, bases, and what answers mean."""

from __future__ import annotations

from tests.exhaustion import Bounds
from tests.mutation.breaking import Cut
from tests.mutation.mutant import Mutant, SmallWorld, Test, episodes
from tests.simulation import Fault, Promise

P = Promise
LOST = (Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.LATE)
COUNTED = frozenset({P.ADD_COUNTS_ONCE, P.APPLIED_NEVER_WAITS, P.SET_IS_THERE, P.TOTAL_IS_THE_FOLD})
SENT_AGAIN = COUNTED | {P.FENCE}
SEND = "sync.worker:SyncWorker._send"
BEGIN = "begun = await self._store.begin(self._account, dispatches, self._clock.now())"
MATCHED = "api.batches:matched"

SENDING = (
    Mutant(
        "no fence",
        (Cut("sync.push.case:Case.fence", "return self.outbox.fences.get(key, 0.0)", "return 0.0"),),
        episodes(*LOST, seeds=(1,)),
        frozenset({P.FENCE}),
    ),
    Mutant(
        "T2 after the send",
        (Cut(SEND, BEGIN, "begun = tuple(op for op in self._outbox.ops if op.id in {d.op for d in dispatches})"),),
        episodes(seeds=(0,)),
        frozenset({P.ON_DISK_FIRST}),
    ),
    Mutant(
        "done before the answer",
        (
            Cut(
                SEND,
                "await self._say(Condition.SENDING)",
                "await self._settle(answers.of_batch(begun, [answers.Accepted()] * len(begun), self._clock.now(), 0))",
            ),
        ),
        episodes(*LOST, seeds=(0,)),
        COUNTED,
    ),
    Mutant(
        "T3 left out",
        (
            Cut(
                "store.store:Store.settle",
                "lambda tx: sending.settle(tx, found, now)",
                "lambda tx: None",
            ),
        ),
        SmallWorld(Bounds(1, 0, 0)),
        frozenset({P.ARRIVES}),
    ),
    Mutant(
        "what has changed since leaves all the same",
        (
            Cut(
                "store.outbox.sending:begin",
                "not again and (op.state is not OpState.PENDING or op.command != dispatch.command)",
                "op is None",
            ),
            Cut("store.outbox.state_table:change_state", " AND state IN ({states})", ""),
        ),
        SmallWorld(Bounds(2, 0, 0)),
        COUNTED | {P.ON_DISK_FIRST},
    ),
    Mutant(
        "base not kept",
        (
            Cut(
                "store.outbox.sending:begin",
                "(op.base, op.total) if again else (dispatch.base, dispatch.total)",
                "(0, None)",
            ),
        ),
        episodes(*LOST, seeds=(25,)),
        COUNTED | {P.NOT_ASKED},
    ),
    Mutant(
        "blind retry",
        (
            Cut(
                "sync.push.answers:of_error",
                "return [AnswerLost(op.id, now + settling, strange=kind is RequestErrorKind.STRANGE) for op in ops]",
                "return [NotApplied(op.id) for op in ops]",
            ),
        ),
        episodes(*LOST, seeds=(5,)),
        SENT_AGAIN,
    ),
    Mutant(
        "500 taken for a refusal",
        (
            Cut(
                "sync.push.answers:of_error",
                "kind.surely_not_applied",
                "(kind.surely_not_applied or kind is RequestErrorKind.SERVER)",
            ),
        ),
        episodes(Fault.SERVER, Fault.SERVER_APPLIED, seeds=(0,)),
        SENT_AGAIN,
    ),
    Mutant(
        "an answer without sense taken for a refusal",
        (
            Cut(
                "sync.push.answers:of_error",
                "kind.surely_not_applied",
                "(kind.surely_not_applied or kind is RequestErrorKind.STRANGE)",
            ),
        ),
        episodes(Fault.SHAPE, Fault.HUGE, seeds=(3,)),
        SENT_AGAIN,
    ),
    Mutant(
        "an item in neither list taken for a refusal",
        (
            Cut(
                "sync.push.answers:_of_item",
                "return AnswerLost(op.id, now + settling, strange=True)",
                "return NotApplied(op.id, strange=True)",
            ),
        ),
        episodes(Fault.UNLISTED, seeds=(0,)),
        SENT_AGAIN,
    ),
    Mutant(
        "202 taken for success",
        (Cut(MATCHED, "else place, rejected)", "else place, _accepted(item))"),),
        episodes(Fault.MIXED, seeds=(0,)),
        COUNTED,
    ),
    Mutant(
        "answers matched by position",
        (Cut("api.batches:_place", "if _fits(fields, item)]", "if place == 0]"),),
        Test(
            "api.test_batches:test_the_same_name_on_two_days_is_told_apart_by_the_day",
            "few calls of an episode are answered in another order",
        ),
    ),
    Mutant(
        "settling time of zero",
        (
            Cut("domain.outbox.increment_check:judge", "settled_at = op.sent_at + settling", "settled_at = op.sent_at"),
            Cut("sync.push.answers:of_error", "now + settling, strange=", "now, strange="),
        ),
        SmallWorld(Bounds(1, 0, 1)),
        SENT_AGAIN,
    ),
    Mutant(
        "second read not required",
        (
            Cut(
                "domain.outbox.increment_check:judge",
                "Verdict.LOOK_AGAIN, now + settling * SECOND_READ_SHARE",
                "Verdict.SEND_AGAIN",
            ),
        ),
        SmallWorld(Bounds(1, 0, 2)),
        SENT_AGAIN,
    ),
    Mutant(
        "sent again without a check",
        (Cut("sync.push.answers:_arrived", "if op.phase is not None and op.phase.resent:", "if False:"),),
        Test(
            "sync.test_answers:test_an_item_of_an_answered_call",
            "only a request that outlives the settling time shows it",
        ),
    ),
    Mutant(
        "a third total taken for arrival",
        (
            Cut(
                "domain.outbox.increment_check:judge",
                "Verdict.MAYBE_TWICE if resent else Verdict.THIRD_TOTAL",
                "Verdict.ARRIVED",
            ),
        ),
        Test(
            "domain.test_increment_check:test_a_third_total_is_the_persons_to_judge",
            "what it leads to is what nobody can tell",
        ),
    ),
    Mutant(
        "a reading never lags",
        (Cut("sync.push.readiness:may_lag", "return reading.at < reading.written_at + settling", "return False"),),
        Test(
            "sync.test_plan:test_a_lost_addition_is_not_judged_by_what_may_be_older_than_its_base",
            "the small world shows it with two acts and two faults, which takes too long here",
        ),
    ),
    Mutant(
        "moot by an addition",
        (
            Cut("sync.push.plan:next_step", " and isinstance(op.command, SetValue)", ""),
            Cut("store.outbox.sending:_still_holds", " and isinstance(waiting.command, SetValue)", ""),
        ),
        SmallWorld(Bounds(2, 0, 1)),
        COUNTED,
    ),
    Mutant(
        "moot though the total was taken back",
        (
            Cut(
                "store.outbox.sending:_still_holds",
                "return waiting is not None and isinstance(waiting.command, SetValue)",
                "return True",
            ),
        ),
        Test(
            "store.test_faster:test_an_addition_is_not_moot_when_the_total_was_taken_back",
            "it takes three acts and a crash",
        ),
    ),
    Mutant(
        "batch of 36",
        (
            Cut("sync.push.plan:_choose", "totals[:batch]", "totals[:36]"),
            Cut("api.batches:check_size", "len(items) > MOST_ITEMS", "len(items) > 36"),
        ),
        Test(
            "sync.test_plan:test_a_call_has_at_most_35_totals_and_fewer_while_a_bad_one_is_looked_for",
            "so much waits in few episodes",
        ),
    ),
    Mutant(
        "a name twice in a call",
        (
            Cut("sync.push.plan:_choose", "tuple(reversed(by_name.values()))[:batch]", "tuple(ready)[:batch]"),
            Cut("api.batches:check_unique", "len(set(keys)) < len(keys)", "not keys"),
        ),
        episodes(seeds=(9,)),
        frozenset({P.UNIQUE_NAMES}),
    ),
    Mutant(
        "date left out",
        (Cut("api.batches:increment_fields", '"date": item.key.day.isoformat(), ', ""),),
        episodes(seeds=(0,)),
        frozenset({P.DATE_IS_THERE}),
    ),
    Mutant(
        "a day that was never read counts as empty",
        (
            Cut(
                "store.history:_reading",
                "if times else NOT_READ, max(times, default=0.0)",
                ", max(times, default=1e12)",
            ),
        ),
        Test(
            "simulation.test_found:test_a_day_that_was_never_read_does_not_count_as_empty",
            "a day without any row is one that the program knows of by a reading or an entry alone",
        ),
    ),
    Mutant(
        "a total runs over newer totals",
        (Cut("sync.push.readiness:readiness", "if is_compared(known.name, known.value_type):", "if False:"),),
        Test(
            "simulation.test_found:test_a_total_does_not_run_over_a_newer_total_of_the_same_minute",
            "it needs another writer within the minute, which few episodes have",
        ),
    ),
    Mutant(
        "what is no number counts as 0",
        (
            Cut(
                "api.conversion:to_number",
                "fullmatch(raw):\n            return NOT_READ",
                "fullmatch(raw):\n            return 0",
            ),
        ),
        Test("simulation.test_found:test_what_is_no_number_is_no_base", "the simulated service says numbers alone"),
    ),
    Mutant(
        "a difference goes below zero",
        (Cut("sync.push.readiness:_addition", "total(base, command.delta) < RANGES[value_type][0]", "False"),),
        Test("sync.test_plan:test_a_difference_that_would_go_below_zero_is_held", "the simulated service takes it"),
    ),
)
