"""The journal saves what a person does. Window and command line have no other way to save.

It checks a command against what is known, remembers the value that was on screen, and writes the entry. It never waits
for Exist.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from exist_desktop.domain.account import Account, signed_in
from exist_desktop.domain.attributes import Group
from exist_desktop.domain.commands import Command, Key, SetValue
from exist_desktop.domain.creation import (
    PREFIX,
    FirstValue,
    PendingAttribute,
    is_provisional,
    made_already,
)
from exist_desktop.domain.day import check_day, latest_day, zone_of_profile
from exist_desktop.domain.draft import QuickDraft
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind
from exist_desktop.domain.ownership.rules import twin
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Seen
from exist_desktop.errors import (
    FutureDayError,
    NotPossibleError,
    NotPossibleKind,
)
from exist_desktop.journal import owner_journal
from exist_desktop.journal.account_journal import AccountJournal
from exist_desktop.journal.entry_checks import checked_command, label_of, with_newer
from exist_desktop.journal.owner_journal import NewAttribute, OwnerJournal
from exist_desktop.store import accounts, catalogue, drafts
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import consent, creations, decisions, entries, undo
from exist_desktop.store.outbox.entries import NewEntry
from exist_desktop.store.ownership import entries as owner_entries
from exist_desktop.store.reading.attribute_lookup import known
from exist_desktop.store.reading.outbox_list import read_counts, read_outbox
from exist_desktop.store.reading.views import read_value
from exist_desktop.store.store import TransactionWork
from exist_desktop.store.transaction import Transaction

if TYPE_CHECKING:
    from exist_desktop.journal.batch_journal import BatchJournal


class Created(Struct, frozen=True):
    """What was saved for a new attribute: the wish, and the entry of its first value if it has one."""

    entry: OwnerEntry
    values: tuple[Entry, ...]


class Journal(AccountJournal):
    """Saves entries, and new attributes."""

    @cached_property
    def owners(self) -> OwnerJournal:
        """Takes over and gives back."""
        return OwnerJournal(self._store, self._current, self._clock, listener=self._listener, new_uid=self._new_uid)

    @cached_property
    def batches(self) -> BatchJournal:
        """Enters what an import brings; loaded when somebody imports."""
        from exist_desktop.journal.batch_journal import BatchJournal

        return BatchJournal(self._store, self._current, self._clock, listener=self._listener, new_uid=self._new_uid)

    async def save(
        self,
        *commands: Command,
        shown: Mapping[Key, Seen] = MappingProxyType({}),
        name: str | None = None,
        typed: QuickDraft | None = None,
    ) -> tuple[Entry, ...]:
        """Saves the entries and returns them. Entries for another service's attribute are held until the person agrees.

        `shown` are the values that the person saw when they began to type. If a text has changed since then, both
        versions are merged. Of tags that are shown as one only the main tag is written. What was saved under the same
        `name` before is returned, and not saved again. The draft of what was `typed` in quick entry goes in the same
        commit: whatever ends the program, it is either saved or half written, and never offered to be saved twice.

        Raises `NeverSignedInError`, `UnknownAttributeError`, `FutureDayError`, `InvalidValueError`, `NotSavedError`,
        `ChangedMeanwhileError` if only the person can merge the texts, and `NotPossibleError` if a tag cannot be
        switched off because Exist has one that is shown as one with it.
        """
        entering = self._entering(commands, shown, name)
        saved = await self._store.save(
            signed_in(self._current), entering if typed is None else drafts.ending_quick(entering)
        )
        self._tell_saved()
        return saved

    async def undo(self, entry_id: int) -> None:
        """Undoes an entry. Raises `NotPossibleError` if it cannot be undone, and as `save` does."""
        account = signed_in(self._current)
        if await self.owners.undo(entry_id):
            return

        def entering(tx: Transaction) -> list[NewEntry]:
            back = undo.undo(tx, entry_id, self._clock.wall())
            return [] if back is None else [self._new_entry(tx, back.command, uid=back.uid)]

        await self._store.save(account, entering)
        await self._answered(entry_id)

    async def bring_back(self, entry_id: int) -> tuple[Entry, ...]:
        """Enters again what was undone or discarded. Raises `NotPossibleError` if it was not, and as `save` does."""
        account = signed_in(self._current)

        def entering(tx: Transaction) -> list[NewEntry]:
            back = undo.bring_back(tx, entry_id)
            return [self._new_entry(tx, back.command, uid=back.uid)]

        saved = await self._store.save(account, entering)
        self._tell_saved()
        return saved

    async def discard(self, entry_id: int) -> None:
        """Discards an entry; one in doubt stays as Exist has it. Raises `NotPossibleError` while it is being sent."""
        account = signed_in(self._current)
        if await self.owners.undo(entry_id):
            return

        def work(tx: Transaction) -> None:
            decisions.discard(tx, entry_id, self._clock.wall())

        await self._store.write(account, work, Change(days=None, outbox=True))
        await self._answered(entry_id)

    async def drop_drafts(self, account: Account) -> int:
        """Drops the drafts of an account that signs out. Returns how many of its entries are not in Exist yet."""

        def work(tx: Transaction) -> int:
            drafts.drop_all(tx)
            return read_counts(tx).open

        return await self._store.write(account, work)

    async def drop_all(self, account: Account) -> int:
        """Drops the drafts and the unsent entries of an account that signs out, in one commit.

        Returns how many entries stay because they are being sent. Raises `NotSavedError`, and then everything stays.
        """
        from exist_desktop.store.batches import undo as batch_undo  # what no other start or save needs

        def work(tx: Transaction) -> int:
            drafts.drop_all(tx)
            owner_journal.drop_all(tx, self._clock.wall())
            batch_undo.withdraw_all(tx, self._clock.wall())
            for line in read_outbox(tx, None):
                with contextlib.suppress(NotPossibleError):
                    decisions.discard(tx, line.entry.id, self._clock.wall())
            return read_counts(tx).open

        left = await self._store.write(account, work)
        self._store.publish(Change(days=None, outbox=True))
        await self._store.tidy_copy()
        self._tell_saved()
        return left

    async def keep_theirs(self, entry_id: int) -> None:
        """Discards an entry, so that Exist's value stays."""
        await self.discard(entry_id)

    async def use_mine(self, entry_id: int) -> None:
        """Sends an entry whatever Exist has now. Raises `NotPossibleError` while it is being sent."""
        account = signed_in(self._current)
        if await self.owners.retry(entry_id):
            return

        def entering(tx: Transaction) -> list[NewEntry]:
            meant = decisions.use_mine(tx, entry_id, self._clock.wall())
            return [] if meant is None else [self._new_entry(tx, meant)]

        await self._store.save(account, entering)
        await self._answered(entry_id)

    async def use_both(self, entry_id: int) -> None:
        """Appends the entry's text to the one that Exist has. Raises `NotPossibleError`, and as `save` does."""
        account = signed_in(self._current)

        def entering(tx: Transaction) -> list[NewEntry]:
            both = decisions.use_both(tx, entry_id, self._clock.wall())
            return [self._new_entry(tx, both)]

        await self._store.save(account, entering)
        await self._answered(entry_id)

    async def make(self, label: str, group: Group, value_type: ValueType, first: FirstValue) -> tuple[Entry, ...]:
        """Saves a new attribute for the sake of its first value, and is undone with it.

        If one of Exist's templates is the same, it is created from that. Raises `InvalidValueError` for a label that is
        empty or too long, `NotPossibleError` if the account has an attribute like it, and as `save` does.
        """
        account = signed_in(self._current)
        pending = PendingAttribute(PREFIX + self._new_uid(), label_of(label), group, value_type)

        def entering(tx: Transaction) -> list[NewEntry]:
            alike = made_already(pending, known(tx).values())
            if alike is None:
                own_names = (one for one in catalogue.attributes(tx).values() if one.exist_label)
                if twin(pending.label, own_names) is not None:
                    raise NotPossibleError(NotPossibleKind.ALREADY_THERE, pending.label)
                creations.want(tx, pending, self._clock.wall())
            elif catalogue.attribute(tx, alike.name) or is_provisional(alike.name):
                raise NotPossibleError(NotPossibleKind.ALREADY_THERE, pending.label)
            name = pending.name if alike is None else alike.name
            return [self._new_entry(tx, SetValue(Key(name, first.day), first.value))]

        saved = await self._store.save(account, entering)
        self._tell_saved()
        return saved

    async def create(self, wanted: NewAttribute, first: FirstValue | None = None) -> Created:
        """Saves a new attribute that is wanted for itself, and its first value.

        It is created in Exist as soon as Exist can be reached. Raises `TwinError` if there is one like it already, and
        as `make` does.
        """
        account, uid = signed_in(self._current), self._new_uid()
        numbers: list[int] = []

        def entering(tx: Transaction) -> list[NewEntry]:
            pending = owner_journal.pending(tx, wanted, PREFIX + uid)
            creations.want(tx, pending, self._clock.wall())
            numbers.append(owner_entries.add(tx, OwnerKind.CREATE, pending.name, uid, self._clock.wall()).id)
            if first is None:
                return []
            return [self._new_entry(tx, SetValue(Key(pending.name, first.day), first.value))]

        saved = await self._store.save(account, entering)
        self._tell_saved()

        def entry(tx: Transaction) -> OwnerEntry:
            return owner_entries.get(tx, numbers[-1])

        return Created(await self._store.read(account, entry), saved)

    async def take_over(self, attribute: str) -> None:
        """Saves that the person wants this client to fill the attribute, and releases what was held for that."""

        def work(tx: Transaction) -> None:
            consent.give_consent(tx, attribute, self._clock.wall())

        await self._store.write(signed_in(self._current), work, Change(days=None, outbox=True))
        self._tell_saved()

    async def _answered(self, entry_id: int) -> None:
        """Updates the unsent log after a decision about an entry, and wakes the schedule: others may be sent now."""
        await self._store.tidy_copy_after(entry_id)
        self._tell_saved()

    def _entering(
        self, commands: Sequence[Command], shown: Mapping[Key, Seen], name: str | None
    ) -> TransactionWork[list[NewEntry]]:
        from exist_desktop.store.arranging.main_tag import of_main_tag  # no start waits for it

        def entering(tx: Transaction) -> list[NewEntry]:
            return [
                self._new_entry(
                    tx, of_main_tag(tx, command), shown, uid=None if name is None else entries.uid_of(name, number)
                )
                for number, command in enumerate(commands)
            ]

        return entering

    def _new_entry(
        self,
        tx: Transaction,
        command: Command,
        seen: Mapping[Key, Seen] = MappingProxyType({}),
        *,
        uid: str | None = None,
    ) -> NewEntry:
        zone = zone_of_profile(accounts.profile(tx), computer_zone())
        latest = latest_day(self._clock.wall(), zone.info)
        check_day(command.key.day)
        if command.key.day > latest:
            raise FutureDayError(command.key.day, latest)
        now = read_value(tx, command.key)
        shown = seen.get(command.key, now)
        checked = checked_command(tx, command, now)
        if isinstance(checked, SetValue) and isinstance(checked.value, str) and command.key in seen:
            checked, shown = with_newer(tx, SetValue(checked.key, checked.value), shown, now)
        return NewEntry(uid or self._new_uid(), checked, shown, self._clock.wall(), zone.name)


def computer_zone() -> tzinfo:
    """Returns the computer's zone, with its present offset."""
    return datetime.now(UTC).astimezone().tzinfo or UTC
