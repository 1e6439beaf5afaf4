"""Creates the attributes that a person wants. One whose request got no answer is looked for before the next request."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from exist_desktop.api.batches import Accepted, Create, ItemResult, Rejected
from exist_desktop.api.client import ExistClient
from exist_desktop.api.paging import Listing
from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.creation import PendingAttribute, made_already
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.store.repositories.creations import CreationRepository
from exist_desktop.store.store import Store
from exist_desktop.sync.clock import Clock
from exist_desktop.sync.push.answers import REASONS, reason_of_refusal
from exist_desktop.sync.push.steps import STRANGE_LIMIT


class AttributeCreation:
    """Creates the wanted attributes of one account."""

    def __init__(self, store: Store, account: Account, client: ExistClient, clock: Clock) -> None:
        self._repository = CreationRepository(store, account)
        self._client = client
        self._clock = clock

    async def create(self, wanted: Sequence[PendingAttribute]) -> None:
        """Creates attributes. One whose request got no answer before is looked for first. Raises `RequestError`."""
        looked_for = [pending for pending in wanted if pending.tries]
        if looked_for:
            wanted = await self._look_for(wanted)
        if not wanted:
            return
        await self._repository.begin(wanted)
        try:
            fates = await self._client.create([_create(pending) for pending in wanted])
        except RequestError as error:
            if error.kind is RequestErrorKind.STRANGE:
                await self._repository.not_understood(wanted)
            if not await self._refused_as_a_whole(wanted, error):
                raise
            return
        for pending, fate in zip(wanted, fates, strict=True):
            await self._settle(pending, fate)

    async def hold(self, wanted: Sequence[PendingAttribute]) -> None:
        """Holds creations that the scopes do not allow, until the person signs in with others."""
        for pending in wanted:
            await self._repository.refuse(pending, Reason.SCOPE, pending.group.label)

    async def _look_for(self, wanted: Sequence[PendingAttribute]) -> Sequence[PendingAttribute]:
        """Saves what an unanswered request has created after all. Returns what is still to be created."""
        there = _whole(await self._client.attributes(include_inactive=True, include_low_priority=True, owned=True))
        left = []
        for pending in wanted:
            found = made_already(pending, there)
            if found is not None:
                await self._made(pending, found)
            elif pending.tries > STRANGE_LIMIT:
                await self._repository.refuse(pending, Reason.STRANGE, "")
            else:
                left.append(pending)
        return left

    async def _settle(self, pending: PendingAttribute, fate: ItemResult) -> None:
        match fate:
            case Accepted(attribute=attribute) if attribute is not None:
                await self._made(pending, attribute)
            case Rejected(code=code, text=text):
                found = await self._there_after_all(pending)
                if found is not None:
                    await self._made(pending, found)
                else:
                    await self._repository.refuse(pending, REASONS.get(code, Reason.REFUSED), text or code)
            case _:
                await self._repository.not_understood([pending])  # the next step looks for it

    async def _there_after_all(self, pending: PendingAttribute) -> Attribute | None:
        """Looks once more: an earlier create request may have been applied after the first look.

        Returns one like it that this client owns, or that no service fills.
        """
        own = _whole(await self._client.attributes(include_inactive=True, include_low_priority=True, owned=True))
        if (found := made_already(pending, own)) is not None:
            return found
        every = _whole(await self._client.attributes(include_inactive=True, include_low_priority=True))
        found = made_already(pending, every)
        return found if found is not None and found.service is None else None

    async def _refused_as_a_whole(self, wanted: Sequence[PendingAttribute], error: RequestError) -> bool:
        """Refuses all attributes of a call that Exist refused as a whole. Returns whether it did."""
        if not error.kind.refused_whole:
            return False
        for pending in wanted:
            await self._repository.refuse(pending, reason_of_refusal(error), error.text)
        return True

    async def _made(self, pending: PendingAttribute, attribute: Attribute) -> None:
        """Saves Exist's name for the attribute. The rest is what the person wanted, since the answer may be short."""
        known = replace(pending.attribute, name=attribute.name, owned=attribute.owned, available=attribute.available)
        await self._repository.made(pending, known, self._clock.now())


def _create(pending: PendingAttribute) -> Create:
    if pending.template is not None:
        return Create(template=pending.template, manual=pending.manual)
    return Create(label=pending.label, group=pending.group.name, value_type=pending.value_type, manual=pending.manual)


def _whole(found: Listing[Attribute]) -> Listing[Attribute]:
    """Returns a list if every row made sense. Raises `RequestError` otherwise: the row may be what is looked for."""
    if found.strange:
        raise RequestError(RequestErrorKind.STRANGE, reason="some rows make no sense")
    return found
