"""The journal of batches: saves what an import enters, pauses it, and undoes it as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from functools import partial
from pathlib import PurePath

from exist_desktop.domain.account import signed_in
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, text_limit
from exist_desktop.domain.commands import SetValue
from exist_desktop.domain.day import check_day, latest_day, zone_of_profile
from exist_desktop.domain.outbox.batches import NewBatch
from exist_desktop.domain.parsing.ranges import checked
from exist_desktop.domain.transfer.proposed import Entering
from exist_desktop.domain.value_types import ValueType
from exist_desktop.errors import FutureDayError, UnknownAttributeError
from exist_desktop.journal.account_journal import AccountJournal
from exist_desktop.long_work import Pace, to_the_end
from exist_desktop.store import accounts
from exist_desktop.store.batches import batches, entering, undo
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.attribute_lookup import known


class BatchJournal(AccountJournal):
    """Saves for the account in use, as `Journal` does."""

    async def enter(self, file: str, wanted: Entering, zone: tzinfo, *, name: str | None = None) -> int:
        """Saves the proposed entries of a file as one batch. Returns how many.

        What was saved under the same `name` before is not saved again; then 0 is returned. Raises
        `NeverSignedInError`, `UnknownAttributeError`, `FutureDayError`, `InvalidValueError` and `NotSavedError`, and
        then nothing is saved.
        """
        account = signed_in(self._current)
        profile = await self._store.read(account, accounts.profile)
        in_zone = zone_of_profile(profile, zone)
        attributes = {pending.name: pending.attribute for pending in wanted.creations}
        attributes |= await self._store.read(account, known)
        latest = latest_day(self._clock.wall(), in_zone.info)
        commands = await to_the_end(partial(_checked, wanted.commands, attributes))
        days = [command.key.day for command in commands]
        for day in {min(days), max(days)} if days else ():
            check_day(day)
            if day > latest:
                raise FutureDayError(day, latest)
        batch = NewBatch(name or self._new_uid(), PurePath(file).name, self._clock.wall())
        ready = Entering(commands, wanted.creations, wanted.take_over, wanted.shown, wanted.decided)
        saved = await entering.enter(self._store, account, batch, ready, in_zone.name)
        self._tell_saved()
        return saved

    async def pause(self, number: int) -> None:
        """Lets a batch wait until `go_on`. What is on its way is not called back. Raises `NotSavedError`."""
        await self._set_paused(number, paused=True)

    async def go_on(self, number: int) -> None:
        """Lets a batch that was paused be sent again. Raises `NotSavedError`."""
        await self._set_paused(number, paused=False)
        self._tell_saved()

    async def withdraw(self, number: int) -> int:
        """Undoes what of a batch has not left. Returns how many entries. Raises `NotSavedError`."""
        return await undo.withdraw(self._store, signed_in(self._current), number, self._clock.wall())

    async def take_back(self, number: int, zone: tzinfo) -> int:
        """Undoes what of a batch is in Exist, as a batch of its own. Returns how many entries. Raises `NotSavedError`.

        What was entered since stays, and so does a value without which Exist cannot be.
        """
        account = signed_in(self._current)
        name = zone_of_profile(await self._store.read(account, accounts.profile), zone).name
        entered = await undo.take_back(self._store, account, number, self._clock.wall(), name)
        self._tell_saved()
        return entered

    async def _set_paused(self, number: int, *, paused: bool) -> None:
        pausing = partial(batches.pause, number=number, paused=paused)
        await self._store.write(signed_in(self._current), pausing, Change(outbox=True))


def _checked(commands: tuple[SetValue, ...], attributes: Mapping[str, Attribute]) -> tuple[SetValue, ...]:
    """Returns the commands with values that Exist accepts. Raises `UnknownAttributeError` and `InvalidValueError`."""
    mood, pace, found = attributes.get(MOOD), Pace(), []
    longest = {MOOD_NOTE: text_limit(MOOD_NOTE, mood.value_type if mood else ValueType.QUANTITY)}
    for command in commands:
        pace.rest()
        name = command.key.attribute
        attribute = attributes.get(name)
        if attribute is None:
            raise UnknownAttributeError(name)
        limit = longest.get(name) or text_limit(name, ValueType.QUANTITY)
        found.append(SetValue(command.key, checked(command.value, attribute, longest=limit)))
    return tuple(found)
