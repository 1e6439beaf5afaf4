"""When tags were on, for the order in which a day offers them. Counted by the database: each start waits for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from exist_desktop.domain.arranging.tags import HALF_LIFE_DAYS, NEAR_SECONDS, REMEMBERED_DAYS, TagDays, likely
from exist_desktop.domain.attributes import TAG_GROUP
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store.transaction import Transaction

_TAGS = "SELECT name FROM attribute WHERE account = :account AND group_name = :group AND value_type = :type"
_IN_EXIST = (
    "SELECT series.name, count(*), (:day - history.day) / :half, (:day - history.day) % 7 = 0 "
    f"FROM series JOIN history ON history.series = series.id WHERE series.account = :account "
    f"AND series.name IN ({_TAGS}) AND history.day BETWEEN :day - :days AND :day - 1 AND history.value <> 0 "
    "GROUP BY 1, 3, 4"
)
_AGO = "CAST(julianday(:iso) - julianday(day) AS INTEGER)"
_SINCE = "(CAST(:now - at AS INTEGER) % :seconds + :seconds) % :seconds"
"""How long before the present time of day something was entered, in seconds. It is the same in all zones."""
_AT_THIS_HOUR = (
    f"SELECT attribute, count(DISTINCT day), {_AGO} / :half, {_AGO} % 7 = 0 FROM entry WHERE account = :account "
    f"AND at >= :now - :days * :seconds AND attribute IN ({_TAGS}) AND undone_at IS NULL AND value <> 0 "
    f"AND day < :iso AND ({_SINCE} <= :near OR {_SINCE} >= :seconds - :near) GROUP BY 1, 3, 4"
)


def likely_tags(tx: Transaction, day: date, now: float) -> tuple[str, ...]:
    """Returns the tags that were used lately, the likeliest on that day first; the hour counts if it is about now."""
    given = {
        "account": tx.account.id,
        "group": TAG_GROUP,
        "type": int(ValueType.BOOLEAN),
        "day": day.toordinal(),
        "iso": day.isoformat(),
        "days": REMEMBERED_DAYS,
        "half": HALF_LIFE_DAYS,
        "now": now,
        "seconds": DAY_SECONDS,
        "near": NEAR_SECONDS,
    }
    found = [_days(*row) for row in tx.execute(_IN_EXIST, given)]
    if abs(datetime.fromtimestamp(now, UTC).date() - day) <= timedelta(days=1):
        found += [_days(*row) for row in tx.execute(_AT_THIS_HOUR, given)]
    return likely(found)


def _days(tag: str, days: int, halvings: int, same_weekday: int) -> TagDays:
    return TagDays(tag, days, halvings, bool(same_weekday))
