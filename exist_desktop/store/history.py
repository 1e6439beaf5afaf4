"""What Exist has said of days: the values, the days that were read, and the keys that were read by themselves.

*history* has the values by numbers of attribute and day, without rows for days that have none; *covered* has the days
that were read, as bits of a window of 31 days. So a day without a row was either read and has no value, or was not
read. These two tables also have the ten years of a whole history.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain

from msgspec import Struct

from exist_desktop.domain.attributes import LOW_PRIORITY
from exist_desktop.domain.commands import Key
from exist_desktop.domain.values import NOT_READ, NotRead, Seen, Value
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer import archived

WINDOW_DAYS = 31
"""The most days that one call returns. Windows lie on a fixed grid, so that one that was read stays complete."""
_KEY = (
    "SELECT history.value, covered.days >> :bit & 1 AS is_covered, covered.read_at AS covered_at, fresh.read_at, "
    "fresh.written, fresh.written_at FROM series "
    "LEFT JOIN history ON history.series = series.id AND history.day = :day "
    "LEFT JOIN covered ON covered.series = series.id AND covered.window = :window "
    "LEFT JOIN fresh ON fresh.series = series.id AND fresh.day = :day "
    "WHERE series.account = :account AND series.name = :name"
)
_BETWEEN = (
    "SELECT series, day, value FROM history WHERE series IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ?"
)
_PUT = (
    "INSERT INTO history (series, day, value) VALUES {rows} "
    "ON CONFLICT (series, day) DO UPDATE SET value = excluded.value"
)
_ROW = "(?, ?, ?)"
_PUT_ONE = _PUT.format(rows=_ROW)
_PUT_MANY = _PUT.format(rows=", ".join([_ROW] * WINDOW_DAYS))
_COVER = (  # a window is as old as its oldest day, so a part of it does not make it newer
    "INSERT INTO covered (series, window, days, read_at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (series, window) DO UPDATE SET "
    "read_at = CASE WHEN days & ~excluded.days = 0 THEN excluded.read_at ELSE read_at END, "
    "days = days | excluded.days"
)
_Day = tuple[int, int]
_Row = tuple[int, int, Value]
_Covered = tuple[int, int, int, float]


class Reading(Struct, frozen=True):
    """What Exist said about a key, and when; and what this client last wrote to it, and when (seconds since 1970)."""

    value: Seen
    at: float
    written: Value | None = None
    written_at: float = 0.0


UNREAD = Reading(NOT_READ, 0.0)


def window_of(day: date) -> int:
    """Returns the window of a day."""
    return day.toordinal() // WINDOW_DAYS


def days_of(window: int) -> tuple[date, date]:
    """Returns the first and the last day of a window."""
    first = date.fromordinal(window * WINDOW_DAYS)
    return first, first + timedelta(days=WINDOW_DAYS - 1)


def put(tx: Transaction, name: str, values: Mapping[date, Seen], now: float) -> bool:
    """Saves a complete answer about days of an attribute, and returns whether any value changed.

    Only differences are written. A value that does not fit the type leaves its day not read.
    """
    return bool(put_all(tx, {name: values}, now))


def put_all(tx: Transaction, read: Mapping[str, Mapping[date, Seen]], now: float) -> frozenset[str]:
    """Saves complete answers about days of attributes, as `put` does, and returns those of which any value changed.

    A history has half a million values; together they take half of the time that they take one attribute at a time.
    """
    names = {series_of(tx, name): name for name, values in read.items() if values}
    said = {series: {day.toordinal(): value for day, value in read[name].items()} for series, name in names.items()}
    found = _there(tx, said)
    new, covered, changed = list[_Row](), list[_Covered](), set[str]()
    gone, unfit = list[_Day](), list[_Day]()
    for series, values in said.items():
        there = found.get(series, {})
        odd = [day for day, value in values.items() if value is NOT_READ]
        differing = _differing(series, values, there)
        going = [(series, day) for day in there if _is_gone(day, values)]
        covered += [
            (series, window, bits, now) for window, bits in _bits(values.keys() - odd if odd else values).items()
        ]
        new += differing
        gone += going
        unfit += [(series, day) for day in odd]
        changed |= {names[series]} if differing or going else set()
    _write(tx, new)
    tx.executemany("DELETE FROM history WHERE series = ? AND day = ?", gone)
    tx.executemany(_COVER, covered)
    archived.forget_read(tx, covered)
    for series, day in unfit:
        _uncover(tx.connection, series, day)
    return frozenset(changed)


def _write(tx: Transaction, rows: Sequence[_Row]) -> None:
    """Writes rows, many by one statement: what SQLite does for each statement takes as long as the rows."""
    many = len(rows) - len(rows) % WINDOW_DAYS
    pieces = (rows[start : start + WINDOW_DAYS] for start in range(0, many, WINDOW_DAYS))
    tx.executemany(_PUT_MANY, [tuple(chain.from_iterable(piece)) for piece in pieces])
    tx.executemany(_PUT_ONE, rows[many:])


def _there(tx: Transaction, said: Mapping[int, Mapping[int, Seen]]) -> dict[int, dict[int, Value]]:
    """Returns the values that are here of the days that were said."""
    first = min((min(values) for values in said.values()), default=1)
    last = max((max(values) for values in said.values()), default=0)
    found: dict[int, dict[int, Value]] = {}
    for series, day, value in tx.execute(_BETWEEN, (json.dumps(list(said)), first, last)):
        if day in said[series]:
            found.setdefault(series, {})[day] = value
    return found


def _differing(series: int, said: Mapping[int, Seen], there: Mapping[int, Value]) -> list[_Row]:
    """Returns rows for the values that are not here yet."""
    rows = [(series, day, value) for day, value in said.items() if value is not None and not isinstance(value, NotRead)]
    return [row for row in rows if there.get(row[1]) != row[2]] if there else rows


def _is_gone(day: int, said: Mapping[int, Seen]) -> bool:
    """Whether a day has no value any more, or none that can be known."""
    return said[day] is None or isinstance(said[day], NotRead)


def _bits(days: Collection[int]) -> dict[int, int]:
    """Returns the days as bits of windows."""
    bits: dict[int, int] = {}
    if days:
        first, last = min(days), max(days)
        if first // WINDOW_DAYS == last // WINDOW_DAYS and last - first + 1 == len(days):
            return {first // WINDOW_DAYS: ((1 << len(days)) - 1) << first % WINDOW_DAYS}
    for day in days:
        bits[day // WINDOW_DAYS] = bits.get(day // WINDOW_DAYS, 0) | 1 << day % WINDOW_DAYS
    return bits


def _uncover(connection: sqlite3.Connection, series: int, day: int) -> None:
    connection.execute(
        "UPDATE covered SET days = days & ~(1 << ?) WHERE series = ? AND window = ?",
        (day % WINDOW_DAYS, series, day // WINDOW_DAYS),
    )
    connection.execute("UPDATE fresh SET read_at = NULL WHERE series = ? AND day = ?", (series, day))


def put_one(tx: Transaction, key: Key, value: Seen, now: float) -> None:
    """Saves what Exist said about one key that was read by itself. That does not count as reading its window."""
    series, day = series_of(tx, key.attribute), key.day.toordinal()
    if value is None or isinstance(value, NotRead):
        tx.execute("DELETE FROM history WHERE series = ? AND day = ?", (series, day))
    else:
        tx.execute("INSERT OR REPLACE INTO history VALUES (?, ?, ?)", (series, day, value))
    if isinstance(value, NotRead):
        _uncover(tx.connection, series, day)
        return
    archived.forget_one(tx, series, day)
    tx.execute(
        "INSERT INTO fresh (series, day, read_at) VALUES (?, ?, ?) "
        "ON CONFLICT (series, day) DO UPDATE SET read_at = excluded.read_at",
        (series, day, now),
    )


def put_written(tx: Transaction, key: Key, value: Value, now: float) -> None:
    """Saves what a key is after this client has written to it."""
    put_one(tx, key, value, now)
    tx.execute(
        "UPDATE fresh SET written = ?, written_at = ? WHERE day = ? "
        "AND series = (SELECT id FROM series WHERE account = ? AND name = ?)",
        (value, now, key.day.toordinal(), tx.account.id, key.attribute),
    )


def reading(tx: Transaction, key: Key) -> Reading:
    """Returns what Exist last said about a key."""
    number = key.day.toordinal()
    row = tx.execute(
        _KEY,
        {
            "account": tx.account.id,
            "name": key.attribute,
            "day": number,
            "window": number // WINDOW_DAYS,
            "bit": number % WINDOW_DAYS,
        },
    ).fetchone()
    return UNREAD if row is None else _reading(row)


def _reading(row: sqlite3.Row) -> Reading:
    written, written_at = row["written"], row["written_at"] or 0.0
    times = [row["covered_at"]] if row["is_covered"] else []
    times += [] if row["read_at"] is None else [row["read_at"]]
    return Reading(row["value"] if times else NOT_READ, max(times, default=0.0), written, written_at)


def seen(tx: Transaction, key: Key) -> Seen:
    """Returns what Exist last said about a key, without its age."""
    return reading(tx, key).value


def between(tx: Transaction, first: date, last: date) -> dict[str, tuple[Seen, ...]]:
    """Returns what is known of the days from `first` to `last`, in order, of each attribute that was ever read."""
    start, end = first.toordinal(), last.toordinal()
    found: dict[int, list[Seen]] = {}
    windows = tx.execute(
        "SELECT series, window, days FROM series CROSS JOIN covered ON covered.series = series.id "
        "WHERE account = ? AND window BETWEEN ? AND ?",
        (tx.account.id, start // WINDOW_DAYS, end // WINDOW_DAYS),
    )
    for series, window, days in windows:
        here = found.setdefault(series, [NOT_READ] * (end - start + 1))
        begins = window * WINDOW_DAYS
        for day in range(max(start, begins), min(end + 1, begins + WINDOW_DAYS)):
            if days >> day - begins & 1:
                here[day - start] = None
    looked_at = tx.execute(
        "SELECT series, day FROM series CROSS JOIN fresh ON fresh.series = series.id "
        "WHERE account = ? AND day BETWEEN ? AND ? AND read_at IS NOT NULL",
        (tx.account.id, start, end),
    )
    for series, day in looked_at:
        found.setdefault(series, [NOT_READ] * (end - start + 1))[day - start] = None
    values = tx.execute(
        "SELECT series, day, value FROM series CROSS JOIN history ON history.series = series.id "
        "WHERE account = ? AND day BETWEEN ? AND ?",
        (tx.account.id, start, end),
    )
    for series, day, value in values:
        found[series][day - start] = value
    names = tx.execute("SELECT id, name FROM series WHERE account = ?", (tx.account.id,))
    return {name: tuple(found[series]) for series, name in names if series in found}


def oldest_reading(tx: Transaction, day: date) -> float | None:
    """Returns when the oldest of a day's shown values was read, 0 if one never was, None if there are no attributes."""
    number = day.toordinal()
    (oldest,) = tx.execute(
        "SELECT min(max(iif(covered.days >> ? & 1, covered.read_at, 0), ifnull(fresh.read_at, 0))) FROM attribute "
        "LEFT JOIN series ON series.account = attribute.account AND series.name = attribute.name "
        "LEFT JOIN covered ON covered.series = series.id AND covered.window = ? "
        "LEFT JOIN fresh ON fresh.series = series.id AND fresh.day = ? "
        "WHERE attribute.account = ? AND attribute.active AND attribute.priority < ?",
        (number % WINDOW_DAYS, number // WINDOW_DAYS, number, tx.account.id, LOW_PRIORITY),
    ).fetchone()
    return None if oldest is None else float(oldest)


def series_of(tx: Transaction, name: str) -> int:
    """Returns the attribute's number in the tables with many rows, and gives it one if it has none."""
    row = tx.execute("SELECT id FROM series WHERE account = ? AND name = ?", (tx.account.id, name)).fetchone()
    if row is None:
        made = tx.execute("INSERT INTO series (account, name) VALUES (?, ?) RETURNING id", (tx.account.id, name))
        row = made.fetchone()
    return int(row[0])
