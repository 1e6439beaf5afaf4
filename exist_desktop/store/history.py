"""What Exist has said of days: the values, the days that were read, and the keys that were read by themselves.

*history* has the values by numbers of attribute and day, without rows for days that have none; *covered* has the days
that were read, as bits of a window of 31 days. So a day without a row was either read and has no value, or was not
read. These two tables also have the ten years of a whole history.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from exist_desktop.domain.attributes import LOW_PRIORITY
from exist_desktop.domain.commands import Key
from exist_desktop.domain.values import NOT_READ, NotRead, Seen, Value
from exist_desktop.store.transaction import Transaction

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


def put(tx: Transaction, name: str, values: Mapping[date, Seen], now: float) -> frozenset[date]:
    """Saves a complete answer about days of an attribute, and returns the days whose value changed.

    Only differences are written. A value that does not fit the type leaves its day not read.
    """
    if not values:
        return frozenset()
    series = series_of(tx, name)
    said = {day.toordinal(): value for day, value in values.items()}
    found = tx.execute(
        "SELECT day, value FROM history WHERE series = ? AND day BETWEEN ? AND ?", (series, min(said), max(said))
    )
    there = {day: value for day, value in found if day in said}
    odd = {day for day, value in said.items() if value is NOT_READ}
    new = [(series, day, value) for day, value in said.items() if value is not None and there.get(day) != value]
    new = [row for row in new if row[1] not in odd]
    gone = [(series, day) for day in there if said[day] is None or day in odd]
    tx.executemany(
        "INSERT INTO history (series, day, value) VALUES (?, ?, ?) "
        "ON CONFLICT (series, day) DO UPDATE SET value = excluded.value",
        new,
    )
    tx.executemany("DELETE FROM history WHERE series = ? AND day = ?", gone)
    _cover(tx.connection, series, said.keys() - odd, now)
    for day in odd:
        _uncover(tx.connection, series, day)
    changed = [*(day for _, day, _ in new), *(day for _, day in gone)]
    return frozenset(map(date.fromordinal, changed))


def _cover(connection: sqlite3.Connection, series: int, days: Iterable[int], now: float) -> None:
    """Marks days as read. A window is as old as its oldest day, so a part of it does not make it newer."""
    bits: dict[int, int] = {}
    for day in days:
        bits[day // WINDOW_DAYS] = bits.get(day // WINDOW_DAYS, 0) | 1 << day % WINDOW_DAYS
    connection.executemany(
        "INSERT INTO covered (series, window, days, read_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (series, window) DO UPDATE SET "
        "read_at = CASE WHEN days & ~excluded.days = 0 THEN excluded.read_at ELSE read_at END, "
        "days = days | excluded.days",
        [(series, window, read, now) for window, read in bits.items()],
    )


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
