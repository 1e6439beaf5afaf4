"""The worker performs one planned step after the other and publishes the status.

`plan` decides what to do and `answers` what an answer means. Here is only the order: commit, request, commit. A crash
at any await leaves the disk in a state that the next start understands.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from msgspec.structs import replace

from exist_desktop.api.batches import MOST_ITEMS, Acquire, ItemResult
from exist_desktop.api.client import ExistClient
from exist_desktop.domain.account import Account
from exist_desktop.domain.commands import Increment, Key
from exist_desktop.domain.history.progress import HistoryProgress
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.domain.outbox.op_outcome import OpOutcome
from exist_desktop.domain.outbox.ops import Op
from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.store.outbox.ops import BEHIND_OWN, Dispatch, Outbox, Place
from exist_desktop.store.repositories.outbox import OutboxRepository
from exist_desktop.store.repositories.readings import ReadingRepository
from exist_desktop.store.store import Store
from exist_desktop.sync.back_off import BackOff, RateLimiter, condition_of
from exist_desktop.sync.clock import Clock
from exist_desktop.sync.pull import pull
from exist_desktop.sync.push import answers
from exist_desktop.sync.push.creation import AttributeCreation
from exist_desktop.sync.push.ownership import Ownership
from exist_desktop.sync.push.plan import next_step
from exist_desktop.sync.push.steps import (
    AcquireOwnership,
    CreateAttributes,
    HoldCreations,
    Idle,
    Permissions,
    PlanContext,
    ReadOwners,
    ReadValues,
    ReleaseOwnership,
    SendIncrements,
    SendTotals,
    SettleOps,
    SettleOwners,
    Step,
)
from exist_desktop.sync.reading import Windows, read_keys
from exist_desktop.sync.status import CLOCK_APART_SECONDS, Condition, SyncObserver, SyncStatus
from exist_desktop.sync.turns import Turn

_log = logging.getLogger(__name__)


class SyncWorker:
    """Sends and reads for one account. `push` and `pull` must not run at the same time; `Schedule` makes sure of that.

    Clock and random numbers are passed in, so that the same seed gives the same run.
    """

    def __init__(
        self,
        store: Store,
        account: Account,
        client: ExistClient,
        *,
        gate: RateLimiter,
        clock: Clock,
        random: Random,
        settling: float = SETTLING_SECONDS,
        observer: SyncObserver,
    ) -> None:
        self.status = SyncStatus()
        self.back_off = BackOff(random, settling)
        self._store = store
        self._account = account
        self._client = client
        self._gate = gate
        self._clock = clock
        self._settling = settling
        self._began = clock.now()
        self._observer = observer
        self._repository = OutboxRepository(store, account)
        self._readings = ReadingRepository(store, account)
        self._creation = AttributeCreation(store, account, client, clock)
        self._ownership = Ownership(store, account, client, clock, settling)
        self._windows = Windows(clock)
        self._unreadable: set[str] = set()
        self._batch = MOST_ITEMS
        self._outbox = Outbox()
        self._first: Place | None = None
        self._place: Place | None = None
        self._turn: Turn | None = None
        self._blinded: RequestError | None = None

    async def recover(self) -> None:
        """Treats requests that an earlier run did not finish as unanswered."""
        await self._repository.recover(self._clock.now(), self._clock.uptime(), self._settling)

    async def push(self, *, patience: int = 0) -> float | None:
        """Performs steps until there is nothing to send but batches. Returns when to look again, None for no plan.

        It stops after a failure, with two exceptions: the first `patience` lost answers are followed up at once, and
        when Exist does not give values, what needs none goes on.
        """
        self._turn = None
        return await self._push(None, patience)

    async def push_batches(self, turn: Turn) -> float | None:
        """Sends of batches what the hour's share for them allows, until the turn ends. Returns as `push` does."""
        if (await self._repository.part(BEHIND_OWN)).more is None:
            return None
        if self.back_off.until > self._clock.now():
            return self.back_off.until
        self._turn = turn
        return await self._push(BEHIND_OWN, 0)

    async def _push(self, first: Place | None, patience: int) -> float | None:
        self._batch, self._first, self._place, self._blinded = MOST_ITEMS, first, first, None
        while True:
            step = await self._next()
            if isinstance(step, Idle):
                await self._say(self._resting_condition() if self._blinded is None else condition_of(self._blinded))
                return step.until if self._blinded is None else self.back_off.until
            try:
                await self._perform(step)
            except RequestError as error:
                self._meet(error)
                if isinstance(step, ReadValues) and error.kind.about_the_answer:
                    self._blinded = error
                elif not error.kind.surely_not_applied and patience > 0:
                    patience -= 1
                else:
                    await self._say(condition_of(error))
                    return self.back_off.until

    async def pull(self) -> bool:
        """Reads everything that is shown. Returns whether it succeeded."""
        await self._say(Condition.READING)
        try:
            await pull(self._client, self._readings, self._clock.now())
        except RequestError as error:
            await self.failed(error)
            return False
        self.back_off.reset()
        self._unreadable.clear()
        await self._say(self._resting_condition())
        return True

    def was_updated(self) -> None:
        """Publishes that a later version has changed the data. It reads nothing, since tables may have changed."""
        self.status = replace(self.status, condition=Condition.UPDATED)
        self._observer.publish_status(self.status)

    def stumbled(self) -> None:
        """Publishes an unexpected failure, without the disk, and waits longer after each."""
        self.back_off.stumbled(self._clock.now())
        self.status = replace(self.status, condition=Condition.FAULT)
        self._observer.publish_status(self.status)

    async def read_day(self, day: date, since: float = 0.0) -> bool:
        """Reads the days around a chosen one if it was not read since that instant. Returns whether that succeeded."""
        try:
            read = await self._windows.read(self._client, self._readings, day, since)
        except RequestError as error:
            await self.failed(error)
            return False
        if read:
            self.back_off.reset()
        return True

    async def failed(self, error: RequestError) -> float:
        """Counts a failed request of another part, and publishes it. Returns until when to wait."""
        self._meet(error)
        await self._say(condition_of(error))
        return self.back_off.until

    def tell_history(self, progress: HistoryProgress) -> None:
        """Publishes how far the copy of the history is."""
        self.status = replace(self.status, history=progress)
        self._observer.publish_status(self.status)

    async def say(self) -> None:
        """Publishes the status with new counts, since entries have come or gone."""
        await self._say(None)

    async def _next(self) -> Step:
        """Returns the next step of the current part of the outbox, or of a later part. Idle if no part has one."""
        rest, whole = Idle(None), self._place == self._first
        while True:
            if self._turn is not None and (wait := self._turn.wait(self._gate.batch_wait())) > 0:
                return Idle(self._clock.now() + wait)
            self._outbox = outbox = await self._repository.part(self._place)
            step = next_step(outbox, self._moment())
            if not isinstance(step, Idle):
                return step
            rest = Idle(min((until for until in (rest.until, step.until) if until is not None), default=None))
            more = outbox.more if self._turn is not None or (outbox.more and outbox.more.is_own) else None
            self._place = more or self._first
            if more is None:
                if whole:
                    return rest
                rest, whole = Idle(None), True  # what was done may allow a step in an earlier part

    def _moment(self) -> PlanContext:
        return PlanContext(
            now=self._clock.now(),
            rights=self._rights(),
            settling=self._settling,
            owners_read=self._ownership.read_at,
            unreadable=frozenset(self._unreadable),
            batch=self._batch,
            blind=self._blinded is not None,
            began=self._began,
        )

    async def _perform(self, step: Step) -> None:
        match step:
            case SettleOps(found=found):
                await self._settle(found)
            case ReadOwners(names=names):
                await self._ownership.read(names)
                self.back_off.reset()
            case SettleOwners(found=outcomes):
                await self._ownership.settle(outcomes)
                await self.say()
            case AcquireOwnership(items=items, entries=entries):
                await self._acquire(items, entries)
            case ReleaseOwnership(entries=entries):
                await self._release(entries)
            case CreateAttributes(items=wanted):
                await self._creation.create(wanted)
            case HoldCreations(items=wanted):
                await self._creation.hold(wanted)
            case ReadValues(keys=keys):
                await self._read_values(keys)
            case SendTotals(dispatches=dispatches) | SendIncrements(dispatches=dispatches):
                await self._send(dispatches)

    async def _send(self, dispatches: Sequence[Dispatch]) -> None:
        """Commits the start (T2), sends, and commits the outcome (T3).

        If T2 fails nothing is sent. If T3 fails the next start treats the request as unanswered.
        """
        begun = await self._store.begin(self._account, dispatches, self._clock.now())
        if not begun:
            return
        await self._say(Condition.SENDING)
        try:
            fates = await self._call(begun)
        except RequestError as error:
            now = self._clock.now()
            await self._settle(answers.of_error(begun, error, now, self._settling))
            if not self._divided(error, len(begun)):
                raise
            return
        now = self._clock.now()
        denied = answers.denied(begun, fates)
        await self._settle(answers.of_batch(begun, fates, now, self._settling))
        if denied:
            await self._ownership.denied(denied)
        self.back_off.reset()

    async def _call(self, begun: Sequence[Op]) -> tuple[ItemResult, ...]:
        additions = [op.command for op in begun if isinstance(op.command, Increment)]
        if additions:
            return await self._client.increment(additions)
        return await self._client.update([answers.as_total(op) for op in begun])

    def _divided(self, error: RequestError, size: int) -> bool:
        """Makes calls smaller after a refusal, until the bad item is alone. Returns whether to go on."""
        if not error.kind.one_item_may_be_why:
            return error.kind.refused_whole  # they are held and tried again later; others go on
        self._batch = max(1, size // 2) if size > 1 else MOST_ITEMS
        return True

    async def _acquire(self, items: Sequence[Acquire], entries: Mapping[str, int]) -> None:
        try:
            acquired = await self._ownership.acquire(items, entries)
        except RequestError as error:
            if found := self._ownership.failed(items, self._outbox.ops, error, entries):
                await self._settle(found)
            if not self._divided(error, len(items)):
                raise
            return
        self.back_off.reset()
        for item, result in zip(acquired.items, acquired.results, strict=True):
            if found := await self._ownership.answered(item, self._outbox.ops, result, entries):
                await self._settle(found)
        await self.say()

    async def _release(self, entries: Mapping[str, int]) -> None:
        try:
            await self._ownership.release(entries)
        except RequestError as error:
            if not self._divided(error, len(entries)):
                raise
        else:
            self.back_off.reset()
            await self.say()

    async def _read_values(self, keys: Sequence[Key]) -> None:
        """Reads keys of one window, and in the same call what else will be needed from it."""
        now, wall = self._clock.now(), self._clock.wall()
        latest, others = await self._readings.last_day_and_waiting(keys[0].day, wall)
        found = await read_keys(self._client, keys, others, latest, self._outbox)
        await self._readings.put_found(found.whole, found.looked_at, now)
        self._unreadable.update(key.attribute for key in found.missing)
        odd = [op for op in self._outbox.ops if op.key in found.odd]
        if strange := answers.of_odd_values(odd, now, self._settling):
            await self._settle(strange)
        self.back_off.reset()

    async def _settle(self, found: Sequence[OpOutcome]) -> None:
        await self._store.settle(self._account, found, self._clock.now())
        await self.say()

    def _meet(self, error: RequestError) -> None:
        _log.info("Exist could not be reached or refused: %s, status %s", error.kind.name, error.status)
        now = self._clock.now()
        if error.kind is RequestErrorKind.PAUSE or error.retry_after is not None:
            self.back_off.wait_until(now + self._gate.paused(error, now))
        else:
            self.back_off.failed(error, now)

    def _rights(self) -> Permissions:
        tokens = self._client.tokens
        return Permissions(tokens.scopes, tokens.read_only)

    def _resting_condition(self) -> Condition:
        return Condition.READ_ONLY if self._rights().read_only else Condition.IDLE

    async def _say(self, condition: Condition | None) -> None:
        """Publishes the counts with that condition, or with the one that is current once they are read."""
        counts, last_sync = await self._repository.counts_and_last_sync()
        stands = condition or self.status.condition
        until = self.back_off.until if stands in (Condition.PAUSED, Condition.OFFLINE, Condition.TROUBLE) else None
        ahead = self._clock_ahead()
        self.status = replace(
            self.status, condition=stands, counts=counts, last_sync=last_sync, until=until, clock_ahead=ahead
        )
        self._observer.publish_status(self.status)

    def _clock_ahead(self) -> float | None:
        offset = self._client.server_clock_offset
        return -offset if offset is not None and abs(offset) > CLOCK_APART_SECONDS else None
