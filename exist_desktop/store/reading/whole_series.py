"""The whole history of an attribute as this computer has it, with unsent entries laid over, in one visit."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from msgspec import Struct, field

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.domain.outbox.ops import Op
from exist_desktop.domain.projection import project
from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.domain.statistics.series import Series, as_one, series_of
from exist_desktop.domain.transfer.archive import Archived
from exist_desktop.domain.values import NOT_READ, NotRead, Value
from exist_desktop.store import catalogue, rows
from exist_desktop.store.changes import Change
from exist_desktop.store.history import WINDOW_DAYS
from exist_desktop.store.outbox import slots
from exist_desktop.store.pauses import delete_pause, pauses, put_pause
from exist_desktop.store.reading.views import AttributeViews
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer import archived

_NUMBER = "SELECT id FROM series WHERE account = ? AND name = ?"
_COVERED = "SELECT window, days FROM covered WHERE series = ? AND days"
_FRESH = "SELECT day FROM fresh WHERE series = ? AND day BETWEEN ? AND ? AND read_at IS NOT NULL"
_VALUES = "SELECT day, value FROM history WHERE series = ? AND day BETWEEN ? AND ?"
_UNSENT = (
    f"SELECT {rows.OP_COLUMNS} FROM op WHERE account = ? AND attribute = ? AND {slots.UNFINISHED} "
    "ORDER BY state IN ('pending', 'held'), id"
)
_POSSIBLE = (EARLIEST_DAY.toordinal(), date.max.toordinal())
"""The first and the last day that can have a value."""
Kept = Mapping[str, Mapping[int, Archived]]
NOTHING_KEPT: Kept = MappingProxyType({})
_AVERAGES = "SELECT weekday, value FROM average WHERE account = ? AND attribute = ? AND weekday < 7"


class WholeSeries(Struct, frozen=True):
    """An attribute with all of its days in raw values, Exist's averages by weekday, Monday is 0, and its pauses."""

    attribute: Attribute
    series: Series
    averages: Mapping[int, float] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    archived: Mapping[int, Archived] = field(default_factory=dict)
    """The days that were not read and are of an archive, by their ordinals; they are in the series."""

    def is_same(self, other: WholeSeries | None) -> bool:
        """Whether both are the same; `==` would not say so, since NaN equals nothing."""
        if other is None or (self.attribute, self.averages) != (other.attribute, other.averages):
            return False
        one, two = self.series, other.series
        return (
            (one.first, one.read, one.texts) == (two.first, two.read, two.texts)
            and one.numbers.tobytes() == two.numbers.tobytes()
            and (self.pauses, self.archived) == (other.pauses, other.archived)
        )


class SeriesViews(AttributeViews):
    """Readings of whole histories, for the account in use."""

    async def whole(self, *names: str) -> tuple[WholeSeries, ...]:
        """Returns these attributes with all of their days; those that the account does not have are left out.

        In place of a tag that is shown as one with another, the other one.
        """
        account = self._current.account
        if account is None:
            return ()

        def read(tx: Transaction) -> tuple[WholeSeries, ...]:
            asked = [one for name in names if (one := catalogue.attribute(tx, name)) is not None]
            mains = dict.fromkeys(one.part_of or one.name for one in asked)
            found = (catalogue.attribute(tx, name) for name in mains)
            return tuple(read_whole(tx, attribute) for attribute in found if attribute is not None)

        return await self._store.read(account, read)

    async def attributes_with_archived(self) -> tuple[Attribute, ...]:
        """Returns what `attributes` does, and behind them those that only an archive has."""
        account, own = self._current.account, await self.attributes()
        if account is None:
            return ()
        kept = await self._store.read(account, archived.attributes)
        names = {name for one in own for name in one.series_names}
        return (*own, *(one for one in kept.values() if one.name not in names))

    async def whole_with_archived(self, *names: str) -> tuple[WholeSeries, ...]:
        """Returns what `whole` does, with what an archive has of days that were not read, which is only to be seen."""
        account = self._current.account
        if account is None:
            return ()

        def read(tx: Transaction) -> tuple[WholeSeries, ...]:
            there = _all_attributes(tx)
            wanted = dict.fromkeys(there[name].part_of or name for name in names if name in there)
            return tuple(read_whole(tx, there[name], _kept(tx, there[name])) for name in wanted)

        return await self._store.read(account, read)

    async def change_pause(self, former: Pause | None, changed: Pause | None) -> None:
        """Saves a pause in place of a former one; None for neither. Raises `NotSavedError`."""
        account = self._current.account
        if account is None:
            return

        def write(tx: Transaction) -> None:
            if former is not None:
                delete_pause(tx, former)
            if changed is not None:
                put_pause(tx, changed)

        await self._store.write(account, write, Change(days=None))


def _kept(tx: Transaction, attribute: Attribute) -> Kept:
    return {name: archived.values(tx, name, attribute.value_type) for name in attribute.series_names}


def _all_attributes(tx: Transaction) -> dict[str, Attribute]:
    return catalogue.attributes(tx) | archived.attributes(tx)


def read_whole(tx: Transaction, attribute: Attribute, kept: Kept = NOTHING_KEPT) -> WholeSeries:
    """Returns an attribute with all that is known of its days, and of tags that are shown as one with it.

    `kept` is what an archive has of others, by name; it is in the series where nothing waits.
    """
    averages = dict(tx.execute(_AVERAGES, (tx.account.id, attribute.name)).fetchall())
    there = [_read_series(tx, attribute, name, kept.get(name, {})) for name in attribute.series_names]
    return WholeSeries(
        attribute,
        as_one([series for series, _ in there]),
        {weekday: average for weekday, average in averages.items() if isinstance(average, int | float)},
        tuple(one for one in pauses(tx) if one.concerns(attribute.name)),
        {day: one for _, shown in there for day, one in shown.items()},
    )


def _read_series(
    tx: Transaction, attribute: Attribute, name: str, kept: Mapping[int, Archived]
) -> tuple[Series, Mapping[int, Archived]]:
    """Returns the days of that name, which is the attribute's or that of a tag shown as one with it.

    Beside them are the days of `kept` that are in it.
    """
    row = tx.execute(_NUMBER, (tx.account.id, name)).fetchone()
    number = row[0] if row is not None else -1
    found = tx.execute(_VALUES, (number, *_POSSIBLE))
    found.row_factory = None  # plain tuples: there are thousands
    values: dict[int, Value | None] = dict(found)
    windows = tx.execute(_COVERED, (number,)).fetchall()
    looked_at = [day for (day,) in tx.execute(_FRESH, (number, *_POSSIBLE))]
    unsent: dict[int, list[Op]] = {}
    for op in map(rows.op, tx.execute(_UNSENT, (tx.account.id, name))):
        unsent.setdefault(op.key.day.toordinal(), []).append(op)
    shown = {day: one for day, one in kept.items() if day not in unsent}
    known = (*looked_at, *values, *shown)
    values |= {day: one.value for day, one in shown.items()}
    return _series(attribute, values, *_read_days(windows, known, unsent), unsent), shown


def _read_days(
    windows: Sequence[tuple[int, int]], known: Collection[int], unsent: Collection[int]
) -> tuple[int, bytearray]:
    """Returns an ordinal, and 1 for each day from it on that was read, with room for those that are entered here."""
    bounds = [day for window, _ in windows for day in (window * WINDOW_DAYS, (window + 1) * WINDOW_DAYS - 1)]
    bounds += [day for days in (known, unsent) if days for day in (min(days), max(days))]
    first = min(bounds, default=1)
    read = bytearray(max(bounds, default=0) + 1 - first)
    for window, bits in windows:
        start = window * WINDOW_DAYS - first
        read[start : start + WINDOW_DAYS] = _bytes_of(bits)
    earliest, latest = _POSSIBLE
    read[: max(earliest - first, 0)] = bytes(max(earliest - first, 0))
    del read[max(latest + 1 - first, 0) :]
    for day in known:
        read[day - first] = 1
    return first, read


@functools.lru_cache(maxsize=64)
def _bytes_of(bits: int) -> bytes:
    return bytes(bits >> bit & 1 for bit in range(WINDOW_DAYS))


def _series(
    attribute: Attribute,
    values: dict[int, Value | None],
    first: int,
    read: bytearray,
    unsent: Mapping[int, Sequence[Op]],
) -> Series:
    for day, waiting in unsent.items():
        there = values.get(day) if read[day - first] else NOT_READ
        now = project(there, waiting, attribute.value_type).value
        if not isinstance(now, NotRead):
            values[day] = now
            read[day - first] = 1
    start, end = read.find(1), read.rfind(1) + 1
    return series_of(first + start, end - start, values, bytes(read[start:end])) if end else Series()
