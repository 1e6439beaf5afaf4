"""What an answer to the copy of the history means: what is saved of it, and what it leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from exist_desktop.api.client import ExistClient
from exist_desktop.api.conversion import Days
from exist_desktop.domain.projection import RECENT_DAYS
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.store import history, history_copy, search_index
from exist_desktop.store.changes import Change
from exist_desktop.store.repositories.copied_history import CopyRepository
from exist_desktop.store.transaction import Transaction
from exist_desktop.sync.history.plan import Ask, ReadAlone, ReadWindow
from exist_desktop.sync.history.view import RECENT, HistoryView


class WindowRead(Struct, frozen=True):
    """A window of attributes, from `first` to `last`; `strange` is how many rows made no sense.

    `believed` are attributes of which days that are left out stay so for now. Days of others are asked for once more.
    """

    ask: ReadWindow
    first: date
    last: date
    values: Mapping[str, Days]
    strange: int
    believed: frozenset[str] = frozenset()

    @property
    def incomplete(self) -> frozenset[str]:
        """The attributes of which days are left out, or the whole row, which may be one of those that made no sense."""
        days = self._days
        part = {
            name for name, values in self.values.items() if not days <= values.keys() or NOT_READ in values.values()
        }
        return frozenset(part.union(self.ask.names).difference(self.values.keys() - part) if self.strange else part)

    def keep(self, tx: Transaction, now: float) -> Change:
        """Saves what differs, and what was left out, so that it is not asked for again and again."""
        incomplete = self.incomplete
        names = history.put_all(tx, self.values, now)
        if not self.values and not self.strange:
            for name in self.ask.names:
                history_copy.note_extent(tx, name, listed=False)
        history_copy.note_withheld(tx, sorted(incomplete & self.believed), self.ask.window, now)
        history_copy.clear_withheld(tx, self.values.keys() - incomplete, self.ask.window)
        search_index.take_up(tx)
        return Change(days=_showing(self.first, self.last), history=names)

    @property
    def _days(self) -> set[date]:
        return {self.first + timedelta(days=after) for after in range((self.last - self.first).days + 1)}


class ValuesRead(Struct, frozen=True):
    """Days of one attribute down from `last`; `ended` is whether Exist has none before them."""

    ask: ReadAlone
    last: date
    values: Days
    ended: bool

    def keep(self, tx: Transaction, now: float) -> Change:
        """Saves what differs. Before the first day of a list that has ended there is no value."""
        name, oldest = self.ask.name, min(self.values, default=self.last + timedelta(days=1))
        values: dict[date, Seen] = dict(self.values)
        if self.ended and not self.values.strange:
            values |= {date.fromordinal(day): None for day in range(self.ask.first, oldest.toordinal())}
            history_copy.note_extent(tx, name, first_day=oldest)
        elif self.ended or oldest.toordinal() > self.ask.last:
            history_copy.note_extent(tx, name, refused_at=now)  # the same ask would get the same answer
        else:
            history_copy.forget_first_day(tx, name, oldest)
        differing = history.put(tx, name, values, now)
        open_windows = {
            day // history.WINDOW_DAYS
            for day in range(max(oldest.toordinal(), self.ask.first), self.ask.last + 1)
            if values.get(date.fromordinal(day), NOT_READ) is NOT_READ
        }
        reached = [w for w in open_windows if self.ended or w * history.WINDOW_DAYS >= oldest.toordinal()]
        for window in reached:
            history_copy.note_withheld(tx, [name], window, now)
        search_index.take_up(tx)
        names = frozenset({name}) if differing else frozenset[str]()
        return Change(days=_showing(min(values, default=oldest), self.last), history=names)


Read = WindowRead | ValuesRead


async def asked(client: ExistClient, ask: Ask, found: HistoryView) -> Read:
    """Makes the call and returns what was read. Raises `RequestError`."""
    if isinstance(ask, ReadWindow):
        first, last = history.days_of(ask.window)
        last = max(first, min(last, found.today))
        listing = await client.with_values(days=(last - first).days + 1, date_max=last, attributes=ask.names)
        values = {item.attribute.name: item.values for item in listing}
        return WindowRead(ask, first, last, values, listing.strange)
    last = date.fromordinal(ask.last)
    if last >= found.today - RECENT:
        last = found.today
    page = await client.values_page(ask.name, found.attributes[ask.name].value_type, date_max=last)
    return ValuesRead(ask, last, page.values, not page.more)


async def give_up(repository: CopyRepository, ask: Ask, now: float) -> None:
    """Saves that Exist cannot answer this; it is asked again in a week."""
    if isinstance(ask, ReadWindow):
        await repository.note_withheld(ask.names, ask.window, now)
    else:
        await repository.note_refused(ask.name, now)


async def refuse(repository: CopyRepository, ask: Ask, now: float) -> None:
    """Saves that Exist does not show an attribute in the list of all, or not by itself either."""
    if isinstance(ask, ReadWindow):
        await repository.note_unlisted(ask.names)
    else:
        await repository.note_refused(ask.name, now)


def first_of(ask: Ask, first: date | None) -> date | None:
    """Returns the first day that is here after an ask was answered, or None if it is not known."""
    if not isinstance(ask, ReadWindow):
        return first
    begins, _ = history.days_of(ask.window)
    return begins if first is None else min(first, begins)


def _showing(first: date, last: date) -> frozenset[date]:
    """Returns the days whose pages show something of these."""
    span = min((last - first).days + RECENT_DAYS, 3_660)
    return frozenset(first + timedelta(days=after) for after in range(span))
