"""Reads values by windows of 31 days on a fixed grid: of everything that is shown, or of what ops depend on.

One call returns 31 days of up to a hundred attributes, so one reading serves everything that is sent for its window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct, field

from exist_desktop.api.client import ExistClient
from exist_desktop.api.conversion import Days, Readings
from exist_desktop.api.paging import PAGE_SIZE, Listing
from exist_desktop.domain.account import Account
from exist_desktop.domain.commands import Key
from exist_desktop.domain.projection import RECENT_DAYS
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.errors import RequestError
from exist_desktop.store import history
from exist_desktop.store.outbox.ops import Outbox
from exist_desktop.store.repositories.readings import ReadingRepository
from exist_desktop.store.store import Store
from exist_desktop.sync.clock import Clock

WINDOW_SECONDS = 60.0
MOST_ALONE = 5
"""How many attributes are asked for one by one before somebody takes them over."""


class Found(Struct, frozen=True):
    """What was found out about some keys of one window.

    `whole` are attributes with all days of the answer, `looked_at` the keys that were asked for. Exist does not show
    the values of `missing` keys.
    """

    whole: Mapping[str, Mapping[date, Seen]] = field(default_factory=dict)
    looked_at: Mapping[Key, Seen] = field(default_factory=dict)
    missing: tuple[Key, ...] = ()

    @property
    def odd(self) -> frozenset[Key]:
        """The keys whose value does not fit its type."""
        return frozenset(key for key, value in self.looked_at.items() if value is NOT_READ)


async def read_window(
    client: ExistClient, window: int, latest: date, names: Sequence[str] | None = None
) -> Listing[Readings]:
    """Reads a window up to a day: of these attributes, or of all that are shown. Raises `RequestError`."""
    first, last = history.days_of(window)
    end = max(first, min(last, latest))
    return await client.with_values(days=(end - first).days + 1, date_max=end, attributes=names)


class Windows:
    """Reads the windows of chosen days, each at most once a minute, even if Exist leaves something out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._read_at: dict[int, float] = {}

    async def read(self, client: ExistClient, repository: ReadingRepository, day: date, since: float) -> bool:
        """Reads a day's window if it was not read since an instant. Returns whether it did. Raises `RequestError`."""
        now, wall, window = self._clock.now(), self._clock.wall(), history.window_of(day)
        if window in self._read_at and now - self._read_at[window] < WINDOW_SECONDS:
            return False
        latest, read_at = await repository.last_day_and_reading(day, wall)
        if day > latest or read_at is None or read_at > since:
            return False
        readings = await read_window(client, window, latest)
        await repository.put_values({item.attribute.name: item.values for item in readings}, now, _showing(window))
        self._read_at[window] = now
        return True


async def read_last_days(
    client: ExistClient,
    store: Store,
    account: Account,
    wanted: Mapping[str, ValueType],
    days: Sequence[date],
    now: float,
) -> None:
    """Reads these days, at most 31 in a row, of attributes by name, and saves them. Raises `RequestError`.

    Those that the list leaves out are read one by one, the first `MOST_ALONE` of them.
    """
    found: dict[str, Days] = {}
    names = list(wanted)
    for first in range(0, len(names), PAGE_SIZE):
        some = names[first : first + PAGE_SIZE]
        for item in await client.with_values(days=len(days), date_max=days[-1], attributes=some):
            found[item.attribute.name] = item.values
    for name in [name for name in names if not found.get(name)][:MOST_ALONE]:
        found[name] = await _alone(client, name, days[-1], wanted[name])
    await ReadingRepository(store, account).put_values(found, now, frozenset(days))


def _showing(window: int) -> frozenset[date]:
    """Returns the days whose pages show something of a window."""
    first, _ = history.days_of(window)
    return frozenset(first + timedelta(days=after) for after in range(history.WINDOW_DAYS + RECENT_DAYS))


async def read_keys(
    client: ExistClient, keys: Sequence[Key], others: Sequence[str], latest: date, outbox: Outbox
) -> Found:
    """Reads keys of one window, and of `others` as many as fit into the same call.

    Raises `RequestError`, unless it only means that Exist does not show the values.
    """
    names = list(dict.fromkeys([*(key.attribute for key in keys), *others]))[:PAGE_SIZE]
    keys = [key for key in keys if key.attribute in names]
    latest = max(latest, *(key.day for key in keys))
    try:
        answer = await read_window(client, history.window_of(keys[0].day), latest, names)
    except RequestError as error:
        if not error.kind.hides_values:
            raise
        return Found(missing=tuple(keys))
    whole: dict[str, Days] = {item.attribute.name: item.values for item in answer}
    for name in dict.fromkeys(key.attribute for key in keys if not whole.get(key.attribute)):
        newest = max(key.day for key in keys if key.attribute == name)
        whole[name] = await _alone(client, name, newest, outbox.type_of(name))
    looked_at: dict[Key, Seen] = {}
    for key in keys:
        days = whole[key.attribute]
        if key.day in days:
            looked_at[key] = days[key.day]
        elif days.strange:
            looked_at[key] = NOT_READ  # a row that made no sense may be of that day
        elif days and key.day > max(days):
            looked_at[key] = None  # at Exist it is not that day yet
    return Found(whole, looked_at, tuple(key for key in keys if key not in looked_at))


async def _alone(client: ExistClient, name: str, newest: date, value_type: ValueType) -> Days:
    """Reads the last days of an attribute that the list leaves out, as it does with low priorities."""
    try:
        return await client.values(name, value_type, date_max=newest, most_pages=1)
    except RequestError as error:
        if error.kind.hides_values:
            return Days()
        raise
