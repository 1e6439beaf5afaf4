"""The calm at the end: nothing is in the way any more, half an hour passes, and then all must have arrived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from exist_desktop.domain.commands import Append, SetValue, TakeOut
from exist_desktop.domain.history.progress import HistoryProgress, HistoryState
from exist_desktop.domain.outbox.ops import fold
from exist_desktop.domain.text.append import count, words_of
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import same
from exist_desktop.store import rows
from tests.known import known_after
from tests.simulation.exist import OURS, Key
from tests.simulation.past import Past
from tests.simulation.promises import Promise

if TYPE_CHECKING:
    from tests.simulation.story import Story

CALM_SECONDS = 1800.0
LOOK_SECONDS = 60.0
HOUR_SECONDS = 3600.0
DAY_SECONDS = 86_400.0 + LOOK_SECONDS
HOURS_TO_COPY = 6
WEEK_SECONDS = 8 * 86_400.0
REREADING_SECONDS = 900.0
WINDOWS_TO_LOOK_FOR_MORE = 60
"""Two years, and one window of each year before, where the beginning of the account was not told."""
PARTS_OF_A_WINDOW = 3
"""What the list of all leaves out is read again by itself."""
OWNERS = ("owner", "owner_lost")


class Ending:
    """The end of one story."""

    def __init__(self, story: Story) -> None:
        self._story = story

    def live(self) -> None:
        """Waits for what was announced, then half an hour; judges."""
        story = self._story
        story.unlock()
        story.run_until(max(story.loop.now, story.weather.announced) + 1)
        self._look_after()
        program = story.program
        if program is not None and program.engine.link is not None:
            program.engine.link.schedule.network_back()
        end = story.loop.now + CALM_SECONDS
        while story.loop.now < end:
            story.run_until(min(end, story.loop.now + LOOK_SECONDS))
            self._look_after()
        self._judge()
        if story.plan.owners:
            self._judge_owners()
        if story.judge.past is not None:
            self._judge_history(story.judge.past)

    def _judge_owners(self) -> None:
        """The owners are as they should be; and a day later, when all have been read, the record is true."""
        story = self._story
        story.watch.judge_end()
        story.loop.now += DAY_SECONDS
        if story.program is not None and story.program.engine.link is not None:
            story.program.engine.link.schedule.refresh()
        story.run_until(story.loop.now + LOOK_SECONDS)
        story.watch.compare_record()

    def _judge_history(self, past: Past) -> None:
        """The copy becomes whole. Then the computer sleeps for a week, and what was changed elsewhere comes, too."""
        story, judge = self._story, self._story.judge
        if not self._within(HOURS_TO_COPY, self._is_whole):
            judge.fail(Promise.HISTORY_IS_THERE, f"after {HOURS_TO_COPY} hours it is {self._progress()}")
        story.loop.now += WEEK_SECONDS
        windows = past.windows + WINDOWS_TO_LOOK_FOR_MORE
        hours = windows * PARTS_OF_A_WINDOW * REREADING_SECONDS / HOUR_SECONDS
        if not self._within(int(hours) + HOURS_TO_COPY, lambda: not past.differences(judge.disk)):
            found = past.differences(judge.disk)
            judge.fail(Promise.HISTORY_IS_THERE, f"{len(found)} differ: {found[:5]}")
        judge.inspect()

    def _within(self, hours: int, done: Callable[[], bool]) -> bool:
        for _ in range(hours):
            if done():
                return True
            self._story.run_until(self._story.loop.now + HOUR_SECONDS)
            self._look_after()
        return done()

    def _is_whole(self) -> bool:
        progress = self._progress()
        return progress is not None and progress.state is HistoryState.COMPLETE

    def _progress(self) -> HistoryProgress | None:
        program = self._story.program
        return program.status.history if program is not None else None

    def _look_after(self) -> None:
        """The program runs, and the person is signed in."""
        story = self._story
        if not story.computer.programs:
            story.start_again()
            story.run_until(story.loop.now + 1)
        program = story.program
        if program is not None and program.signed_out:
            program.do(story.person.sign_in(program), "signs in again")
            story.run_until(story.loop.now + 1)

    def _judge(self) -> None:
        judge = self._story.judge
        judge.inspect()
        ops = judge.disk.rows(
            "SELECT op.*, account.username FROM op JOIN account ON account.id = op.account "
            "WHERE state NOT IN ('done', 'dropped')"
        )
        doubtful = {(op["account"], op["attribute"], op["day"]) for op in ops if op["state"] == "doubt"}
        for op in ops:
            self._check_op(op, behind=(op["account"], op["attribute"], op["day"]) in doubtful)
        held = {(op["username"], op["attribute"], op["day"]) for op in ops}
        for key, standing in self._standing().items():
            if key not in held | judge.foreign | judge.decided | judge.uncertain:
                self._check_total(key, standing)
            if key[1] == "mood_note" and key not in held | judge.decided | judge.uncertain:
                self._check_words(key, standing)

    def _check_op(self, op: Any, *, behind: bool) -> None:
        """What stands still at the end; `behind` is what came after a doubt and waits for the word on that."""
        what = f"op {op['id']} {op['attribute']} {op['day']} is {op['state']} {op['reason'] or ''}"
        if op["state"] in ("sending", "unknown") or (op["state"] == "pending" and not behind):
            self._story.judge.fail(Promise.ARRIVES, what)
        reasonable = self._is_their_own(op) or _is_below_zero(op) or self._was_there_before(op)
        if self._story.plan.clean and op["reason"] and not reasonable:
            self._story.judge.fail(Promise.NOT_ASKED, what)

    def _was_there_before(self, op: Any) -> bool:
        """Whether it would take the place of something that stood there before anybody looked."""
        key = (op["username"], op["attribute"], op["day"])
        return op["reason"] == "changed_elsewhere" and key in self._story.judge.there_before

    def _is_their_own(self, op: Any) -> bool:
        """Whether it waits for the word on another service's attribute, as it should.

        Where an answer to an acquire was lost, Exist may know better until everything is read again.
        """
        told = self._story.judge.disk.rows(
            "SELECT service_name FROM attribute JOIN account ON account.id = account WHERE name = ? AND username = ?",
            (op["attribute"], op["username"]),
        )
        return op["reason"] in OWNERS and any(row["service_name"] not in (None, OURS) for row in told)

    def _standing(self) -> dict[Key, list[Any]]:
        found: dict[Key, list[Any]] = {}
        for row in self._story.judge.disk.rows(
            "SELECT entry.*, account.username FROM entry JOIN account ON account.id = entry.account "
            "WHERE undone_at IS NULL ORDER BY entry.id"
        ):
            found.setdefault((row["username"], row["attribute"], row["day"]), []).append(row)
        return found

    def _check_total(self, key: Key, standing: list[Any]) -> None:
        judge = self._story.judge
        before = judge.first.get(key, self._story.exist.value(*key))
        expected = known_after(before, fold([rows.command(row) for row in standing]))
        there = self._story.exist.value(*key)
        if not judge.clock_unsure and not same(there, expected, _kind(expected)):
            judge.fail(Promise.TOTAL_IS_THE_FOLD, f"{key} is {there!r}, and what was entered makes {expected!r}")

    def _check_words(self, key: Key, standing: list[Any]) -> None:
        """What has joined the note since it was last written here as a whole is there, each as often as it was saved.

        The first words of an empty note have no time, and what somebody else has written anew may lack some.
        """
        wanted: Counter[str] = Counter()
        times: dict[str, set[str]] = {}
        for row in standing:
            match rows.command(row):
                case SetValue(value=whole):
                    wanted = Counter({words: _standing_in(whole, words, times) for words in times})
                case Append(words=words, at=at):
                    wanted[words] += 1
                    times.setdefault(words, set()).add(at)
                case TakeOut(line=line):
                    wanted[words_of(line)] -= 1
        text = self._story.exist.value(*key)
        for words, number in wanted.items():
            there = _standing_in(text, words, times)
            missing_is_their_doing = key in self._story.judge.replaced and there < number
            if there != number and not missing_is_their_doing and not self._story.judge.clock_unsure:
                self._story.judge.fail(
                    Promise.WORDS_STAND_ONCE, f"{key}: {words!r} was saved {number} times, and Exist has {text!r}"
                )


def _standing_in(text: Any, words: str, times: dict[str, set[str]]) -> int:
    """How often words stand in a text, with one of the times at which they were saved, or without."""
    return count(text, words) + sum(count(text, f"{at} {words}") for at in times.get(words, ()))


def _is_below_zero(op: Any) -> bool:
    """Whether the person has undone so much that no such total can be."""
    return bool(op["reason"] == "below_zero" or (op["reason"] == "type_changed" and op["value"] < 0))


def _kind(value: object) -> ValueType:
    return ValueType.TEXT if isinstance(value, str) else ValueType.DECIMAL
