"""The state of the copy of the history: which windows it has, what Exist leaves out, how far it has come."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.store import history, meta, strict_json
from exist_desktop.store.transaction import Transaction

BEGINNING = "history_beginning"
REQUESTS = "history_requests"
RESUMES_AT = "history_resumes_at"
KEPT_DAYS = 31
"""Days before today that stay when the history is removed, since the pages of today need them."""
ALL_DAYS = (1 << history.WINDOW_DAYS) - 1


class Covered(Struct, frozen=True):
    """The days of a window that were read, or asked for in vain, as bits; and when the oldest of them was."""

    days: int
    at: float


class Extent(Struct, frozen=True):
    """An attribute that is read by itself. `first_day` is the ordinal of the first day that Exist lists, if known."""

    first_day: int | None = None
    listed: bool = True
    refused: bool = False


class Beginning(Struct, frozen=True):
    """What Exist says of when an account begins.

    `subjects` has what was asked about, each with the day on which it begins, or None if the answer was of no use; the
    last such answer came at `in_vain_at`, in seconds since 1970. `sure` is whether the oldest day was read and was
    the expected one; None if it was not read.
    """

    subjects: Mapping[str, date | None]
    sure: bool | None = None
    in_vain_at: float = 0.0

    @property
    def first(self) -> date | None:
        """The oldest day that was named."""
        return min((day for day in self.subjects.values() if day is not None), default=None)


def coverage(tx: Transaction) -> dict[str, dict[int, Covered]]:
    """Returns the windows of each attribute that were read or asked for."""
    found: dict[str, dict[int, Covered]] = {}
    read = tx.execute(
        "SELECT name, window, days, read_at FROM series JOIN covered ON covered.series = series.id WHERE account = ?",
        (tx.account.id,),
    )
    for name, window, days, at in read:
        found.setdefault(name, {})[window] = Covered(days, at)
    in_vain = tx.execute(
        "SELECT name, window, asked_at FROM series JOIN withheld ON withheld.series = series.id WHERE account = ?",
        (tx.account.id,),
    )
    for name, window, at in in_vain:
        found.setdefault(name, {})[window] = Covered(ALL_DAYS, at)
    return found


def oldest_day(tx: Transaction) -> date | None:
    """Returns the first day that has a value here, or None."""
    return _edge(tx, "min")


def newest_day(tx: Transaction) -> date | None:
    """Returns the last day that has a value here, or None."""
    return _edge(tx, "max")


def _edge(tx: Transaction, which: str) -> date | None:
    (day,) = tx.execute(
        f"SELECT {which}((SELECT {which}(day) FROM history WHERE series = series.id)) FROM series WHERE account = ?",
        (tx.account.id,),
    ).fetchone()
    return None if day is None else date.fromordinal(day)


def count_values(tx: Transaction) -> tuple[int, int]:
    """Returns how many attributes have values here, and how many values there are."""
    attributes, values = tx.execute(
        "SELECT count(*), sum(n) FROM (SELECT count(*) AS n FROM series "
        "CROSS JOIN history ON history.series = series.id WHERE account = ? GROUP BY series.id)",
        (tx.account.id,),
    ).fetchone()
    return attributes, values or 0


def extents(tx: Transaction) -> dict[str, Extent]:
    """Returns the attributes that are read by themselves, and what is known of them."""
    found = tx.execute(
        "SELECT name, first_day, listed, refused_at FROM series JOIN extent ON extent.series = series.id "
        "WHERE account = ?",
        (tx.account.id,),
    )
    return {name: Extent(first, bool(listed), refused is not None) for name, first, listed, refused in found}


def note_withheld(tx: Transaction, names: Iterable[str], window: int, now: float) -> None:
    """Saves that Exist was asked for a window of attributes and left days of it out."""
    tx.executemany(
        "INSERT OR REPLACE INTO withheld VALUES (?, ?, ?)",
        [(history.series_of(tx, name), window, now) for name in names],
    )


def clear_withheld(tx: Transaction, names: Iterable[str], window: int) -> None:
    """Saves that Exist has returned a window of attributes completely."""
    tx.execute(
        "DELETE FROM withheld WHERE window = ? AND series IN (SELECT id FROM series WHERE account = ? "
        "AND name IN (SELECT value FROM json_each(?)))",
        (window, tx.account.id, json.dumps(list(names))),
    )


def note_extent(
    tx: Transaction,
    name: str,
    *,
    first_day: date | None = None,
    listed: bool = True,
    refused_at: float | None = None,
) -> None:
    """Saves what was found out about an attribute that is read by itself; what was known before stays."""
    tx.execute(
        "INSERT INTO extent VALUES (?, ?, ?, ?) ON CONFLICT (series) DO UPDATE SET "
        "first_day = ifnull(excluded.first_day, first_day), listed = min(listed, excluded.listed), "
        "refused_at = ifnull(excluded.refused_at, refused_at)",
        (
            history.series_of(tx, name),
            None if first_day is None else first_day.toordinal(),
            listed,
            refused_at,
        ),
    )


def forget_first_day(tx: Transaction, name: str, day: date) -> None:
    """Saves that Exist lists days before that one. If it did not do so before, somebody has filled them in."""
    tx.execute(
        "UPDATE extent SET first_day = NULL WHERE first_day >= ? "
        "AND series = (SELECT id FROM series WHERE account = ? AND name = ?)",
        (day.toordinal(), tx.account.id, name),
    )


def ask_again(tx: Transaction, before: float) -> None:
    """Deletes what Exist did not return before that instant, so that it is asked for again."""
    ours = "series IN (SELECT id FROM series WHERE account = ?)"
    tx.execute(f"DELETE FROM withheld WHERE {ours} AND asked_at < ?", (tx.account.id, before))
    tx.execute(f"DELETE FROM extent WHERE {ours} AND refused_at < ?", (tx.account.id, before))
    found = beginning(tx)
    if found.in_vain_at < before and None in found.subjects.values():
        set_beginning(tx, replace(found, subjects=_answered(found)))


def ask_anew(tx: Transaction) -> None:
    """Deletes all that Exist did not return: another sign-in may be allowed to see it."""
    ours = "series IN (SELECT id FROM series WHERE account = ?)"
    tx.execute(f"DELETE FROM withheld WHERE {ours}", (tx.account.id,))
    tx.execute(f"DELETE FROM extent WHERE {ours} AND (refused_at NOTNULL OR NOT listed)", (tx.account.id,))
    found = beginning(tx)
    if found.subjects:
        set_beginning(tx, replace(found, subjects=_answered(found), sure=found.sure or None))


def _answered(found: Beginning) -> dict[str, date | None]:
    """Returns what was asked about without that whose answer was of no use."""
    return {subject: day for subject, day in found.subjects.items() if day is not None}


def beginning(tx: Transaction) -> Beginning:
    """Returns what was found out about when the account begins."""
    kept = meta.get(tx, BEGINNING)
    try:
        found = strict_json.loads(kept) if kept else {}
        subjects = {str(name): date.fromisoformat(day) if day else None for name, day in found["groups"].items()}
        sure, in_vain_at = found["sure"], float(found.get("in_vain_at", 0.0))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Beginning({})
    return Beginning(subjects, sure if isinstance(sure, bool) else None, in_vain_at)


def set_beginning(tx: Transaction, found: Beginning) -> None:
    """Saves what was found out about when the account begins."""
    groups = {name: None if day is None else day.isoformat() for name, day in found.subjects.items()}
    kept = {"groups": groups, "sure": found.sure, "in_vain_at": found.in_vain_at}
    meta.put(tx, BEGINNING, json.dumps(kept))


def requests(tx: Transaction) -> int:
    """Returns how many requests the copy has made in all."""
    kept = meta.get(tx, REQUESTS)
    return int(kept) if kept and kept.isdecimal() else 0


def count_request(tx: Transaction, pacing: str) -> None:
    """Counts one more request, and saves the rate limit with it: this process may end before it does so itself."""
    meta.put(tx, REQUESTS, str(requests(tx) + 1))
    meta.put(tx, meta.PACING, pacing)


def remove(tx: Transaction, today: date) -> None:
    """Deletes what lies before the last days, and the state of the copy. Which keys this client wrote stays known."""
    first = today.toordinal() - KEPT_DAYS
    window = first // history.WINDOW_DAYS
    ours = "series IN (SELECT id FROM series WHERE account = ?)"
    tx.execute(f"DELETE FROM history WHERE {ours} AND day < ?", (tx.account.id, first))
    tx.execute(f"DELETE FROM covered WHERE {ours} AND window < ?", (tx.account.id, window))
    tx.execute(
        f"UPDATE covered SET days = days & ? WHERE {ours} AND window = ?",
        (ALL_DAYS ^ ((1 << first % history.WINDOW_DAYS) - 1), tx.account.id, window),
    )
    tx.execute(f"UPDATE fresh SET read_at = NULL WHERE {ours} AND day < ?", (tx.account.id, first))
    tx.execute(f"DELETE FROM archived WHERE {ours}", (tx.account.id,))
    tx.execute("DELETE FROM archived_attribute WHERE account = ?", (tx.account.id,))
    tx.execute(f"DELETE FROM withheld WHERE {ours}", (tx.account.id,))
    tx.execute(f"DELETE FROM extent WHERE {ours}", (tx.account.id,))
    for name in (BEGINNING, REQUESTS, RESUMES_AT):
        meta.put(tx, name, None)
