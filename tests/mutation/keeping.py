"""Mutants of what is kept: the disk, entries and their fold, starts after a crash, days, owners, accounts, the pace."""

from __future__ import annotations

from tests.exhaustion import Bounds
from tests.mutation.breaking import Cut
from tests.mutation.mutant import Mutant, SmallWorld, Test, episodes
from tests.mutation.sending import COUNTED, SENT_AGAIN
from tests.simulation import Fault, Promise

P = Promise
DROPPED = "move(tx, held.id, Transition.DROP)"

KEEPING = (
    Mutant(
        "NORMAL instead of FULL",
        (Cut("store.file.opening:connect", "synchronous=FULL", "synchronous=NORMAL"),),
        episodes(Fault.POWER_CUT, seeds=(5, 6)),
        frozenset({P.SAVED_STAYS, P.APPLIED_NEVER_WAITS}),
    ),
    Mutant(
        "second copy without a line",
        (Cut("store.unsent.unsent_log:_new_lines", "for new in all_new:", "for new in ():"),),
        Test(
            "store.test_unsent_log:test_it_follows_the_outbox_and_is_emptied_with_it",
            "it counts where the database is lost",
        ),
    ),
    Mutant(
        "second copy not synced",
        (Cut("store.unsent.unsent_log:UnsentLog._write", "os.fsync(file.fileno())", "pass"),),
        Test(
            "mutation.test_synced:test_a_line_is_on_the_disk_when_it_counts",
            "a file in memory does not lose what was not synced",
        ),
    ),
    Mutant(
        "key by name alone",
        (Cut("store.outbox.slots:of_key", '"day": key.day.isoformat()', '"day": "2026-11-22"'),),
        episodes(seeds=(2,)),
        COUNTED | {P.NO_SURPRISE, P.DAY_STAYS},
    ),
    Mutant(
        "fold in reverse",
        (Cut("store.outbox.slots:fold_in", "(waiting.command, command)", "(command, waiting.command)"),),
        episodes(seeds=(0,)),
        frozenset({P.TOTAL_IS_THE_FOLD}),
    ),
    Mutant(
        "a paused import goes on",
        (Cut("store.outbox.ops:_waiting", "id = :batch AND paused", "id < 0"),),
        Test(
            "store.test_batches:test_what_the_person_enters_is_sent_before_a_batch_and_a_paused_one_is_not_sent",
            "which part of the outbox comes next",
        ),
    ),
    Mutant(
        "a part of an import is entered again",
        (Cut("store.unsent.unsent_log:_open_lines", "batch_of(line) in whole", "True"),),
        Test(
            "store.test_batches:test_of_lines_that_a_crash_cut_short_none_counts",
            "it counts after a crash in the middle of writing the lines",
        ),
    ),
    Mutant(
        "fold anew in reverse",
        (Cut("store.outbox.slots:refold", "undone_at IS NULL ORDER BY id", "undone_at IS NULL ORDER BY id DESC"),),
        episodes(seeds=(273,)),
        frozenset({P.TOTAL_IS_THE_FOLD}),
    ),
    Mutant(
        "what was held is not looked at after a reading",
        (Cut("sync.schedule:Schedule._pull", "counts.open", "counts.waiting"),),
        Test(
            "sync.test_ownership:test_a_held_entry_leaves_after_the_hourly_reading_that_finds_its_attribute_free",
            "one episode in some thousands shows it",
        ),
    ),
    Mutant(
        "undo drops what is on its way",
        (
            Cut(
                "store.outbox.entries:withdraw",
                "(OpState.PENDING, OpState.HELD)",
                "(OpState.PENDING, OpState.HELD, OpState.SENDING)",
            ),
        ),
        SmallWorld(Bounds(2, 0, 0)),
        COUNTED,
    ),
    Mutant(
        "held entries dropped",
        (
            Cut(
                "store.outbox.slots:hold_waiting",
                "hold(tx, held, reason, detail, until)",
                DROPPED,
            ),
        ),
        episodes(Fault.MIXED, seeds=(0,)),
        frozenset({P.SAVED_STAYS}),
    ),
    Mutant(
        "held entries hidden",
        (
            Cut(
                "store.reading.outbox_list:read_outbox",
                "WHERE entry.id IN",
                "WHERE op.state <> 'held' AND entry.id IN",
            ),
        ),
        SmallWorld(Bounds(1, 0, 1)),
        frozenset({P.VISIBLE}),
    ),
    Mutant(
        "sending not recovered at a start",
        (Cut("store.outbox.sending:recover", "if op.state is OpState.SENDING]", "if op.state is None]"),),
        episodes(Fault.CRASH, seeds=(1,)),
        frozenset({P.ARRIVES}),
    ),
    Mutant(
        "what a backup says waits is undone as if it had not left",
        (Cut("store.unsent.reconciliation:_hold_additions", "or op.state is OpState.PENDING", ""),),
        episodes(*Fault, seeds=(2181,)),
        COUNTED,
    ),
    Mutant(
        "what a backup says waits is sent again",
        (
            Cut("store.unsent.reconciliation:_hold_additions", 'slots.hold(tx, op, Reason.RESTORED, "")', "pass"),
            Cut("store.unsent.reconciliation:_hold_what_the_copy_lacks", "op.state is OpState.PENDING:", "False:"),
        ),
        episodes(*Fault, seeds=(261,)),
        COUNTED | SENT_AGAIN,
    ),
    Mutant(
        "recovered without a fence",
        (Cut("store.repositories.outbox:OutboxRepository.recover", "now + settling, now)", "now, now)"),),
        SmallWorld(Bounds(1, 1, 0)),
        SENT_AGAIN,
    ),
    Mutant(
        "a clock set back moves what waits by a day",
        (
            Cut(
                "store.outbox.clock_correction:put_right",
                'tx.execute(f"UPDATE fresh SET read_at = 0',
                "tx.execute(\"UPDATE op SET day = date(day, '+1 day') WHERE since > ?\", (now,))\n"
                '    tx.execute(f"UPDATE fresh SET read_at = 0',
            ),
        ),
        episodes(Fault.CLOCK, seeds=(1,)),
        COUNTED | {P.DAY_STAYS, P.SAVED_STAYS, P.NO_SURPRISE},
    ),
    Mutant(
        "owner not asked",
        (
            Cut("store.outbox.consent:hold_for_owner", "asked is not None and", "False and"),
            Cut("sync.push.plan:_ownership", "reason is not None and", "False and"),
        ),
        episodes(seeds=(8,)),
        frozenset({P.ASKED_FIRST}),
    ),
    Mutant(
        "consent outlives its use",
        (
            Cut(
                "store.ownership.owners:acquired",
                '"DELETE FROM consent WHERE account = ? AND attribute = ?"',
                '"DELETE FROM consent WHERE account = ? AND attribute = ? AND 0"',
            ),
        ),
        Test(
            "store.test_ownership:test_consent_is_used_up_by_taking_over",
            "a word once given counts for the whole episode",
        ),
    ),
    Mutant(
        "another account's entries sent",
        (Cut("store.outbox.ops:_waiting", "WHERE account = :account AND", "WHERE :account > 0 AND"),),
        Test("sync.test_pushing:test_no_entry_leaves_with_another_accounts_token", "one person signs in per episode"),
    ),
    Mutant(
        "a dead refresh token tried again",
        (
            Cut("api.oauth.session:Session._not_renewed", "self._dead_generation = old.generation", "pass"),
            Cut("api.oauth.session:Session._not_renewed", "await self._remember_refusal(old)", "pass"),
        ),
        Test(
            "api.test_session:test_a_dead_refresh_token_is_tried_once",
            "the service says no each time, and nothing comes of it",
        ),
    ),
    Mutant(
        "pause not kept over a start",
        (Cut("sync.back_off:RateLimiter.restore", 'float(fields["closed_for"])', "0.0"),),
        Test("sync.test_pauses:test_a_pause_outlives_the_process", "the service counts requests, not impatience"),
    ),
    Mutant(
        "hour's budget ignored",
        (Cut("api.rate_limit:RateLimit._budget_wait", "len(self._sent) < most", "True"),),
        Test(
            "api.test_rate_limit:test_the_person_waits_before_the_service_refuses", "few episodes have so many requests"
        ),
    ),
)
