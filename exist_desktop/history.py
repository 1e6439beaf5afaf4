"""The history of the account in use, for pages and commands: how much to copy, pause, remove, and progress.

The choices are settings and also hold for the next start. The schedule carries them out. The connection to Exist is
loaded when it is first needed, as everywhere in the engine.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.account import Account, AccountInUse
from exist_desktop.domain.history.progress import HistoryProgress, HistoryRange, HistoryState
from exist_desktop.settings import ONLY_WHEN_ASKED, Preferences
from exist_desktop.store import history_copy, meta
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.sync.clock import Clock

if TYPE_CHECKING:
    from exist_desktop.sync.schedule import Schedule


class Link(Protocol):
    """A connected account. Only its schedule is needed here."""

    @property
    def schedule(self) -> Schedule:
        """Its schedule."""


class LinkInUse(AccountInUse, Protocol):
    """Knows the account in use and its connection."""

    @property
    def link(self) -> Link | None:
        """The connection of this process, if it has a token."""


class HistoryFacts(Struct, frozen=True):
    """What is here: how many attributes have values, how many values, and how far the copy is."""

    attributes: int
    values: int
    progress: HistoryProgress


class History:
    """The history of the account in use."""

    def __init__(
        self,
        store: Store,
        preferences: Preferences,
        current: LinkInUse,
        clock: Clock,
    ) -> None:
        self._store = store
        self._preferences = preferences
        self._current = current
        self._clock = clock

    @property
    def wanted(self) -> HistoryRange:
        """How much of the past should be on this computer."""
        return HistoryRange(self._preferences.chosen.history)

    @property
    def paused(self) -> bool:
        """Whether the person has paused the copy."""
        return self._preferences.chosen.history_paused

    def choose(self, wanted: HistoryRange) -> None:
        """Sets how much to copy; what is here stays. Raises `OSError` if the choice holds for this process only."""
        self._preferences.change(history=str(wanted), history_paused=False)

    def pause(self) -> None:
        """Stops after the running request, until `resume`. Raises as `choose`."""
        self._preferences.change(history_paused=True)

    def resume(self) -> None:
        """Continues. Raises as `choose`."""
        self._preferences.change(history_paused=False)

    def follow_choice(self) -> None:
        """Passes the choices to the schedule."""
        link = self._current.link
        if link is not None:
            link.schedule.set_history(self.wanted, paused=self.paused)

    async def progress(self) -> HistoryProgress:
        """Returns how far the copy is, from the disk. While it runs, each request updates `SyncStatus.history`."""
        account = self._current.account
        if account is None:
            return HistoryProgress()
        return await self._store.read(account, self._progress)

    async def facts(self) -> HistoryFacts:
        """Returns what is here."""
        account = self._current.account
        if account is None:
            return HistoryFacts(0, 0, HistoryProgress())

        def work(tx: Transaction) -> HistoryFacts:
            attributes, values = history_copy.count_values(tx)
            return HistoryFacts(attributes, values, self._progress(tx))

        return await self._store.read(account, work)

    def _progress(self, tx: Transaction) -> HistoryProgress:
        from exist_desktop.sync.history.view import view

        found = view(tx, self.wanted, self._clock)
        resumes_at = meta.instant(tx, history_copy.RESUMES_AT)
        state = HistoryState.COPYING if resumes_at is None else HistoryState.WAITING
        if self.wanted is HistoryRange.NOTHING:
            state = HistoryState.OFF
        elif not found.attributes:
            state = HistoryState.NOT_BEGUN
        elif found.plan.whole:
            state = HistoryState.COPYING if found.settled(self.wanted) else HistoryState.NOT_BEGUN
        elif self.paused:
            state = HistoryState.PAUSED
        elif self._preferences.chosen.read_every == ONLY_WHEN_ASKED:
            state = HistoryState.ON_REQUEST
        return replace(found.progress(state), resumes_at=resumes_at if state is HistoryState.WAITING else None)

    async def remove(self) -> None:
        """Deletes the history from this computer, backups included, except the last days, and stops the copy.

        Raises `NotSavedError`, and `OSError` if the choice cannot be saved or the backup cannot be replaced.
        """
        account, link = self._current.account, self._current.link
        self.choose(HistoryRange.NOTHING)
        if account is None:
            return
        if link is None:
            await self._remove(account)
            return
        async with link.schedule.standstill():
            await self._remove(account)

    async def _remove(self, account: Account) -> None:
        from exist_desktop.store.repositories.copied_history import CopyRepository  # a start does not need it

        await CopyRepository(self._store, account).remove(self._today())
        await self._store.make_compact()

    def _today(self) -> date:
        return datetime.fromtimestamp(self._clock.wall(), UTC).date()
