"""When the worker runs: after a save, every hour, when the network is back, or when the person asks.

The schedule is one task. It holds the process lock only while it works, so that the command line can send in between,
and sleeps until the next thing is due or something wakes it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import date

from exist_desktop.domain.account import Account
from exist_desktop.domain.history.progress import HistoryRange
from exist_desktop.errors import AppError, DiskErrorKind, ErrorObserver, NotSavedError, RequestError, UnexpectedError
from exist_desktop.store import meta
from exist_desktop.store.file.process_lock import ProcessLock
from exist_desktop.store.repositories.outbox import OutboxRepository
from exist_desktop.store.repositories.readings import ReadingRepository
from exist_desktop.store.store import Store
from exist_desktop.sync.back_off import FIRST_BACK_OFF, PATIENCE, RateLimiter
from exist_desktop.sync.clock import Clock
from exist_desktop.sync.history.background_copy import HistoryCopy
from exist_desktop.sync.intervals import NEVER, REFRESH_SECONDS, USUAL, USUAL_REQUESTS, Intervals
from exist_desktop.sync.status import Condition, SyncResult
from exist_desktop.sync.turns import BREATH_SECONDS, RETRY_SECONDS, TURN_SECONDS, Turn
from exist_desktop.sync.worker import SyncWorker

_log = logging.getLogger(__name__)


class Schedule:
    """The worker's timetable. `run` is its one task, all else may be called at any time. `observer` gets bugs."""

    def __init__(
        self,
        worker: SyncWorker,
        store: Store,
        account: Account,
        process_lock: ProcessLock,
        copy: HistoryCopy,
        *,
        gate: RateLimiter,
        clock: Clock,
        observer: ErrorObserver,
        intervals: Intervals = USUAL,
    ) -> None:
        self._worker = worker
        self._store = store
        self._outbox = OutboxRepository(store, account)
        self._readings = ReadingRepository(store, account)
        self._account = account
        self._process_lock = process_lock
        self._copy = copy
        self._gate = gate
        self._clock = clock
        self._intervals = intervals
        self._observer = observer
        self._woken = asyncio.Event()
        self._busy = asyncio.Lock()
        self._push_at = 0.0 if intervals.sends else NEVER
        self._batch_at = NEVER  # a push sets it
        self._pull_at = 0.0
        self._pulled_at = -NEVER
        self._copy_at = 0.0
        self._people = 0
        self._chosen: date | None = None
        self._seen = True
        self._cost = USUAL_REQUESTS

    async def run(self) -> None:
        """Works until it is cancelled. It pauses after a disk error or a bug, and rests after an update."""
        begun = False
        while True:
            try:
                if not begun:
                    await self._recall()
                    begun = True
                pause = await self._work_off()
            except NotSavedError as refused:
                pause = self._pause_after(refused)
            except Exception as bug:
                pause = self._pause_after_bug(bug)
            await self._clock.wait(self._woken, pause)
            self._woken.clear()

    def _pause_after(self, refused: NotSavedError) -> float:
        """Returns when to try again after the disk refused: never, if a later version has changed the data."""
        if refused.kind is DiskErrorKind.UPDATED:
            self._worker.was_updated()
            return NEVER
        _log.info("The worker's state could not be saved", exc_info=refused)
        return self._clock.now() + REFRESH_SECONDS

    def _pause_after_bug(self, bug: Exception) -> float:
        """Reports an unexpected failure once. Returns when to try again; the waits grow."""
        _log.error("The worker failed; it tries again by itself", exc_info=bug)
        if self._worker.status.condition is not Condition.FAULT:
            self._observer.publish_error(bug if isinstance(bug, AppError) else UnexpectedError())
        self._worker.stumbled()
        if self._intervals.sends:
            self._push_at = min(self._push_at, self._clock.now())
        return max(self._worker.back_off.until, self._clock.now() + FIRST_BACK_OFF)

    def entry_saved(self) -> None:
        """Plans to send an entry that was just saved, when the time to undo it is over or later, as was chosen."""
        if self._intervals.sends:
            self._push_at = self._clock.now() + self._intervals.send_after
            self._woken.set()

    def set_intervals(self, intervals: Intervals) -> None:
        """Uses other intervals from now on."""
        if intervals == self._intervals:
            return
        self._intervals = intervals
        self._push_at = self._clock.now() + intervals.send_after
        self._pull_at = self._next_reading()
        self._copy_at = 0.0
        if not intervals.reads:
            self._copy.rest_until_asked()
        self._woken.set()

    def looked_at(self) -> None:
        """Reads as often as the intervals say, since the window is visible."""
        self._seen = True
        self._pull_at = min(self._pull_at, self._next_reading())
        self._woken.set()

    def looked_away(self) -> None:
        """Reads less often, since the window is not visible: on average one request in each interval."""
        self._seen = False
        if self._pulled_at > -NEVER:
            self._pull_at = max(self._pull_at, self._next_reading())
            self._woken.set()

    def day_chosen(self, day: date) -> None:
        """Reads a day that the person looks at as soon as possible, unless it was read within the interval."""
        self._chosen = day
        self._woken.set()

    def set_history(self, wanted: HistoryRange, *, paused: bool) -> None:
        """Sets how much of the history is copied from now on, with the requests that are left in the hour."""
        if (wanted, paused) != (self._copy.wanted, self._copy.paused):
            self._copy.choose(wanted, paused=paused)
            self._copy_at = 0.0
            self._woken.set()

    def send_now(self) -> None:
        """Sends what waits at once, without regard to the back-off."""
        self._worker.back_off.reset()
        self._push_at = 0.0
        self._woken.set()

    def network_back(self) -> None:
        """Tries again if Exist could not be reached, since there may be a network again."""
        if self._worker.status.condition is Condition.OFFLINE:
            self._worker.back_off.reset()
            if self._intervals.sends or self._push_at < NEVER:
                self._push_at = 0.0
            self._woken.set()

    def refresh(self) -> float:
        """Reads everything, at most once a minute. Returns in how many seconds: 0 is now."""
        self._worker.back_off.reset()
        self._pull_at = max(self._pulled_at + REFRESH_SECONDS, 0.0)
        self._woken.set()
        return max(0.0, self._pull_at - self._clock.now())

    async def sync(self) -> SyncResult:
        """Pushes and pulls once, respecting pauses and fences, then pushes what the reading may have released."""
        async with self.at_work():
            next_at = await self._push(patience=PATIENCE)
            if self._worker.status.condition in (Condition.IDLE, Condition.READ_ONLY):
                read = await self._pull()
                if read and self._worker.status.counts.held:
                    next_at = await self._push(patience=PATIENCE)
                batch_at = await self._send_batches(Turn(self, NEVER, gives_way=False))
                next_at = min(filter(None, (next_at, batch_at)), default=None)
        return SyncResult.after(self._worker.status, next_at)

    async def copy_history(self) -> float:
        """Copies the history until it is complete or has to wait. Returns the instant to go on at, or `NEVER`."""
        while True:
            async with self.at_work():
                if (day := self._chosen) is not None and not await self._read_chosen(day, self._clock.now()):
                    return self._worker.back_off.until
                next_at = await self._copy_some(gives_way=False)
            if next_at > self._clock.now():
                return next_at
            await asyncio.sleep(BREATH_SECONDS)  # the window of this data folder may have something to send

    @contextlib.asynccontextmanager
    async def standstill(self) -> AsyncIterator[None]:
        """Stops this process from sending and reading meanwhile."""
        self._people += 1
        try:
            await self._busy.acquire()
        finally:
            self._people -= 1
        try:
            yield
        finally:
            self._busy.release()

    async def read_day(self, day: date) -> None:
        """Reads the days around one that was not read, while somebody waits."""
        async with self.at_work():
            await self._worker.read_day(day)

    @contextlib.asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Holds the process lock for work that somebody waits for; what is asked inside counts for this hour."""
        async with self.standstill():
            while not self._process_lock.take():  # noqa: ASYNC110 - another process's lock has no event to wait for
                await asyncio.sleep(RETRY_SECONDS / 2)
            async with self._locked(automatic=False):
                self._worker.back_off.reset()
                yield

    async def push_out(self) -> None:
        """Sends what waits when the program quits, if the process lock is free and entries are sent by themselves."""
        if not self._intervals.sends:
            return
        async with self.standstill():  # the copy of the history gives way
            if self._process_lock.take():
                async with self._locked(automatic=False):
                    self._worker.back_off.reset()
                    await self._push()

    async def _work_off(self) -> float:
        """Does what is due. Returns the instant of the next thing."""
        async with self._busy:
            now = self._clock.now()
            blocked_until = max(self._worker.back_off.until, now + self._gate.closed_for(now))
            due = self._due()
            if self._worker.status.condition is Condition.SIGNED_OUT:
                return NEVER
            if now < max(due, blocked_until):
                return max(due, blocked_until)
            if not self._process_lock.take():
                return now + RETRY_SECONDS
            async with self._locked(automatic=True):
                await self._do_due(now)
            return self._due()

    def _due(self) -> float:
        copy_at, chosen_at = self._copy_at if self._intervals.reads else NEVER, NEVER if self._chosen is None else 0.0
        return min(self._push_at, self._pull_at, self._batch_at, copy_at, chosen_at)

    async def _do_due(self, now: float) -> None:
        if (day := self._chosen) is not None and not await self._read_chosen(day, now):
            return
        if now >= self._push_at:
            self._push_at = NEVER  # a save in the meantime sets it again
            next_at = await self._push()
            self._push_at = min(self._push_at, next_at if next_at is not None else NEVER)
            if self._worker.status.condition not in (Condition.IDLE, Condition.READ_ONLY):
                return
            self._batch_at = min(self._batch_at, self._clock.now())
        if now >= self._pull_at and not await self._pull():
            return
        if now >= self._copy_at and self._intervals.reads:
            self._copy_at = NEVER  # a choice in the meantime sets it anew
            next_at = await self._copy_some(gives_way=True)
            self._copy_at = min(self._copy_at, max(next_at, self._clock.now() + BREATH_SECONDS))
        if now >= self._batch_at:
            await self._send_batches(Turn(self, self._clock.now() + TURN_SECONDS, gives_way=True))

    def may_go_on(self, turn: Turn) -> bool:
        """Whether the copy of the history, or a batch, may make another request in its turn."""
        due = min(self._push_at, self._pull_at) if turn.gives_way else NEVER
        return self._clock.now() < min(turn.ends, due) and not self._people and self._chosen is None

    async def _copy_some(self, *, gives_way: bool) -> float:
        """Copies the history for a while, until somebody waits or, if it `gives_way`, until something else is due.

        Returns the instant to go on at. A failure delays it like all other work.
        """
        try:
            return await self._copy.run(Turn(self, self._clock.now() + TURN_SECONDS, gives_way))
        except RequestError as error:
            until = await self._worker.failed(error)
            self._copy.waits(until)
            return until

    async def _send_batches(self, turn: Turn) -> float | None:
        """Sends of batches what fits into the turn. Returns when the next one is, or None if nothing is planned."""
        next_at = await self._worker.push_batches(turn)
        self._batch_at = NEVER if next_at is None else next_at
        return next_at

    async def _read_chosen(self, day: date, now: float) -> bool:
        if not await self._worker.read_day(day, max(now - self._intervals.read_every, 0.0)):
            return False
        self._chosen = None if self._chosen == day else self._chosen
        return True

    async def _push(self, *, patience: int = 0) -> float | None:
        """Sends what waits. If the disk refuses meanwhile, plans another push for what has been sent already."""
        try:
            return await self._worker.push(patience=patience)
        except NotSavedError:
            self._push_at = min(self._push_at, self._clock.now() + REFRESH_SECONDS)
            self._woken.set()
            raise

    async def _pull(self) -> bool:
        before = self._gate.admitted
        came_through = await self._worker.pull()
        now = self._clock.now()
        if came_through:
            self._cost = max(self._gate.admitted - before, USUAL_REQUESTS)
            self._pulled_at = now
            self._pull_at = self._next_reading()
            self._copy_at = min(self._copy_at, now)
            await self._store.back_up_daily(self._clock.wall())
            if self._intervals.sends and self._worker.status.counts.open:
                self._push_at = min(self._push_at, now)
        return came_through

    def _next_reading(self) -> float:
        """Returns when everything is read next: now, if it never was."""
        if self._pulled_at == -NEVER:
            return 0.0
        return self._pulled_at + self._intervals.read_every * (1 if self._seen else self._cost)

    @contextlib.asynccontextmanager
    async def _locked(self, *, automatic: bool) -> AsyncIterator[None]:
        """Restores the shared state, lets the work be done, saves the state, and releases the lock that is held."""
        try:
            await self._worker.recover()  # it corrects the instants from which the budget is counted, too
            self._gate.restore(await self._store.meta(self._account, meta.PACING))
            self._gate.automatic = automatic
            yield
        finally:
            try:
                await self._outbox.put_state(self._gate.kept(), self._worker.status.condition)
            finally:
                self._process_lock.give_up()

    async def _recall(self) -> None:
        """Restores when everything was last read, by this run or an earlier one."""
        last = await self._readings.last_sync()
        if last is not None and last <= self._clock.now():
            self._pulled_at = last
        self._pull_at = self._next_reading()
