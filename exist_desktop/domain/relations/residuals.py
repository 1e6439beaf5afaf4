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
"""The number of days of the moving mean that represents slow changes."""
CONSTANT = 1e-9


def ranks(values: Numbers) -> Numbers:
    """Returns the ranks from 1 on; equal values share the mean of theirs."""
    order = np.argsort(values)
    ordered = values[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    ends = np.append(starts[1:], len(values))
    shared = np.empty(len(values))
    shared[order] = np.repeat((starts + ends + 1) / 2, ends - starts)
    return shared


def residual_ranks(values: Numbers, days: Numbers) -> Numbers:
    """Returns the ranks of each row without weekday, straight trend and, over long periods, slow changes.

    `days` are the ordinals of the columns, ascending. Each row has mean 0 and variance 1; it is all zeros if nothing is
    left.
    """
    places = (days - days[0]).astype(np.int64)
    grid = np.full((len(values), int(places[-1]) + 1), np.nan)
    grid[:, places] = values
    return residual_rows(grid, int(days[0]))[:, places]


def residual_rows(numbers: Numbers, first: int) -> Numbers:
    """Returns the same where each row has days of its own: NaN where there is none, and 0 in the result.

    The columns are consecutive days; `first` is the ordinal of the first.
    """
    known = np.isfinite(numbers).astype(np.float64)
    found = np.zeros_like(numbers)
    for row, there in enumerate(known.astype(bool)):
        found[row, there] = ranks(numbers[row, there])
    found -= _week_and_trend(found, known, first) * known
    places = np.arange(numbers.shape[1])
    last = np.max(known * places, axis=1)
    long = last - (numbers.shape[1] - 1 - np.max(known * places[::-1], axis=1)) >= LONG
    found[long] -= _slow(found[long], known[long]) * known[long]
    counts = np.maximum(known.sum(axis=1, keepdims=True), 1)
    found -= found.sum(axis=1, keepdims=True) / counts * known
    deviation = np.sqrt((found * found).sum(axis=1, keepdims=True) / counts)
    return np.where(deviation > CONSTANT * counts, found / np.maximum(deviation, CONSTANT), 0.0)


def _week_and_trend(values: Numbers, known: Numbers, first: int) -> Numbers:
    """Returns what the weekday and a straight trend make of each row, by least squares over its known days."""
    days = np.arange(values.shape[1])
    weekday, trend = (first + days) % DAYS_PER_WEEK, np.linspace(-0.5, 0.5, len(days))
    is_on = np.eye(DAYS_PER_WEEK)[weekday]
    counts = np.maximum(known @ is_on, 1)
    sums, trends = values @ is_on, known @ (is_on * trend[:, None])
    together = values @ trend - np.sum(sums * trends / counts, axis=1)
    spread = known @ (trend * trend) - np.sum(trends * trends / counts, axis=1)
    slope = (together / np.maximum(spread, CONSTANT))[:, None]
    fitted: Numbers = ((sums - slope * trends) / counts)[:, weekday] + slope * trend
    return fitted


def _slow(values: Numbers, known: Numbers) -> Numbers:
    """Returns the mean of the known days around each day."""
    days = np.arange(values.shape[1])
    start, end = np.maximum(days - SLOW // 2, 0), np.minimum(days + SLOW // 2 + 1, len(days))
    sums, counts = np.zeros((2, len(values), len(days) + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    np.cumsum(known, axis=1, out=counts[:, 1:])
    means: Numbers = (sums[:, end] - sums[:, start]) / np.maximum(counts[:, end] - counts[:, start], 1)
    return means


def weekday_share(values: Numbers, days: Numbers) -> float:
    """Returns the share of the ranks' variance that the weekday explains, 0 to 1."""
    found = ranks(values)
    weekday = days.astype(np.int64) % DAYS_PER_WEEK
    counts = np.bincount(weekday, minlength=DAYS_PER_WEEK)
    means = np.bincount(weekday, found, DAYS_PER_WEEK) / np.maximum(counts, 1)
    total = float(np.sum((found - found.mean()) ** 2))
    explained = float(np.sum(counts * (means - found.mean()) ** 2))
    return explained / total if total > CONSTANT else 0.0
