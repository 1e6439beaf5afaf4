"""The copy of the whole history: one call after the other in the background, each answer saved as soon as it arrives.

Everything else goes first: between two calls it checks whether something waits to be sent or read. Values are saved in
one transaction with how far the copy has come, so that a stop costs one call at most.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import Protocol

from msgspec.structs import replace

from exist_desktop.api.client import ExistClient
from exist_desktop.domain.account import Account
from exist_desktop.domain.history.progress import HistoryProgress, HistoryRange, HistoryState
from exist_desktop.errors import RequestError
from exist_desktop.store import history_copy
from exist_desktop.store.changes import Change
from exist_desktop.store.repositories.copied_history import CopyRepository
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.sync.back_off import RateLimiter
from exist_desktop.sync.clock import Clock
from exist_desktop.sync.history import answers, beginning
from exist_desktop.sync.history.holes import Holes
from exist_desktop.sync.history.plan import WEEKLY, Ask, ReadAlone, ReadWindow
from exist_desktop.sync.history.view import HistoryView, seconds_for, view
from exist_desktop.sync.turns import Turn

NEVER = float("inf")
ASKS_AT_ONCE = 60
"""How many calls are planned in one visit to the database."""
REFRESH_SECONDS = 900.0
"""Time between calls that read complete windows again; ten years in a week are about two calls an hour."""
MOST_FAILURES = 3
"""After so many useless answers a window counts as asked for, until it is read again in a week."""
SECONDS_A_CALL = 0.5
"""How long a call is assumed to take before one was made."""


class ProgressObserver(Protocol):
    """Shows how far the copy is."""

    def tell_history(self, progress: HistoryProgress) -> None:
        """Called after each request, and when the copy rests or goes on."""


class HistoryCopy:
    """The copy of one account's history. `wanted` is how much of it, `paused` whether it rests; both may change.

    `observer` gets the progress; `progress` is the last that it got.
    """

    def __init__(
        self,
        client: ExistClient,
        store: Store,
        account: Account,
        gate: RateLimiter,
        clock: Clock,
        observer: ProgressObserver,
    ) -> None:
        self.wanted = HistoryRange.NOTHING
        self.paused = False
        self.progress = HistoryProgress()
        self._client = client
        self._store = store
        self._account = account
        self._repository = CopyRepository(store, account)
        self._gate = gate
        self._clock = clock
        self._observer = observer
        self._counts: dict[str, int] = {}
        self._failures: Counter[Ask | str] = Counter()
        self._holes = Holes()
        self._refreshed_at = -NEVER
        self._wondered_at = -NEVER
        self._seconds_a_call = SECONDS_A_CALL

    def choose(self, wanted: HistoryRange, *, paused: bool) -> None:
        """Wants so much from now on. A pause is published at once: an outage may keep the copy from its next step."""
        self.wanted, self.paused = wanted, paused
        if wanted is HistoryRange.NOTHING:
            self._publish(replace(self.progress, state=HistoryState.OFF, resumes_at=None))
        elif paused and self.progress.state in (HistoryState.COPYING, HistoryState.WAITING):
            self._publish(replace(self.progress, state=HistoryState.PAUSED, resumes_at=None))
        elif not paused and self.progress.state in (HistoryState.PAUSED, HistoryState.OFF):
            self._publish(replace(self.progress, state=HistoryState.COPYING))

    def rest_until_asked(self) -> None:
        """Publishes that the copy goes on only when somebody asks for it."""
        if self.progress.state in (HistoryState.COPYING, HistoryState.WAITING, HistoryState.PAUSED):
            self._publish(replace(self.progress, state=HistoryState.ON_REQUEST, resumes_at=None))

    async def run(self, turn: Turn) -> float:
        """Fetches until nothing is missing, the hour's share is spent, or its turn ends.

        Returns the instant to go on at, `NEVER` if nothing is to be done. Raises `RequestError`.
        """
        while turn.goes_on:
            if self.paused or self.wanted is HistoryRange.NOTHING:
                await self.tell()
                return NEVER
            found = await self._look()
            if not found.attributes:
                return NEVER  # the first reading of everything comes first
            question = None
            if self.wanted is HistoryRange.EVERYTHING:
                question = beginning.next_question(found.beginning, found.listed, self._counts)
            if question is None and found.plan.whole:
                if await self._wonders(found):
                    continue
                return await self._read_again(found)
            self._wondered_at = self._clock.now()
            if (wait := self._gate.history_wait()) > 0:
                return await self._rest(found, wait)
            if question is None:
                await self._work_off(found, turn)
            else:
                await self._ask_about_beginning(question, found)
        return self._clock.now()

    async def tell(self) -> HistoryProgress:
        """Reads how far the copy is, and publishes it."""
        found = await self._look()
        state = HistoryState.COPYING
        if self.wanted is HistoryRange.NOTHING:
            state = HistoryState.OFF
        elif self.paused and not found.plan.whole:
            state = HistoryState.PAUSED
        elif not found.attributes:
            state = HistoryState.NOT_BEGUN
        self._publish(found.progress(state))
        return self.progress

    def waits(self, until: float | None) -> None:
        """Publishes that the copy cannot go on before an instant, as Exist is out of reach or asked for a pause."""
        if self.progress.state in (HistoryState.COPYING, HistoryState.WAITING):
            self._publish(replace(self.progress, state=HistoryState.WAITING, resumes_at=until))

    async def _look(self) -> HistoryView:
        def work(tx: Transaction) -> HistoryView:
            return view(tx, self.wanted, self._clock, ASKS_AT_ONCE)

        return await self._store.read(self._account, work)

    async def _work_off(self, found: HistoryView, turn: Turn) -> None:
        """Makes the calls that were planned, as far as they may go out now."""
        asks, plan = deque(found.plan.asks), found.plan
        progress = found.progress(HistoryState.COPYING)
        while asks and turn.goes_on and not self.paused and self._gate.history_wait() == 0:
            ask = asks.popleft()
            asks.extendleft(reversed(await self._fetch(ask, found)))
            alone = isinstance(ask, ReadAlone)
            pieces = len(ask.names) if isinstance(ask, ReadWindow) else 3
            progress = replace(
                progress,
                done=min(progress.done + pieces, plan.total),
                requests_made=progress.requests_made + 1,
                requests_left=max(progress.requests_left - 1, 0),
                requests_by_themselves=max(progress.requests_by_themselves - alone, 0),
                first=answers.first_of(ask, progress.first),
            )
            self._publish(progress)

    async def _fetch(self, ask: Ask, found: HistoryView) -> tuple[Ask, ...]:
        """Makes one call and saves its answer. Returns what to ask for instead if Exist refused it."""
        began = self._clock.now()  # a value is as old as the moment at which it was asked for
        try:
            answer = await answers.asked(self._client, ask, found)
        except RequestError as error:
            await self._repository.count_request(self._gate.kept())
            if error.kind.refused_whole:
                return await self._refused(ask)
            if not self._holes.explain(error, ask) and not self._is_useless(error, ask):
                raise
            await answers.give_up(self._repository, ask, began)
            return ()
        self._seconds_a_call += (self._clock.now() - began - self._seconds_a_call) / 8

        again: tuple[Ask, ...] = ()
        if isinstance(answer, answers.WindowRead):
            answer, again = self._holes.weighed(answer)
        pacing = self._gate.kept()

        def work(tx: Transaction) -> Change:
            history_copy.count_request(tx, pacing)
            return answer.keep(tx, began)

        self._store.publish(await self._store.write(self._account, work))
        return again

    def _is_useless(self, error: RequestError, asked: Ask | str) -> bool:
        """Whether this was the last of so many useless answers to an ask, or to the question about an attribute."""
        if not error.kind.about_the_answer:
            return False
        self._failures[asked] += 1
        if self._failures[asked] < MOST_FAILURES:
            return False
        del self._failures[asked]
        return True

    async def _refused(self, ask: Ask) -> tuple[Ask, ...]:
        """Returns the halves of a list that was refused, until the attribute that Exist does not show is alone."""
        if isinstance(ask, ReadWindow) and len(ask.names) > 1:
            half = len(ask.names) // 2
            return ReadWindow(ask.window, ask.names[:half]), ReadWindow(ask.window, ask.names[half:])
        await answers.refuse(self._repository, ask, self._clock.now())
        return ()

    async def _ask_about_beginning(self, question: beginning.Question, found: HistoryView) -> None:
        now = self._clock.now()
        try:
            learned = await beginning.ask(self._client, question, found.beginning, self._counts, now)
        except RequestError as error:
            if not self._is_useless(error, question.attribute.name):
                raise
            learned = beginning.in_vain(question, found.beginning, now)
        await self._repository.put_beginning(learned, self._gate.kept())

    async def _wonders(self, found: HistoryView) -> bool:
        """Asks now and then whether one more attribute is older than all that is here. Returns whether it has asked."""
        now = self._clock.now()
        if self.wanted is not HistoryRange.EVERYTHING or 0 <= now - self._wondered_at < REFRESH_SECONDS:
            return False
        question = beginning.further_question(found.beginning, found.listed)
        if question is None or self._gate.history_wait() > 0:
            return False
        self._wondered_at = now
        await self._ask_about_beginning(question, found)
        return True

    async def _read_again(self, found: HistoryView) -> float:
        """Reads the part of the complete windows again that was not read for longest. Returns when to go on."""
        self._publish(found.progress(HistoryState.COPYING))
        await self._note_resumption(None)
        now = self._clock.now()
        if now < self._refreshed_at + REFRESH_SECONDS:
            return self._refreshed_at + REFRESH_SECONDS
        await self._repository.ask_again(now - WEEKLY)
        if found.due_again is not None and self._gate.history_wait() == 0:
            self._refreshed_at = now
            await self._fetch(found.due_again, found)
        return now + REFRESH_SECONDS

    async def _rest(self, found: HistoryView, wait: float) -> float:
        until = self._clock.now() + wait
        self._publish(replace(found.progress(HistoryState.WAITING), resumes_at=until))
        await self._note_resumption(until)
        return until

    async def _note_resumption(self, until: float | None) -> None:
        value = None if until is None else repr(until)
        await self._store.set_meta(self._account, history_copy.RESUMES_AT, value)

    def _publish(self, progress: HistoryProgress) -> None:
        seconds = None
        if progress.state in (HistoryState.COPYING, HistoryState.WAITING):
            seconds = seconds_for(progress.requests_left, self._gate.history_room(), self._seconds_a_call)
        self.progress = replace(progress, seconds_left=seconds)
        self._observer.tell_history(self.progress)
