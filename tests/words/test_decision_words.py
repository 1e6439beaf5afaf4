"""What there is to decide on is said with its numbers: before, meant and now; and how wrong a clock is."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.actions import actions
from exist_desktop.domain.outbox.ops import Counts, Doubt, Entry, EntryState, OutboxLine, Reason
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.clock import wrong_clock
from exist_desktop.words.language import Language
from exist_desktop.words.pages.outbox import OutboxWords
from exist_desktop.words.pages.outbox_actions import action_words
from exist_desktop.words.status import StatusWords

NOW = 1_800_000_000.0
WATER = Attribute("water", "Water", Group("food", "Food", 1), ValueType.QUANTITY, "water")
KEY = Key("water", date(2026, 11, 21))


def doubtful(reason: Reason, delta: int, detail: str = "") -> OutboxLine:
    entry = Entry(1, "u", Increment(KEY, delta), 500, NOW, EntryState.HELD, reason, detail)
    return OutboxLine(entry, WATER, doubt=Doubt(500, delta))


def changed(value: Value, shown: Value | None) -> OutboxLine:
    entry = Entry(1, "u", SetValue(KEY, value), shown, NOW, EntryState.HELD, Reason.CHANGED_ELSEWHERE, "800")
    return OutboxLine(entry, WATER)


@pytest.mark.parametrize(
    ("line", "detail", "buttons"),
    [
        (
            doubtful(Reason.THIRD_TOTAL, 250, "900"),
            "It was 500 ml, and +250 ml makes 750 ml; Exist has 900 ml now.",
            ["Add 250 ml", "It is in there", "Another total…"],
        ),
        (
            doubtful(Reason.THIRD_TOTAL, -250, "900"),
            "It was 500 ml, and −250 ml makes 250 ml; Exist has 900 ml now.",
            ["Take 250 ml away", "It is in there", "Another total…"],
        ),
        (
            doubtful(Reason.MAYBE_TWICE, 250, "1000"),
            "It was 500 ml, and +250 ml makes 750 ml; Exist has 1000 ml now.",
            ["Set to 750 ml", "Keep 1000 ml", "Another total…"],
        ),
        (
            doubtful(Reason.CANNOT_READ, 250),
            "It was 500 ml, and +250 ml makes 750 ml.",
            ["Allow reading…", "Another total…", "Keep Exist's"],
        ),
        (
            changed(700, 500),
            "It was 500 ml when you saved 700 ml; Exist has 800 ml now.",
            ["Use 700 ml", "Keep 800 ml"],
        ),
        (changed(700, None), "Exist has 800 ml now.", ["Use 700 ml", "Keep 800 ml"]),
    ],
)
def test_a_decision_is_told_with_its_numbers(
    english: Language, line: OutboxLine, detail: str, buttons: list[str]
) -> None:
    words = OutboxWords(english, UTC)
    assert words.detail(line).replace(",", "") == detail.replace(",", "")
    assert [action_words(english, act, line).replace(",", "") for act in actions(line)] == buttons


def test_what_waits_for_the_end_of_a_first_try_says_so(english: Language) -> None:
    entry = Entry(1, "u", SetValue(KEY, 700), 500, NOW, EntryState.WAITING)
    words, line = OutboxWords(english, UTC), OutboxLine(entry, WATER, unanswered=True)
    assert words.state(line, SyncStatus(Condition.IDLE), NOW) == "Waiting, no answer came; it is sent again by itself"
    assert words.state(line, SyncStatus(Condition.OFFLINE), NOW) == "Waiting for a connection"


def test_a_sign_in_is_asked_for_only_where_something_waits_for_it(english: Language) -> None:
    words = OutboxWords(english, UTC)
    assert words.sign_in(SyncStatus(Condition.SIGNED_OUT), NOW) is None
    assert words.sign_in(SyncStatus(Condition.IDLE, Counts(waiting=2)), NOW) is None
    asked = words.sign_in(SyncStatus(Condition.SIGNED_OUT, Counts(waiting=2)), NOW)
    assert asked is not None
    assert asked.title == "Sign in again. 2 entries are safe"


@pytest.mark.parametrize(
    ("ahead", "size"),
    [
        (301, "5 minutes fast"),
        (-7100, "118 minutes slow"),
        (7200, "2 hours fast"),
        (-86_400 * 2, "2 days slow"),
        (86_400 * 365, "365 days fast"),
    ],
)
def test_a_wrong_clock_is_told_in_round_numbers(english: Language, ahead: float, size: str) -> None:
    assert wrong_clock(english, ahead).title == f"This computer's clock is {size}"
    stands = SyncStatus(Condition.IDLE, last_sync=NOW, clock_ahead=ahead)
    assert StatusWords(english, UTC).detail(stands, NOW) == f"This computer's clock is {size}."
