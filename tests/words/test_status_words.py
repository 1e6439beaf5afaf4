"""The state of things with Exist is told in words, whatever it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.language import Language
from exist_desktop.words.status import DETAILS, HEADLINES, WAITING, StatusWords

MELBOURNE = timezone(timedelta(hours=11))
NOW = datetime(2026, 11, 22, 9, 14, tzinfo=UTC).timestamp()


@pytest.fixture
def words(english: Language) -> StatusWords:
    return StatusWords(english, MELBOURNE)


def test_every_condition_has_words() -> None:
    for table in (HEADLINES, DETAILS, WAITING):
        assert set(table) == set(Condition)


@pytest.mark.parametrize(
    ("status", "headline", "detail"),
    [
        (
            SyncStatus(Condition.OFFLINE, Counts(waiting=3)),
            "Offline · 3 entries wait",
            "Saved on this computer. They are sent when the connection is back.",
        ),
        (SyncStatus(Condition.IDLE, last_sync=NOW - 720), "All in Exist", "Last read 20:02."),
        (
            SyncStatus(Condition.IDLE, last_sync=NOW - 86400),
            "All in Exist",
            "Last read 21 Nov, 20:14.",
        ),
        (
            SyncStatus(Condition.IDLE, Counts(waiting=1)),
            "1 entry waits",
            "Saved on this computer. It is sent in a moment.",
        ),
        (
            SyncStatus(Condition.IDLE, Counts(held=2)),
            "2 entries need you",
            "The Outbox says why, and what you can do.",
        ),
        (
            SyncStatus(Condition.IDLE, Counts(checking=1)),
            "1 entry is being checked",
            "The answer was lost on the way; Exist's total tells whether it arrived.",
        ),
        (
            SyncStatus(Condition.SIGNED_OUT, Counts(waiting=2, held=1)),
            "Sign in again. 3 entries are safe",
            "Saved on this computer. They are sent after you have signed in.",
        ),
        (
            SyncStatus(Condition.PAUSED, until=NOW + 300, last_sync=NOW - 9000),
            "Paused until 20:19",
            "The requests of this hour are used up; it goes on by itself.",
        ),
        (
            SyncStatus(Condition.PAUSED, until=NOW + 300),
            "Paused until 20:19",
            "A large account is read over several hours; it goes on by itself.",
        ),
    ],
)
def test_the_state_in_words(words: StatusWords, status: SyncStatus, headline: str, detail: str) -> None:
    assert words.headline(status, NOW) == headline
    assert words.detail(status, NOW) == detail


@pytest.mark.parametrize("condition", Condition)
@pytest.mark.parametrize("counts", [Counts(), Counts(1), Counts(0, 1), Counts(0, 0, 1)])
def test_nothing_is_left_without_words(words: StatusWords, condition: Condition, counts: Counts) -> None:
    status = SyncStatus(condition, counts)

    assert words.headline(status, NOW)
    assert words.detail(status, NOW).endswith(".")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (SyncStatus(Condition.OFFLINE, until=NOW + 300), "Exist could not be reached. Next try 20:19."),
        (SyncStatus(Condition.OFFLINE), "Exist could not be reached. It is tried again by itself."),
        (SyncStatus(Condition.PAUSED, until=NOW + 300), "Exist asks to pause. Next try 20:19."),
        (SyncStatus(Condition.IDLE), ""),
    ],
)
def test_what_could_not_be_done_is_said_with_the_next_try(words: StatusWords, status: SyncStatus, told: str) -> None:
    assert words.could_not(status, NOW) == told


@pytest.mark.parametrize(("wait", "told"), [(0.2, "1 second"), (1.0, "1 second"), (41.3, "42 seconds")])
def test_who_reads_again_at_once_hears_when_that_is(words: StatusWords, wait: float, told: str) -> None:
    assert words.just_read(wait) == f"Exist was read just now. It is read again in {told}."


def test_nothing_to_send_says_what_is_in_the_way(words: StatusWords) -> None:
    assert words.nothing_to_send(Counts(held=2)) == "Nothing to send: 2 entries need you."
    assert words.nothing_to_send(Counts(held=1)) == "Nothing to send: 1 entry needs you."
    assert words.nothing_to_send(Counts()) == "Nothing to send: all is in Exist."
