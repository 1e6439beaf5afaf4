"""The journal saves what a person does. Window and command line have no other way to save.

It checks a command against what is known, remembers the value that was on screen, and writes the entry. It never waits
for Exist.
"""

from __future__ import annotations

import contextlib
import itertools
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType
from typing import Protocol

from exist_desktop.domain.account import Account, AccountInUse
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, Group, text_limit
from exist_desktop.domain.commands import Append, Command, Increment, Key, LineChange, Lines, SetValue, TakeOut
from exist_desktop.domain.creation import (
    LONGEST_LABEL,
    PREFIX,
    FirstValue,
    PendingAttribute,
    is_provisional,
    made_already,
)
from exist_desktop.domain.day import WallClock, check_day, latest_day, zone_of_profile
from exist_desktop.domain.mood import STEPS, from_wire
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.domain.parsing.line_commands import with_room
from exist_desktop.domain.parsing.ranges import checked, range_of
from exist_desktop.domain.parsing.value_parser import clean_text
from exist_desktop.domain.text.merge import merged, with_lines
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind, NotRead, Seen, check, one_form, sum_of
from exist_desktop.errors import (
    ChangedMeanwhileError,
    FutureDayError,
    NeverSignedInError,
    NotPossibleError,
    NotPossibleKind,
    UnknownAttributeError,
)
from exist_desktop.store import accounts, catalogue, drafts
from exist_desktop.store.changes import Change
from exist_desktop.store.outbox import consent, creations, decisions, slots, undo
from exist_desktop.store.outbox.entries import NewEntry
from exist_desktop.store.reading.attribute_lookup import known, known_one
from exist_desktop.store.reading.outbox_list import read_counts, read_outbox
from exist_desktop.store.reading.views import read_value
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction


def new_uid() -> str:
    """Returns an identifier that no other entry has, on any computer."""
    return secrets.token_hex(16)


class SaveListener(Protocol):
    """Whoever sends what was saved."""

    def entry_saved(self) -> None:
        """Called after each save, and after each decision about an entry."""


class Journal:
    """Saves for the account in use. `listener` is told of each save."""

    def __init__(
        self,
        store: Store,
        current: AccountInUse,
        clock: WallClock,
        *,
        listener: SaveListener | None = None,
        new_uid: Callable[[], str] = new_uid,
    ) -> None:
        self._store = store
        self._current = current
        self._clock = clock
        self._listener = listener
        self._new_uid = new_uid

    async def save(self, *commands: Command, shown: Mapping[Key, Seen] = MappingProxyType({})) -> tuple[Entry, ...]:
        """Saves the entries and returns them. Entries for another service's attribute are held until the person agrees.

        `shown` are the values that the person saw when they began to type. If a text has changed since then, both
        versions are merged. Raises `NeverSignedInError`, `UnknownAttributeError`, `FutureDayError`,
        `InvalidValueError`, `NotSavedError`, and `ChangedMeanwhileError` if only the person can merge the texts.
        """
        account = self._signed_in()
        saved = await self._store.save(
            account, lambda tx: [self._new_entry(tx, command, shown) for command in commands]
        )
        self._tell_saved()
        return saved

    async def undo(self, entry_id: int) -> None:
        """Undoes an entry. Raises `NotPossibleError` if it cannot be undone, and as `save` does."""
        account = self._signed_in()

        def entering(tx: Transaction) -> list[NewEntry]:
            back = undo.undo(tx, entry_id, self._clock.wall())
            return [] if back is None else [self._new_entry(tx, back.command, uid=back.uid)]

        await self._store.save(account, entering)
        await self._answered(entry_id)

    async def bring_back(self, entry_id: int) -> tuple[Entry, ...]:
        """Enters again what was undone or discarded. Raises `NotPossibleError` if it was not, and as `save` does."""
        account = self._signed_in()

        def entering(tx: Transaction) -> list[NewEntry]:
            back = undo.bring_back(tx, entry_id)
            return [self._new_entry(tx, back.command, uid=back.uid)]

        saved = await self._store.save(account, entering)
        self._tell_saved()
        return saved

    async def discard(self, entry_id: int) -> None:
        """Discards an entry; one in doubt stays as Exist has it. Raises `NotPossibleError` while it is being sent."""
        account = self._signed_in()
        await self._store.write(
            account,
            lambda tx: decisions.discard(tx, entry_id, self._clock.wall()),
            Change(days=None, outbox=True),
        )
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

        def work(tx: Transaction) -> int:
            drafts.drop_all(tx)
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
        account = self._signed_in()

        def entering(tx: Transaction) -> list[NewEntry]:
            meant = decisions.use_mine(tx, entry_id, self._clock.wall())
            return [] if meant is None else [self._new_entry(tx, meant)]

        await self._store.save(account, entering)
        await self._answered(entry_id)

    async def use_both(self, entry_id: int) -> None:
        """Appends the entry's text to the one that Exist has. Raises `NotPossibleError`, and as `save` does."""
        account = self._signed_in()

        def entering(tx: Transaction) -> list[NewEntry]:
            both = decisions.use_both(tx, entry_id, self._clock.wall())
            return [self._new_entry(tx, both)]

        await self._store.save(account, entering)
        await self._answered(entry_id)

    async def make(self, label: str, group: Group, value_type: ValueType, first: FirstValue) -> tuple[Entry, ...]:
        """Saves a new attribute with its first value. It is created in Exist as soon as Exist can be reached.

        If one of Exist's templates is the same, it is created from that. Raises `InvalidValueError` for a label that is
        empty or too long, `NotPossibleError` if the account has an attribute like it, and as `save` does.
        """
        account = self._signed_in()
        pending = PendingAttribute(PREFIX + self._new_uid(), _label(label), group, value_type)

        def entering(tx: Transaction) -> list[NewEntry]:
            alike = made_already(pending, known(tx).values())
            if alike is None:
                creations.want(tx, pending, self._clock.wall())
            elif catalogue.attribute(tx, alike.name) or is_provisional(alike.name):
                raise NotPossibleError(NotPossibleKind.ALREADY_THERE, pending.label)
            name = pending.name if alike is None else alike.name
            return [self._new_entry(tx, SetValue(Key(name, first.day), first.value))]

        saved = await self._store.save(account, entering)
        self._tell_saved()
        return saved

    async def take_over(self, attribute: str) -> None:
        """Saves that the person wants this client to fill the attribute, and releases what was held for that."""
        account = self._signed_in()
        await self._store.write(
            account,
            lambda tx: consent.give_consent(tx, attribute, self._clock.wall()),
            Change(days=None, outbox=True),
        )
        self._tell_saved()

    async def _answered(self, entry_id: int) -> None:
        """Updates the unsent log after a decision about an entry, and wakes the schedule: others may be sent now."""
        await self._store.tidy_copy_after(entry_id)
        self._tell_saved()

    def _tell_saved(self) -> None:
        if self._listener is not None:
            self._listener.entry_saved()

    def _signed_in(self) -> Account:
        account = self._current.account
        if account is None:
            raise NeverSignedInError
        return account

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
        checked = _checked(tx, command, now)
        if isinstance(checked, SetValue) and isinstance(checked.value, str) and command.key in seen:
            checked, shown = _with_newer(tx, SetValue(checked.key, checked.value), shown, now)
        return NewEntry(uid or self._new_uid(), checked, shown, self._clock.wall(), zone.name)


def _label(typed: str) -> str:
    """Returns the label as it is saved. Raises `InvalidValueError`."""
    label = " ".join(clean_text(typed).split())
    if not label:
        raise InvalidValueError(InvalidValueKind.EMPTY, ValueType.TEXT)
    if len(label) > LONGEST_LABEL:
        raise InvalidValueError(InvalidValueKind.TOO_LONG, ValueType.TEXT, high=LONGEST_LABEL)
    return label


def computer_zone() -> tzinfo:
    """Returns the computer's zone, with its present offset."""
    return datetime.now(UTC).astimezone().tzinfo or UTC


def _checked(tx: Transaction, command: Command, shown: Seen) -> Command:
    """Returns the command with a value that Exist accepts. Raises `UnknownAttributeError` and `InvalidValueError`."""
    attribute = known_one(tx, command.key.attribute)
    if attribute is None:
        raise UnknownAttributeError(command.key.attribute)
    if isinstance(command, Increment):
        return _checked_increment(command, attribute, shown)
    longest = _longest(tx, command.key)
    if isinstance(command, Append | TakeOut):
        return _checked_line(command, attribute.value_type, shown, longest)
    value = checked(command.value, attribute, longest=longest)
    if command.key.attribute == MOOD and from_wire(value, attribute.value_type) is None:
        raise InvalidValueError(InvalidValueKind.OUT_OF_RANGE, attribute.value_type, STEPS[0], STEPS[-1])
    return SetValue(command.key, value)


def _with_newer(tx: Transaction, typed: SetValue, shown: Seen, now: Seen) -> tuple[SetValue, Seen]:
    """Returns the text merged with later changes, and the value that it replaces. Raises `ChangedMeanwhileError`."""
    mine = str(typed.value)
    if isinstance(now, NotRead):
        places = slots.of_key(tx, typed.key)
        commands = [op.command for op in (places.in_flight, places.waiting) if op is not None]
        waiting = itertools.chain(*(one.changes for one in commands if isinstance(one, Lines)))
        return SetValue(typed.key, with_lines(mine, waiting)), shown
    theirs = str(now or "")
    if isinstance(shown, NotRead):
        text = mine if not theirs or one_form(theirs) == one_form(mine) else None
    else:
        text = merged(str(shown or ""), theirs, mine)
    if text is None or len(text) > max(len(mine), _longest(tx, typed.key)):
        attribute = known_one(tx, typed.key.attribute)
        raise ChangedMeanwhileError(NotPossibleKind.CHANGED_MEANWHILE, attribute.label if attribute else "", theirs)
    return SetValue(typed.key, text), now


def _checked_increment(command: Increment, attribute: Attribute, shown: Seen) -> Increment:
    value_type = attribute.value_type
    if not value_type.takes_increments or command.key.attribute == MOOD:
        raise InvalidValueError(InvalidValueKind.NO_INCREMENTS, value_type)
    size = check(abs(command.delta), value_type)
    assert not isinstance(size, str)
    delta = size if command.delta >= 0 else -size
    after = sum_of(shown, delta)
    low, high = range_of(attribute)
    if isinstance(after, NotRead):  # the total is checked before it is sent
        return Increment(command.key, delta)
    if after < low:
        raise InvalidValueError(InvalidValueKind.BELOW_ZERO, value_type, low, high)
    if after > high:
        raise InvalidValueError(InvalidValueKind.OUT_OF_RANGE, value_type, low, high)
    return Increment(command.key, delta)


def _checked_line(command: LineChange, value_type: ValueType, shown: Seen, longest: int) -> LineChange:
    """Returns a line if the text has room for it, as far as is known now. A line that is taken out needs no room."""
    if value_type is not ValueType.TEXT:
        raise InvalidValueError(InvalidValueKind.NOT_UNDERSTOOD, value_type)
    if isinstance(command, TakeOut):
        return command
    words = clean_text(command.words)
    if not words:
        raise InvalidValueError(InvalidValueKind.EMPTY, value_type)
    return with_room(Append(command.key, words, command.at), shown, longest)


def _longest(tx: Transaction, key: Key) -> int:
    mood = known_one(tx, MOOD) if key.attribute == MOOD_NOTE else None
    return text_limit(key.attribute, mood.value_type if mood else ValueType.QUANTITY)
