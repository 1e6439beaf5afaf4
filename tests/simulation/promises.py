"""The promises by their names, and what is raised where one does not hold."""

from __future__ import annotations

from enum import StrEnum


class Promise(StrEnum):
    """What must hold. Each is looked at where it could first be broken: at a commit, a request, a start, the end."""

    SAVED_STAYS = "what was called saved is there, as it was entered"
    DAY_STAYS = "no stored day changes, whatever the clock does"
    ADD_COUNTS_ONCE = "an addition is done exactly if it was applied once, or it is flagged"
    SET_IS_THERE = "a total is done only after it was applied"
    APPLIED_NEVER_WAITS = "what was applied never counts as surely not applied"
    NOT_RUN_OVER = "nothing that the person did not see is lowered or replaced unasked"
    NO_TEXT_IS_LOST = "what Exist had at the last reading is still there, unless the person has replaced it"
    WORDS_STAND_ONCE = "no words that were called saved are missing, and none stand there once too often"
    TOTAL_IS_THE_FOLD = "where nobody else wrote, the total is the fold of the entries in order"
    NOTHING_WAITS_AGAIN = "nothing that a file brings back waits again"
    ON_DISK_FIRST = "nothing leaves before the disk says so"
    ONE_IN_FLIGHT = "one request at a time for a key"
    FENCE = "after a lost answer its key takes no request until the settling time is over"
    BATCH_SIZE = "no call has more than 35 items"
    UNIQUE_NAMES = "no call names the same thing twice"
    DATE_IS_THERE = "every written item has its date"
    OWN_ACCOUNT = "nothing is sent with another account's token"
    OWN_ORIGIN = "the token goes to the configured origin and its interface alone"
    ASKED_FIRST = "nothing is taken from another service without the person's word"
    TAKEN_OVER = "what was taken over is filled from here, unless somebody has moved it since"
    GIVEN_BACK = "nothing stays taken that was given back"
    NOTHING_AFTER = "no value is sent after giving back"
    RECORD_IS_TRUE = "who fills what at the service is what the record says"
    VISIBLE = "what is not done is visible with a reason and an act"
    BUDGET = "at most 300 requests in any 60 minutes"
    HISTORY_SHARE = "the copy of the history makes one request at a time, and none beyond 180 in any 60 minutes"
    HISTORY_IS_THERE = "the history is Exist's, with what was edited or removed elsewhere, a week after the last fault"
    OURS_IS_SHOWN = "what waits is shown, whatever is read in the meantime"
    ARRIVES = "half an hour after the last fault nothing waits"
    NOT_ASKED = "a sole writer is not asked anything"
    NO_SURPRISE = "nothing ends in an error that nobody expects"


class Broken(AssertionError):  # noqa: N818 - what is broken is a promise
    """A promise that did not hold: which one, in which episode, and what led to it."""

    def __init__(self, promise: Promise, what: str) -> None:
        super().__init__(promise, what)
        self.promise = promise
        self.what = what
        self.seed: int | None = None
        self.tail: list[str] = []

    def __str__(self) -> str:
        lines = [f"{self.promise.name}: {self.promise}: {self.what}"]
        if self.seed is not None:
            lines += [f"seed {self.seed}; play it again: python -m tests.simulation --seed {self.seed}", *self.tail]
        return "\n".join(lines)
