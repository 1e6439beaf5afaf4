"""Every line of the outbox says where its entry stands, and offers a way out of whatever holds it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from exist_desktop.domain.attributes import Attribute, Group, Service
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.actions import HELD_ACTIONS, OutboxAction, actions
from exist_desktop.domain.outbox.ops import Entry, EntryState, OutboxLine, Outcome, Reason
from exist_desktop.domain.value_types import Form, ValueType
from exist_desktop.domain.values import NOT_READ, Value
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.language import Language
from exist_desktop.words.pages.outbox import HELD, NEW_TYPE, OUTCOMES, WAITING, OutboxWords
from exist_desktop.words.pages.outbox_actions import ACTION_LABELS, action_name, action_words

NOW = datetime(2026, 11, 22, 21, 50, tzinfo=UTC).timestamp()
WATER = Attribute("water", "Water", Group("food", "Food", 1), ValueType.QUANTITY, "water", service=Service("o", "Oura"))


@pytest.fixture
def words(english: Language) -> OutboxWords:
    return OutboxWords(english, UTC)


def line(
    state: EntryState,
    reason: Reason | None = None,
    *,
    add: bool = True,
    detail: str = "",
    total: Value | None = None,
    outcome: Outcome | None = None,
) -> OutboxLine:
    key = Key("water", date(2026, 11, 21))
    command = Increment(key, 250) if add else SetValue(key, 250)
    entry = Entry(1, "u", command, None, NOW - 700, state, reason, detail)
    return OutboxLine(entry, WATER, NOW - 600 if outcome else None, total, outcome)


def test_every_member_has_words() -> None:
    assert {*HELD, Reason.TYPE_CHANGED} == set(HELD_ACTIONS) == set(Reason)
    assert set(NEW_TYPE) == set(Form)
    assert set(WAITING) == set(Condition)
    assert set(OUTCOMES) == set(Outcome)
    assert set(ACTION_LABELS) == set(OutboxAction)


@pytest.mark.parametrize("state", EntryState)
@pytest.mark.parametrize("reason", [None, *Reason])
def test_every_line_says_where_it_stands(words: OutboxWords, state: EntryState, reason: Reason | None) -> None:
    for add in (True, False):
        shown = line(state, reason, add=add)

        assert words.state(shown, SyncStatus(), NOW)
        assert all(action_words(words.language, act, shown) for act in actions(shown))


@pytest.mark.parametrize("reason", [None, *Reason])
def test_every_held_entry_has_a_way_out(reason: Reason | None) -> None:
    assert actions(line(EntryState.HELD, reason))


def test_only_what_is_not_in_exist_yet_can_be_undone() -> None:
    undoable = [state for state in EntryState if OutboxAction.UNDO in actions(line(state))]

    assert undoable == [EntryState.WAITING, EntryState.SENDING, EntryState.CHECKING]


def test_a_waiting_entry_says_what_it_waits_for(words: OutboxWords) -> None:
    waiting = line(EntryState.WAITING)

    assert words.state(waiting, SyncStatus(Condition.IDLE), NOW) == "Waiting"
    assert words.state(waiting, SyncStatus(Condition.OFFLINE), NOW) == "Waiting for a connection"
    assert words.state(waiting, SyncStatus(Condition.PAUSED, until=NOW + 600), NOW) == (
        "Waiting, Exist asks to pause until 22:00"
    )


def test_a_sent_entry_says_when_and_what_the_total_was(words: OutboxWords) -> None:
    idle = SyncStatus(Condition.IDLE)
    added = line(EntryState.SENT, total=1500, outcome=Outcome.ANSWERED)
    put = line(EntryState.SENT, add=False, total=1500, outcome=Outcome.ANSWERED)

    assert words.state(added, idle, NOW) == "Sent 21:40 · total 1,500 ml"
    assert words.state(put, idle, NOW) == "Sent 21:40"
    assert words.state(added, idle, NOW + 86400) == "Sent 22 Nov, 21:40 · total 1,500 ml"


def test_a_held_entry_says_why_and_in_whose_words(words: OutboxWords) -> None:
    invalid = line(EntryState.HELD, Reason.INVALID, detail="Value must be {an} integer")
    owner = line(EntryState.HELD, Reason.OWNER)

    assert words.state(invalid, SyncStatus(), NOW) == "Needs you: Exist did not accept it"
    assert words.detail(invalid) == "Exist says: Value must be {an} integer"
    assert words.state(owner, SyncStatus(), NOW) == "Needs you: Oura fills it"
    assert words.detail(owner) == "Taken over, Oura stops filling Water until you give it back."
    assert action_name(words.language, OutboxAction.TAKE_OVER, owner) == "Take over Water"
    assert action_name(words.language, OutboxAction.DISCARD, owner) == "Discard Water"


def test_who_fills_it_now_is_named_and_not_who_did_when_it_was_held(words: OutboxWords) -> None:
    held = line(EntryState.HELD, Reason.OWNER, detail="Fitbit")
    free = replace(held, attribute=replace(WATER, service=None))

    assert words.whole(held, SyncStatus(), NOW).startswith("Needs you: Oura fills it. Taken over, Oura stops")
    assert words.state(free, SyncStatus(), NOW) == "Needs you: nobody fills it any more"


def test_two_totals_are_both_named(words: OutboxWords) -> None:
    changed = line(EntryState.HELD, Reason.CHANGED_ELSEWHERE, add=False, detail="800")

    unseen = replace(changed, entry=replace(changed.entry, shown=NOT_READ))
    assert words.state(unseen, SyncStatus(), NOW) == "Needs you: Exist's value was not read when you saved"
    assert words.detail(changed) == words.detail(unseen) == "Exist has 800 ml now."
    assert [action_words(words.language, act, changed) for act in actions(changed)] == ["Use 250 ml", "Keep 800 ml"]


def test_the_banner_counts_what_needs_the_person(words: OutboxWords) -> None:
    invalid = line(EntryState.HELD, Reason.INVALID)

    assert words.banner([], 0) is None
    one = words.banner([invalid], 1)
    assert one is not None
    assert (one.title, one.sentence) == (
        "One entry needs you",
        "Exist did not accept it. Correct or discard it, now or later; nothing else is held up.",
    )
    two = words.banner([invalid, line(EntryState.HELD, Reason.OWNER)], 2)
    assert two is not None
    assert two.title == "2 entries need you"
