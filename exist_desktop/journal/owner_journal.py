"""The journal of owners: saves that a person takes an attribute over, gives it back, or undoes either.

Like all acts they are on the disk first and wait for Exist. Nothing is acquired or released here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence

from msgspec import Struct

from exist_desktop.domain.account import signed_in
from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind
from exist_desktop.domain.ownership.errors import EntriesWaitError, TwinError
from exist_desktop.domain.ownership.rules import twin
from exist_desktop.domain.value_types import ValueType
from exist_desktop.errors import (
    NotPossibleError,
    UnknownAttributeError,
)
from exist_desktop.journal.account_journal import AccountJournal
from exist_desktop.journal.entry_checks import label_of
from exist_desktop.store import catalogue
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import creations, decisions
from exist_desktop.store.ownership import entries, record, wishes
from exist_desktop.store.reading.attribute_lookup import known_one
from exist_desktop.store.reading.outbox_list import read_outbox
from exist_desktop.store.store import TransactionWork
from exist_desktop.store.transaction import Transaction

_CHANGE = Change(days=None, catalogue=True, outbox=True)


class CustomAttribute(Struct, frozen=True):
    """A new attribute of the person's own. `manual` is whether its values are typed."""

    label: str
    group: Group
    value_type: ValueType
    manual: bool = True


class FromTemplate(Struct, frozen=True):
    """A new attribute that one of Exist's templates describes."""

    template: str
    manual: bool = True


NewAttribute = CustomAttribute | FromTemplate


class OwnerJournal(AccountJournal):
    """Saves for the account in use, as `Journal` does; `Journal.create` saves new attributes."""

    async def acquire(self, *names: str) -> tuple[OwnerEntry, ...]:
        """Saves that this client shall fill these attributes. Returns what is to be sent for that.

        All or none are saved. Raises `UnknownAttributeError`, `NotPossibleError` if one is filled from here already,
        `NeverSignedInError` and `NotSavedError`.
        """
        return await self._all(wishes.take_over, names)

    async def release(self, *names: str, discarding: Collection[str] = ()) -> tuple[OwnerEntry, ...]:
        """Saves that this client shall not fill these attributes any more. What waits for them is sent before.

        What is not in Exist yet of those in `discarding` is given up instead. A take-over that has not left is
        withdrawn, and then there is nothing to be sent. All or none are saved. Raises `EntriesWaitError` if something
        of one of them needs the person first, `NotPossibleError` if this client does not fill one, and as `acquire`
        does.
        """

        def give_back(tx: Transaction, name: str, uid: str, now: float) -> OwnerEntry | None:
            if name in discarding:
                _discard_unsent(tx, name, now)
            wanted = wishes.give_back(tx, name, uid, now)
            _, undecided = entries.unsent(tx, [name])[name]
            if wanted is not None and undecided:
                attribute = known_one(tx, name)
                raise EntriesWaitError(attribute.label if attribute else name, undecided)
            return wanted

        saved = await self._all(give_back, names)
        if discarding:
            await self._store.tidy_copy()
        return saved

    async def discard_unsent(self, *names: str) -> None:
        """Discards what is not in Exist yet of these attributes, except what is being sent."""

        def work(tx: Transaction) -> None:
            for name in names:
                _discard_unsent(tx, name, self._clock.wall())

        await self._store.write(signed_in(self._current), work, _CHANGE)
        await self._store.tidy_copy()

    async def told_of_losses(self, changes: Sequence[int]) -> None:
        """Saves that the person has seen that these attributes are filled elsewhere now."""

        def work(tx: Transaction) -> None:
            record.mark_seen(tx, changes)

        await self._store.write(signed_in(self._current), work, Change(catalogue=True))

    async def undo(self, entry_id: int) -> bool:
        """Undoes an entry about an owner. Returns False if the number is of another entry. Raises as `release` does."""

        def work(tx: Transaction) -> bool:
            found = entries.find(tx, entry_id)
            if found is None:
                return False
            wishes.undo(tx, found, self._new_uid(), self._clock.wall())
            return True

        return await self._decide(work)

    async def retry(self, entry_id: int) -> bool:
        """Lets a held entry about an owner be tried again. Returns False if the number is of another entry."""

        def work(tx: Transaction) -> bool:
            found = entries.find(tx, entry_id)
            if found is None:
                return False
            entries.retry(tx, entry_id)
            if found.kind is OwnerKind.CREATE:
                creations.retry(tx, found.attribute)
            return True

        return await self._decide(work)

    async def _decide(self, work: TransactionWork[bool]) -> bool:
        account = signed_in(self._current)
        if not await self._store.read(account, entries.any_ever):
            return False
        if done := await self._store.save_wishes(account, work):
            await self._after()
        return done

    async def _all(self, command: wishes.OwnerCommand, names: Sequence[str]) -> tuple[OwnerEntry, ...]:
        def work(tx: Transaction) -> tuple[OwnerEntry, ...]:
            found = [command(tx, name, self._new_uid(), self._clock.wall()) for name in dict.fromkeys(names)]
            return tuple(one for one in found if one is not None)

        saved = await self._store.save_wishes(signed_in(self._current), work)
        await self._after()
        return saved

    async def _after(self) -> None:
        self._store.publish(_CHANGE)
        await self._store.tidy_copy()  # what was withdrawn is no more
        self._tell_saved()


def _discard_unsent(tx: Transaction, name: str, now: float) -> None:
    """Discards what is not in Exist yet of an attribute, except what is being sent."""
    for line in read_outbox(tx, None):
        if line.entry.key.attribute == name and line.entry.state is not EntryState.SENDING:
            with contextlib.suppress(NotPossibleError):  # it is being sent with another one
                decisions.discard(tx, line.entry.id, now)


def drop_all(tx: Transaction, now: float) -> None:
    """Withdraws what is wanted of owners and has not left, as the person signs out and discards."""
    for one in entries.every_open(tx):
        if one.state in (EntryState.WAITING, EntryState.HELD):
            entries.withdraw(tx, one.id, now)
            if one.kind is OwnerKind.CREATE:
                creations.withdraw(tx, one.attribute, now)


def pending(tx: Transaction, wanted: NewAttribute, name: str) -> PendingAttribute:
    """Returns a new attribute as it is to be created, under a provisional name.

    Raises `TwinError` if there is one like it: in the account, yet to be created, or, for one of the person's own,
    among the templates. Raises `UnknownAttributeError` for a template that Exist does not have.
    """
    there = [*catalogue.attributes(tx).values(), *(one.attribute for one in creations.wanted(tx).values())]
    templates = catalogue.templates(tx)
    match wanted:
        case FromTemplate(template=named, manual=manual):
            if named not in templates:
                raise UnknownAttributeError(named)
            template = templates[named]
            same = next((one for one in there if named in (one.template, one.name)), None)
            _refuse_double(same or twin(template.label, there))
            return PendingAttribute(
                name, template.label, template.group, template.value_type, template=named, manual=manual
            )
        case CustomAttribute(label=typed, group=group, value_type=value_type, manual=manual):
            label = label_of(typed)
            _refuse_double(twin(label, there))
            for template in templates.values():
                offered = Attribute(template.name, template.label, template.group, template.value_type, template.name)
                if twin(label, [offered]):
                    raise TwinError(template.label, template.name, offered=True)
            return PendingAttribute(name, label, group, value_type, manual=manual)


def _refuse_double(same: Attribute | None) -> None:
    if same is not None:
        raise TwinError(same.label, same.name, active=same.active)
