"""Ranks of a series with the weekday, the trend and slow changes taken out.

Two series that only share the weekend, a trend or a season do not go together in the sense of this program. The ranks
are made once; everything after that is linear, since ranking again would let the weekday in (two tags that are both
bound to the weekend would be called related in half of all cases).
"""

from __future__ import annotations

import numpy as np

from exist_desktop.domain.relations.student import Numbers

DAYS_PER_WEEK = 7
LONG = 400
"""From this many days on, slow changes are taken out as well: two years share a season by chance."""
SLOW = 91
"""The number of days of the moving mean that stands for slow changes."""
CONSTANT = 1e-9


def ranks(values: Numbers) -> Numbers:
    """Returns the ranks from 1 on; equal values share the mean of theirs."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    ends = np.append(starts[1:], len(values))
    shared = np.empty(len(values))
    shared[order] = np.repeat((starts + ends + 1) / 2, ends - starts)
    return shared


def residual_ranks(values: Numbers, days: Numbers) -> Numbers:
    """Returns the ranks without weekday, straight trend and, over long periods, slow changes.

    `days` are the ordinals of the values, ascending. The result has mean 0 and variance 1; it is all zeros if nothing
    is left.
    """
    found = ranks(values)
    columns = week_and_trend(days)
    found = found - columns @ np.linalg.solve(columns.T @ columns, columns.T @ found)
    if days[-1] - days[0] >= LONG:
        found = found - _slow(found, days)
    found = found - found.mean()
    deviation = float(np.sqrt(np.mean(found * found)))
    return found / deviation if deviation > CONSTANT * len(found) else np.zeros(len(found))


def week_and_trend(days: Numbers) -> Numbers:
    """Returns a column for each weekday that occurs, and one for the straight trend."""
    weekday = days.astype(np.int64) % DAYS_PER_WEEK
    columns = np.zeros((len(days), DAYS_PER_WEEK + 1))
    columns[np.arange(len(days)), weekday] = 1
    columns[:, DAYS_PER_WEEK] = (days - days.mean()) / (days[-1] - days[0])
    return columns[:, np.any(columns != 0, axis=0)]


def _slow(values: Numbers, days: Numbers) -> Numbers:
    """Returns the mean of the values of the days around each day."""
    place = (days - days[0]).astype(np.int64)
    sums, counts = np.zeros(place[-1] + 2), np.zeros(place[-1] + 2)
    sums[place + 1], counts[place + 1] = values, 1
    sums, counts = np.cumsum(sums), np.cumsum(counts)
    start = np.maximum(place - SLOW // 2, 0)
    end = np.minimum(place + SLOW // 2 + 1, len(sums) - 1)
    return (sums[end] - sums[start]) / (counts[end] - counts[start])  # type: ignore[no-any-return]


def weekday_share(values: Numbers, days: Numbers) -> float:
    """Returns the share of the ranks' variance that the weekday explains, 0 to 1."""
    found = ranks(values)
    weekday = days.astype(np.int64) % DAYS_PER_WEEK
    counts = np.bincount(weekday, minlength=DAYS_PER_WEEK)
    means = np.bincount(weekday, found, DAYS_PER_WEEK) / np.maximum(counts, 1)
    total = float(np.sum((found - found.mean()) ** 2))
    explained = float(np.sum(counts * (means - found.mean()) ** 2))
    return explained / total if total > CONSTANT else 0.0
