"""The least that a search of all pairs takes: its rows and its mathematics, without anything of the program.

Nobody finds relations in numbers that are still on the disk, so the rows are read: by one statement for each series,
straight into numpy, without unsent entries, units and what an empty day means. The mathematics is what the tables in
tests/README.md need, in as few steps of numpy as there are: ranks, without weekdays, trend and slow changes; what is
new on each day; how many days the common days are worth; both correlations at each offset; their p-values, by SciPy;
and the correction for all. It makes no sentences, compares nothing exactly once more, computes no differences in units,
says how far it is to nobody, and ranks ties anyhow.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import special

Rows = NDArray[np.float64]
Single = NDArray[np.float32]
LAGS = 28
SLOW = 91


def read(file: Path) -> tuple[Rows, int]:
    """Returns all numbers as a row for each attribute and a column for each day, and the ordinal of the first."""
    with closing(sqlite3.connect(file)) as disk:
        series = [number for (number,) in disk.execute("SELECT DISTINCT series FROM history")]
        found = [disk.execute("SELECT day, value FROM history WHERE series = ?", (number,)) for number in series]
        flat = [np.fromiter(chain.from_iterable(rows), np.float64).reshape(-1, 2) for rows in found]
    first, last = int(min(rows[0, 0] for rows in flat)), int(max(rows[-1, 0] for rows in flat))
    numbers = np.full((len(flat), last - first + 1), np.nan)
    for row, rows in zip(numbers, flat, strict=True):
        row[rows[:, 0].astype(np.int64) - first] = rows[:, 1]
    return numbers, first


def search(numbers: Rows, first: int, offsets: int) -> int:
    """Returns how many pairs and offsets are related at 5 %, all of them counted."""
    known = np.isfinite(numbers)
    ranks = _prepared(numbers, known.astype(np.float64), first).astype(np.float32)
    there = known.astype(np.float32)
    both = there[:, 1:] * there[:, :-1]
    phi = np.sum(ranks[:, 1:] * ranks[:, :-1], axis=1) / np.sum(ranks[:, :-1] ** 2 * both, axis=1)
    new = (ranks[:, 1:] - phi[:, None] * ranks[:, :-1]) * both
    repeated = np.zeros((len(numbers), len(numbers)))
    for lag in range(1, LAGS + 1):
        pairs = there[:, lag:] * there[:, :-lag]
        likeness = np.sum(ranks[:, lag:] * ranks[:, :-lag], axis=1) / pairs.sum(axis=1)
        repeated += (pairs @ pairs.T) * np.outer(likeness, likeness)
    found = list[Rows]()
    for later in range(offsets):
        rho, days = _correlations(ranks, there, later)
        new_rho, new_days = _correlations(new, both, later)
        worth = np.minimum(days / np.maximum(1 + 2 * repeated / days, 1e-9), days)
        which = np.triu(np.ones_like(rho, bool), 1) if not later else ~np.eye(len(rho), dtype=bool)
        old = special.betainc((worth[which] - 8) / 2, 0.5, 1 - rho[which] ** 2)
        found.append(2 * np.minimum(old, special.betainc((new_days[which] - 9) / 2, 0.5, 1 - new_rho[which] ** 2)))
    p = np.sort(np.concatenate(found))
    return int(np.sum(np.minimum.accumulate((p * len(p) / np.arange(1, len(p) + 1))[::-1]) < 0.05))


def _prepared(numbers: Rows, known: Rows, first: int) -> Rows:
    ranks = np.argsort(np.argsort(numbers, axis=1), axis=1) * known
    days = np.arange(numbers.shape[1])
    week = np.eye(7)[(first + days) % 7]
    trend = days / len(days) - 0.5
    counts, sums, trends = known @ week, ranks @ week, known @ (week * trend[:, None])
    spread = known @ trend**2 - np.sum(trends**2 / counts, axis=1)
    slope = ((ranks @ trend - np.sum(sums * trends / counts, axis=1)) / spread)[:, None]
    ranks = (ranks - ((sums - slope * trends) / counts) @ week.T - slope * trend) * known
    start, end = np.maximum(days - SLOW // 2, 0), np.minimum(days + SLOW // 2 + 1, len(days))
    total, many = (np.pad(np.cumsum(each, axis=1), ((0, 0), (1, 0))) for each in (ranks, known))
    ranks = (ranks - (total[:, end] - total[:, start]) / np.maximum(many[:, end] - many[:, start], 1)) * known
    ranks -= ranks.sum(axis=1, keepdims=True) / known.sum(axis=1, keepdims=True) * known
    return ranks / np.sqrt(np.sum(ranks**2, axis=1, keepdims=True) / known.sum(axis=1, keepdims=True))  # type: ignore[no-any-return]


def _correlations(ranks: Single, known: Single, later: int) -> tuple[Rows, Rows]:
    one, two = ranks[:, : ranks.shape[1] - later], ranks[:, later:]
    is_one, is_two = known[:, : ranks.shape[1] - later], known[:, later:]
    days = is_one @ is_two.T
    sum_one, sum_two = one @ is_two.T, is_one @ two.T
    spread = ((one * one) @ is_two.T - sum_one**2 / days) * (is_one @ (two * two).T - sum_two**2 / days)
    return ((one @ two.T - sum_one * sum_two / days) / np.sqrt(spread)).astype(np.float64), days.astype(np.float64)
