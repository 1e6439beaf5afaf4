"""Mutants of words that join a text: what they are put into, whether they are there already, and what has no room."""

from __future__ import annotations

from tests.exhaustion import Bounds, Tracked
from tests.mutation.breaking import Cut
from tests.mutation.mutant import Mutant, SmallWorld, Test, episodes
from tests.mutation.sending import COUNTED, LOST
from tests.simulation import Fault, Promise

P = Promise
READINESS = "sync.push.text_lines:readiness_of_lines"
MISSING = frozenset({P.WORDS_STAND_ONCE, P.TOTAL_IS_THE_FOLD, P.NO_TEXT_IS_LOST, P.APPLIED_NEVER_WAITS})

JOINING = (
    Mutant(
        "words take the place of the note",
        (Cut("domain.text.append:joined", 'f"{there}\\n{line}" if there else line', "line"),),
        episodes(Fault.ELSEWHERE, seeds=(8,)),
        MISSING,
    ),
    Mutant(
        "words join what was read before they were entered",
        (Cut(READINESS, " or reading.at < op.since <= moment.now", ""),),
        Test(
            "sync.test_text_lines:test_a_paragraph_from_the_phone_and_words_from_here_are_both_there",
            "whoever reads less often than every minute is not told by the last reading",
        ),
    ),
    Mutant(
        "a reading that lags is joined",
        (Cut(READINESS, " and may_lag(reading, moment.settling)", " and False"),),
        Test(
            "sync.test_text_lines:test_a_reading_that_still_has_what_was_taken_out_does_not_bring_it_back",
            "the small world shows it with three acts and a fault, which takes too long here",
        ),
    ),
    Mutant(
        "lost words are never looked for",
        (Cut("domain.outbox.increment_check:judge_lines", "if found is Found.ALL:", "if False:"),),
        episodes(*LOST, seeds=(8,)),
        MISSING | COUNTED | {P.NOT_ASKED},
    ),
    Mutant(
        "the text that leaves is not kept",
        (
            Cut(
                "sync.push.answers:as_total",
                "return SetValue(op.key, op.total)",
                'return SetValue(op.key, op.total + " ")',
            ),
        ),
        SmallWorld(Bounds(1, 0, 0, tracked=Tracked.NOTE)),
        frozenset({P.ON_DISK_FIRST}),
    ),
    Mutant(
        "words sent twice are taken for one",
        (Cut("domain.outbox.ops:_then", "Lines(first.key, (*former, *changes))", "Lines(first.key, changes)"),),
        SmallWorld(Bounds(2, 0, 0, tracked=Tracked.NOTE)),
        COUNTED,
    ),
    Mutant(
        "lost words join at once what is another text by now",
        (Cut("domain.outbox.increment_check:judge_lines", "if now < settled_at:", "if False:"),),
        Test(
            "domain.test_increment_check:test_lost_lines_are_judged_by_what_is_read", "few others write in that moment"
        ),
    ),
    Mutant(
        "words found by a part of a line",
        (Cut("domain.text.append:count", "lines[place : place + len(wanted)] == wanted", "wanted[0] in lines[place]"),),
        Test("domain.test_append:test_a_line_is_found_by_how_often_it_stands_there", "few notes have such lines"),
    ),
    Mutant(
        "lines taken out by a part of them",
        (
            Cut(
                "domain.text.append:_place_of",
                "plain[start : start + len(wanted)] == wanted",
                "plain[start].startswith(wanted[0])",
            ),
        ),
        Test("domain.test_append:test_a_line_leaves_as_a_whole_and_takes_nothing_with_it", "few notes have such lines"),
    ),
    Mutant(
        "what has no room is sent",
        (Cut("sync.push.text_lines:_dispatch", "if longest is None else fitting(base, changes, longest)", ""),),
        Test(
            "sync.test_text_lines:test_what_has_no_room_is_held_and_the_rest_is_sent",
            "nobody writes so much in an episode",
        ),
    ),
    Mutant(
        "after a loss words are sent without a look",
        (Cut(READINESS, "if op.phase is Phase.LOST:", "if False:"),),
        Test(
            "sync.test_text_lines:test_after_the_loss_of_the_database_they_are_looked_for_first",
            "no episode loses its database",
        ),
    ),
    Mutant(
        "words in the second copy as a total",
        (
            Cut(
                "store.unsent.log_lines:_said", '{"words": parts.value, "clock": parts.clock}', '{"value": parts.value}'
            ),
        ),
        Test("store.test_unsent_log:test_an_entry_comes_back_as_it_was", "it counts where the database is lost"),
    ),
    Mutant(
        "a kind that nobody knows taken for a total",
        (
            Cut("store.unsent.log_lines:_command", '"set" | "add" as kind', "kind"),
            Cut("store.unsent.log_lines:_command", "Kind(kind)", 'Kind("set")'),
        ),
        Test(
            "store.test_unsent_log:test_a_kind_of_a_later_version_is_no_total_and_stays_for_the_version_that_knows_it",
            "only another version writes such lines",
        ),
    ),
)
