"""Mutants of the copy of the history: its share of the hour, what it writes, and what it reads again."""

from __future__ import annotations

from tests.mutation.breaking import Cut
from tests.mutation.mutant import Mutant, Test, episodes
from tests.simulation import Promise

P = Promise
OTHER = frozenset({P.HISTORY_IS_THERE})
A_LONG_PAST = 4
"""The seed of an episode with more years than one hour's share of requests brings."""

COPYING = (
    Mutant(
        "the copy takes all requests of the hour",
        (Cut("api.rate_limit:RateLimit.history_wait", "MOST_FOR_HISTORY", "MOST"),),
        episodes(seeds=(A_LONG_PAST,)),
        frozenset({P.HISTORY_SHARE}),
    ),
    Mutant(
        "what Exist no longer has stays here",
        (Cut("store.history:_is_gone", "said[day] is None or ", ""),),
        episodes(seeds=(44,)),
        OTHER,
    ),
    Mutant(
        "nothing is read again",
        (Cut("sync.history.plan:_due_at", "return None if now", "return None if found.at or now"),),
        episodes(seeds=(44,)),
        OTHER,
    ),
    Mutant(
        "what the list of all leaves out is not read again",
        (Cut("sync.history.plan:stale", "for name in alone:", "for name in ():"),),
        episodes(seeds=(84,)),
        OTHER,
    ),
    Mutant(
        "days that were left out count as read for good",
        (Cut("store.history_copy:ask_again", "asked_at < ?", "asked_at < ? AND 0"),),
        Test(
            "sync.history.test_odd:test_days_that_are_left_out_are_asked_for_again_in_a_week",
            "what an answer leaves out is asked for once more, so that few episodes have such days",
        ),
    ),
    Mutant(
        "what was read is shown over what waits",
        (Cut("domain.projection:project", "shown = Projection(value)", "shown = Projection(reading or value)"),),
        episodes(seeds=(44,)),
        frozenset({P.OURS_IS_SHOWN}),
    ),
)
