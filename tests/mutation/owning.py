"""Mutants of who fills what: taking over, giving back, and what is asked about."""

from __future__ import annotations

from tests.mutation.breaking import Cut
from tests.mutation.mutant import Mutant, Test

_OWNERS = "sync.test_take_over:"
_WHY = "in the simulation that comes together too rarely"

OWNING = (
    Mutant(
        "what was given back is taken again",
        (Cut("domain.ownership.rules:asked_first", "known.given_back_at is not None", "False"),),
        Test(_OWNERS + "test_what_nobody_else_fills_becomes_inactive_and_is_never_taken_unasked", _WHY),
    ),
    Mutant(
        "what is switched off is taken",
        (Cut("domain.ownership.rules:asked_first", "not attribute.active", "False"),),
        Test("sync.test_ownership:test_what_is_switched_off_at_exist_is_asked_about", _WHY),
    ),
    Mutant(
        "given back before what waits for it",
        (
            Cut("sync.push.owner_plan:_blocked", "wish.attribute in outbox.unsent", "False"),
            Cut("store.ownership.entries:begin", "unsent(tx, [one.attribute])[one.attribute][0]", "False"),
        ),
        Test(_OWNERS + "test_it_is_not_given_back_while_a_value_may_still_have_to_be_sent_again", _WHY),
    ),
    Mutant(
        "the opposite does not wait for a late request",
        (Cut("sync.push.owner_plan:_blocked", "outbox.owner_fences.get((wish.attribute, opposite), 0.0)", "0.0"),),
        Test(_OWNERS + "test_a_late_acquire_takes_nothing_that_was_given_back_meanwhile", _WHY),
    ),
    Mutant(
        "manual is not restored",
        (Cut("sync.push.owner_plan:_giving_back", "wish.manual is not None", "False"),),
        Test(_OWNERS + "test_what_is_given_back_goes_to_whom_it_can_and_is_by_hand_no_more", _WHY),
    ),
    Mutant(
        "a start forgets what was on its way",
        (
            Cut(
                "store.ownership.entries:recover", "WishTransition.LOSE_ANSWER", "WishTransition.FINISH, settled_at=1.0"
            ),
        ),
        Test(_OWNERS + "test_a_start_looks_for_what_a_crash_caught_on_its_way", _WHY),
    ),
)
