"""What Exist has found in the person's days, as it was last read: insights, relations of each week, past averages."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from exist_desktop.domain.account import Account
from exist_desktop.domain.statistics.averages import ALL_DAYS
from exist_desktop.domain.statistics.correlations import Average, Correlation, Insight
from exist_desktop.store import catalogue, meta
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction


def put_insights(tx: Transaction, read: Iterable[Insight], first: date, last: date) -> None:
    """Saves the insights of these days in place of those that were there."""
    tx.execute(
        "DELETE FROM insight WHERE account = ? AND day BETWEEN ? AND ?",
        (tx.account.id, first.isoformat(), last.isoformat()),
    )
    tx.executemany(
        "INSERT OR REPLACE INTO insight (account, created, kind, text, day, priority, attribute) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (tx.account.id, one.created, one.kind, one.text, one.day.isoformat(), one.priority, one.attribute)
            for one in read
        ],
    )
    known = insights_since(tx)
    meta.put(tx, meta.INSIGHTS_SINCE, (first if known is None else min(first, known)).isoformat())


def put_latest_insights(tx: Transaction, read: Iterable[Insight], first: date, now: float) -> None:
    """Saves all insights since a day, read at that instant."""
    put_insights(tx, read, first, date.max)
    meta.put(tx, meta.INSIGHTS_READ, repr(now))


def insights_since(tx: Transaction) -> date | None:
    """Returns the day from which on all insights are here; None if none were read."""
    since = meta.get(tx, meta.INSIGHTS_SINCE)
    return None if since is None else date.fromisoformat(since)


def insights(tx: Transaction, since: date) -> tuple[Insight, ...]:
    """Returns the insights of the days since `since` that say something, newest first."""
    found = tx.execute(
        "SELECT created, kind, text, day, priority, attribute FROM insight WHERE account = ? AND day >= ? "
        "AND text <> '' ORDER BY day DESC, created DESC, kind, text",
        (tx.account.id, since.isoformat()),
    )
    return tuple(
        Insight(
            row["created"],
            row["kind"],
            row["priority"],
            row["text"],
            date.fromisoformat(row["day"]),
            row["attribute"],
        )
        for row in found
    )


def put_correlations(tx: Transaction, read: Iterable[Correlation], now: float, today: date) -> None:
    """Saves a batch of relations. The batches of other weeks stay."""
    rows = [
        (
            tx.account.id,
            (one.day or today).isoformat(),
            one.attribute,
            one.attribute2,
            one.days_later,
            one.value,
            one.p,
            one.period,
            one.stars,
            one.sentence,
            one.strength,
        )
        for one in read
        if math.isfinite(one.value)
    ]
    tx.executemany(
        "DELETE FROM correlation WHERE account = ? AND batch = ?", {(tx.account.id, batch) for _, batch, *_ in rows}
    )
    tx.executemany("INSERT OR REPLACE INTO correlation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    meta.put(tx, meta.CORRELATIONS_READ, repr(now))


def correlations(tx: Transaction) -> tuple[Correlation, ...]:
    """Returns the relations of the last batch, the strongest first."""
    found = tx.execute(
        "SELECT * FROM correlation WHERE account = ? AND batch = "
        "(SELECT max(batch) FROM correlation WHERE account = ?) ORDER BY abs(value) DESC, attribute, attribute2",
        (tx.account.id, tx.account.id),
    )
    return tuple(
        Correlation(
            row["attribute"],
            row["attribute2"],
            row["value"],
            day=date.fromisoformat(row["batch"]),
            period=row["days"],
            days_later=row["days_later"],
            p=row["p"],
            stars=row["stars"],
            sentence=row["sentence"],
            strength=row["strength"],
        )
        for row in found
    )


def former_batch(tx: Transaction) -> dict[tuple[str, str, int], float] | None:
    """Returns the correlations of the batch before the last, by their attributes and days; None if there was none."""
    found = tx.execute(
        "SELECT attribute, attribute2, days_later, value FROM correlation WHERE account = ? AND batch = "
        "(SELECT max(batch) FROM correlation WHERE account = ? AND batch < "
        "(SELECT max(batch) FROM correlation WHERE account = ?))",
        (tx.account.id,) * 3,
    )
    rows = {(row["attribute"], row["attribute2"], row["days_later"]): row["value"] for row in found}
    return rows or None


def course(tx: Transaction, attribute: str, attribute2: str, days_later: int) -> tuple[tuple[date, float], ...]:
    """Returns the days of the batches that have a relation, and its correlation in each, the oldest first."""
    found = tx.execute(
        "SELECT batch, value FROM correlation WHERE account = ? AND attribute = ? AND attribute2 = ? "
        "AND days_later = ? ORDER BY batch",
        (tx.account.id, attribute, attribute2, days_later),
    )
    return tuple((date.fromisoformat(row["batch"]), row["value"]) for row in found)


def put_past_averages(
    tx: Transaction, name: str, read: Iterable[Average], now: float, since: date | None = None
) -> None:
    """Saves the averages of one attribute over time in place of those since a day, or of all of them if it is None."""
    tx.execute(
        "DELETE FROM past_average WHERE account = ? AND attribute = ? AND day >= ?",
        (tx.account.id, name, (since or date.min).isoformat()),
    )
    catalogue.put_some_averages(tx, [average for average in read if average.attribute == name], now)
    meta.put(tx, meta.PAST_AVERAGES_READ + name, repr(now))


def past_averages(tx: Transaction, name: str) -> tuple[Average, ...]:
    """Returns the averages of one attribute over time, newest first."""
    found = tx.execute(
        "SELECT day, weekday, value FROM past_average WHERE account = ? AND attribute = ? ORDER BY day DESC",
        (tx.account.id, name),
    )
    by_day: dict[str, list[float | None]] = {}
    for row in found:
        by_day.setdefault(row["day"], [None] * (ALL_DAYS + 1))[row["weekday"]] = row["value"]
    return tuple(
        Average(name, date.fromisoformat(day), values[ALL_DAYS], tuple(values[:ALL_DAYS]))
        for day, values in by_day.items()
    )


class FindingRepository:
    """The findings of one account, as they were last read. Raises as `Store.read` and `Store.write` do."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def insights_read(self) -> tuple[float | None, date | None]:
        """Returns when insights were last read, and the day from which on all of them are here."""
        return await self._store.read(
            self._account, lambda tx: (meta.instant(tx, meta.INSIGHTS_READ), insights_since(tx))
        )

    async def insights(self, since: date) -> tuple[Insight, ...]:
        """Returns the insights since a day, newest first."""
        return await self._store.read(self._account, lambda tx: insights(tx, since))

    async def put_older_insights(self, read: Iterable[Insight], first: date, last: date) -> None:
        """Saves all insights of these days, which lie before those that are here."""
        await self._store.write(self._account, lambda tx: put_insights(tx, read, first, last))

    async def put_latest_insights(self, read: Iterable[Insight], first: date, now: float) -> None:
        """Saves all insights since a day, which were read at that instant."""
        await self._store.write(self._account, lambda tx: put_latest_insights(tx, read, first, now))

    async def correlations_read(self) -> float | None:
        """Returns when relations were last read."""
        return await self._store.read(self._account, lambda tx: meta.instant(tx, meta.CORRELATIONS_READ))

    async def correlations(self) -> tuple[Correlation, ...]:
        """Returns the last batch, the strongest first."""
        return await self._store.read(self._account, correlations)

    async def former_batch(self) -> dict[tuple[str, str, int], float] | None:
        """Returns the correlations of the batch before the last; None if there was none."""
        return await self._store.read(self._account, former_batch)

    async def course(self, attribute: str, attribute2: str, days_later: int) -> tuple[tuple[date, float], ...]:
        """Returns how a relation changed from batch to batch, the oldest first."""
        return await self._store.read(self._account, lambda tx: course(tx, attribute, attribute2, days_later))

    async def put_correlations(self, read: Iterable[Correlation], now: float, today: date) -> None:
        """Saves a batch. Where it does not say of which day it is, it is of today."""
        await self._store.write(self._account, lambda tx: put_correlations(tx, read, now, today))

    async def averages_read(self, name: str) -> float | None:
        """Returns when an attribute's averages over time were last read."""
        return await self._store.read(self._account, lambda tx: meta.instant(tx, meta.PAST_AVERAGES_READ + name))

    async def averages(self, name: str) -> tuple[Average, ...]:
        """Returns an attribute's averages over time, newest first."""
        return await self._store.read(self._account, lambda tx: past_averages(tx, name))

    async def put_averages(self, name: str, read: Iterable[Average], now: float, since: date | None = None) -> None:
        """Saves an attribute's averages over time since a day, or all of them."""
        await self._store.write(self._account, lambda tx: put_past_averages(tx, name, read, now, since))
