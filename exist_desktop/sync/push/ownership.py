"""Who may write an attribute: asks Exist for its owner, and says what the answers to acquiring it mean.

The worker sends the request and commits the outcomes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from exist_desktop.api.batches import Accepted, Acquire, Batch, ItemResult, Rejected, Unanswered
from exist_desktop.api.client import ExistClient
from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.domain.outbox.op_outcome import OpOutcome
from exist_desktop.domain.outbox.ops import Op, OpState, Reason
from exist_desktop.domain.ownership.entries import OwnerKind, OwnerRequest
from exist_desktop.domain.ownership.outcomes import (
    OwnerAnswered,
    OwnerDone,
    OwnerHeld,
    OwnerOutcome,
    OwnerRestored,
    OwnerReturns,
    OwnerUnclear,
)
from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.store.repositories.owners import OwnerRepository
from exist_desktop.store.store import Store
from exist_desktop.sync.clock import Clock
from exist_desktop.sync.pull import owned_by
from exist_desktop.sync.push import answers
from exist_desktop.sync.push.steps import STRANGE_LIMIT


class Acquired(Struct, frozen=True):
    """The items of a call that left, and what was answered for each."""

    items: tuple[Acquire, ...]
    results: Batch


class Ownership:
    """The owners of one account's attributes, as far as this run has asked.

    `read_at` has the instant of the last answer by the attribute's name. An answer is as old as its question.
    """

    def __init__(self, store: Store, account: Account, client: ExistClient, clock: Clock, settling: float) -> None:
        self.read_at: dict[str, float] = {}
        self._repository = OwnerRepository(store, account)
        self._client = client
        self._clock = clock
        self._settling = settling
        self._strange: dict[str, int] = {}

    async def read(self, names: Sequence[str], acquired: Collection[str] = ()) -> None:
        """Reads who owns these attributes now. Raises `RequestError`.

        What Exist has just said to have `acquired` is this client's, also where the list does not have it yet.
        """
        now = self._clock.now()
        found = await self._client.attributes(attributes=names, include_inactive=True, include_low_priority=True)
        owned = await self._client.owned(attributes=names, include_inactive=True, include_low_priority=True)
        asked = [attribute for attribute in found if attribute.name in names]
        whole = not found.strange and not owned.strange
        listed = {attribute.name for attribute in (*found, *owned)}
        gone = [name for name in names if name not in listed] if whole else []
        await self._repository.put(asked, owned_by(owned, *acquired), gone, now)
        self.read_at.update(dict.fromkeys(names, now))

    async def acquire(self, items: Sequence[Acquire], entries: Mapping[str, int]) -> Acquired:
        """Acquires attributes. Returns those that left with what was answered; take-overs are settled.

        `entries` are the take-overs, and the give-backs that restore `manual`, by attribute. One that was undone
        meanwhile does not leave. Raises `RequestError` after it has saved what that means for them.
        """
        begun = await self._begin(OwnerRequest.ACQUIRE, [_name(item) for item in items], entries)
        leaving = [item for item in items if _name(item) not in entries or entries[_name(item)] in begun]
        if not leaving:
            return Acquired((), ())
        wishes = {_name(item): entries[_name(item)] for item in leaving if _name(item) in entries}
        try:
            results = await self._client.acquire(leaving)
        except RequestError as error:
            await self._settle_failed(OwnerRequest.ACQUIRE, [_name(item) for item in leaving], wishes, error)
            raise
        answered = [_name(i) for i, r in zip(leaving, results, strict=True) if not isinstance(r, Unanswered)]
        await self._repository.answered(OwnerRequest.ACQUIRE, answered)
        return Acquired(tuple(leaving), results)

    async def _settle_acquired(self, name: str, entry: int, result: ItemResult) -> None:
        """Saves what an answer means for a take-over, or for a give-back that restores `manual`."""
        restores = (await self._repository.entry(entry)).kind is OwnerKind.GIVE_BACK
        match result:
            case Accepted() | Rejected() if restores:
                found: OwnerOutcome = OwnerRestored(entry)  # where it is refused, the release goes without it
            case Accepted():
                found = OwnerDone(entry) if await self._is_owned(name) else OwnerAnswered(entry)
            case Rejected():
                found = _refused(entry, result)
            case _:
                found = OwnerUnclear(entry, strange=True)
        await self.settle([found])

    async def settle(self, found: Sequence[OwnerOutcome]) -> None:
        """Saves outcomes that are known without a request."""
        await self._repository.settle(found, self._clock.now())

    async def release(self, entries: Mapping[str, int]) -> None:
        """Releases attributes, and saves what the answers say. Raises `RequestError`."""
        begun = await self._begin(OwnerRequest.RELEASE, list(entries), entries)
        wishes = {name: entry for name, entry in entries.items() if entry in begun}
        if not wishes:
            return
        try:
            results = await self._client.release(list(wishes))
        except RequestError as error:
            await self._settle_failed(OwnerRequest.RELEASE, list(wishes), wishes, error)
            raise
        now = self._clock.now()
        pairs = list(zip(wishes.items(), results, strict=True))
        answered = [name for (name, _), result in pairs if not isinstance(result, Unanswered)]
        outcomes = [_of_release(entry, result) for (_, entry), result in pairs]
        await self._repository.settle_released(answered, outcomes, now)

    async def _begin(self, request: OwnerRequest, names: Sequence[str], entries: Mapping[str, int]) -> frozenset[int]:
        """Saves, before anything leaves, what is on its way. Returns the entries that may leave."""
        now = self._clock.now()
        for name in names:
            self.read_at.pop(name, None)  # what was read before says nothing about it any more
        return await self._repository.begin(request, names, entries, now, now + self._settling)

    async def _settle_failed(
        self, request: OwnerRequest, names: Sequence[str], wishes: Mapping[str, int], error: RequestError
    ) -> None:
        """Saves what a failed call means for take-overs and give-backs."""
        now = self._clock.now()
        found = [_of_error(entry, error, now, alone=len(names) == 1) for entry in wishes.values()]
        is_over = error.kind.surely_not_applied or error.kind.refused_whole
        await self._repository.settle_failed(request, names if is_over else [], found, now)

    async def denied(self, names: Sequence[str]) -> None:
        """Saves that Exist refused writes because this client is not the owner."""
        await self._repository.denied(names, self._clock.now())

    def failed(
        self, items: Sequence[Acquire], ops: Sequence[Op], error: RequestError, entries: Mapping[str, int]
    ) -> list[OpOutcome]:
        """Returns what becomes of the ops of attributes when the request to acquire them failed.

        It may have been applied, so their owner is read before the next try. Where a take-over is wanted, that one is
        held in their place.
        """
        names = [_name(item) for item in items]
        for name in names:
            self.read_at.pop(name, None)
        ops = [op for op in ops if op.key.attribute not in entries]
        if error.kind.refused_whole:
            if error.kind.one_item_may_be_why and len(names) > 1:
                return []
            now = self._clock.now()
            pending = [op for name in names for op in _pending(ops, name)]
            return [held for op in pending for held in answers.of_error([op], error, now, 0)]
        if error.kind is RequestErrorKind.STRANGE:
            return [held for name in names for held in self._not_understood(name, ops)]
        return []

    async def answered(
        self, item: Acquire, ops: Sequence[Op], result: ItemResult, entries: Mapping[str, int]
    ) -> list[OpOutcome]:
        """Saves what an answer says of an attribute's owner. Returns what becomes of its ops. Raises `RequestError`."""
        name = _name(item)
        if name not in entries:
            return await self._of_ops(name, ops, result)
        await self._of_ops(name, (), result)
        await self._settle_acquired(name, entries[name], result)
        return []

    async def _of_ops(self, name: str, ops: Sequence[Op], result: ItemResult) -> list[OpOutcome]:
        match result:
            case Accepted(attribute=attribute):
                await self._save_acquired(name, attribute)
                if not await self._is_owned(name):
                    return self._not_understood(name, ops)
                self._strange.pop(name, None)
                return []
            case Rejected():
                return answers.of_rejected_ownership(_pending(ops, name), result)
            case _:
                self.read_at.pop(name, None)
                return self._not_understood(name, ops)

    async def _save_acquired(self, name: str, attribute: Attribute | None) -> None:
        await self._repository.acquired(name, attribute, self._clock.now())
        if attribute is None:
            await self.read([name], acquired=[name])

    async def _is_owned(self, name: str) -> bool:
        attribute = await self._repository.attribute(name)
        return attribute is not None and attribute.owned

    def _not_understood(self, name: str, ops: Sequence[Op]) -> list[OpOutcome]:
        """Holds the ops of an attribute after some answers in a row that made no sense."""
        self._strange[name] = self._strange.get(name, 0) + 1
        if self._strange[name] < STRANGE_LIMIT:
            return []
        del self._strange[name]
        return answers.of_rejected_ownership(_pending(ops, name), Rejected("", ""))


def _of_release(entry: int, result: ItemResult) -> OwnerOutcome:
    """Returns what an answer means for a give-back. A client that is not the owner has nothing to give back."""
    match result:
        case Accepted() | Rejected(code=answers.NOT_THE_OWNER | "not_found"):
            return OwnerAnswered(entry)
        case Rejected():
            return _refused(entry, result)
        case _:
            return OwnerUnclear(entry, strange=True)


def _refused(entry: int, result: Rejected) -> OwnerHeld:
    return OwnerHeld(entry, answers.REASONS.get(result.code, Reason.REFUSED), result.text or result.code)


def _of_error(entry: int, error: RequestError, now: float, *, alone: bool) -> OwnerOutcome:
    """Returns what a call that failed as a whole means for one of its entries."""
    kind = error.kind
    if kind.one_item_may_be_why:
        reason = answers.reason_of_refusal(error)
        return OwnerHeld(entry, reason, error.text) if alone else OwnerReturns(entry)
    if kind.refused_whole:
        return OwnerHeld(entry, Reason.ENDPOINT, error.text, until=now + DAY_SECONDS)
    if kind.surely_not_applied:
        return OwnerReturns(entry)
    return OwnerUnclear(entry, strange=kind is RequestErrorKind.STRANGE)


def _name(item: Acquire) -> str:
    return item.name or item.template or ""


def _pending(ops: Sequence[Op], name: str) -> list[Op]:
    return [op for op in ops if op.key.attribute == name and op.state is OpState.PENDING]
