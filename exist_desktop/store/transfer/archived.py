"""What an archive of Exist's has of days that were not read. It is shown as that, and never taken for what Exist says.

A row goes when its day is read, so what is here is always of days that were not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.transfer.archive import ARCHIVE_GROUP, Archived
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.store.transaction import Transaction

_PUT = (  # the later archive is right
    "INSERT INTO archived (series, day, value, made) VALUES {rows} ON CONFLICT (series, day) "
    "DO UPDATE SET value = excluded.value, made = excluded.made WHERE excluded.made >= made"
)
_ROW = "(?, ?, ?, ?)"
AT_ONCE = 30
"""Rows that one statement writes: what SQLite does for each statement takes longer than the rows."""
_PUT_ONE, _PUT_MANY = _PUT.format(rows=_ROW), _PUT.format(rows=", ".join([_ROW] * AT_ONCE))
_OF = (
    "SELECT day, value, made FROM series JOIN archived ON archived.series = series.id "
    "WHERE account = ? AND name = ? AND (typeof(value) = 'text') = ?"
)
_OF_DAY = (
    "SELECT series.name, value, made FROM archived CROSS JOIN series ON series.id = archived.series "
    "JOIN attribute ON attribute.account = series.account AND attribute.name = series.name "
    "WHERE series.account = ? AND day = ? AND (typeof(value) = 'text') = (attribute.value_type = 2)"
)
_LOCAL = (
    "SELECT name, value_type FROM archived_attribute AS local WHERE account = ? AND NOT EXISTS "
    "(SELECT 1 FROM attribute WHERE account = local.account AND name = local.name) ORDER BY name"
)
_FORGET = "DELETE FROM archived WHERE series = ? AND day BETWEEN ? * 31 AND ? * 31 + 30 AND ? >> day % 31 & 1"
_FORGET_ONE = "DELETE FROM archived WHERE series = ? AND day = ?"


def put(tx: Transaction, series: int, values: Mapping[int, Value], made: date) -> None:
    """Saves values of days that were not read, by their ordinals."""
    rows = [(series, day, value, made.toordinal()) for day, value in sorted(values.items())]
    many = len(rows) - len(rows) % AT_ONCE
    pieces = (rows[start : start + AT_ONCE] for start in range(0, many, AT_ONCE))
    tx.executemany(_PUT_MANY, [tuple(chain.from_iterable(piece)) for piece in pieces])
    tx.executemany(_PUT_ONE, rows[many:])


def put_attribute(tx: Transaction, name: str, value_type: ValueType) -> None:
    """Saves a name that the account does not have."""
    tx.execute("INSERT OR REPLACE INTO archived_attribute VALUES (?, ?, ?)", (tx.account.id, name, int(value_type)))


def values(tx: Transaction, name: str, value_type: ValueType) -> dict[int, Archived]:
    """Returns what archives have of that name and type, by the ordinals of days, all of which were not read."""
    found = tx.execute(_OF, (tx.account.id, name, value_type is ValueType.TEXT))
    return {day: Archived(value, date.fromordinal(made)) for day, value, made in found}


def of_day(tx: Transaction, day: date) -> dict[str, Archived]:
    """Returns what archives have of a day that was not read, by the names of attributes."""
    found = tx.execute(_OF_DAY, (tx.account.id, day.toordinal()))
    return {name: Archived(value, date.fromordinal(made)) for name, value, made in found}


def attributes(tx: Transaction) -> dict[str, Attribute]:
    """Returns the names that only archives have, as attributes that nobody fills."""
    return {
        name: Attribute(
            name=name,
            label=name.replace("_", " ").strip().capitalize() or name,
            group=Group(ARCHIVE_GROUP, "", 1_000),
            value_type=ValueType(value_type),
            active=False,
        )
        for name, value_type in tx.execute(_LOCAL, (tx.account.id,))
    }


def forget_read(tx: Transaction, covered: Iterable[tuple[int, int, int, float]]) -> None:
    """Removes what Exist has said by now: rows of `covered`, with the days of a window as bits."""
    if tx.execute("SELECT 1 FROM archived LIMIT 1").fetchone():
        tx.executemany(_FORGET, [(series, window, window, bits) for series, window, bits, _ in covered])


def forget_one(tx: Transaction, series: int, day: int) -> None:
    """Removes what Exist has said by now of one day, by its ordinal."""
    tx.execute(_FORGET_ONE, (series, day))
