"""All with all: every pair of many series, on the same day and some days apart, in products of whole matrices.

The ranks are made once for each series instead of once for each pair, which is a thousand times faster and nearly the
same. What may be worth showing is then compared exactly, day by day, and only exact figures are shown.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from exist_desktop.domain.relations.columns import Column
from exist_desktop.domain.relations.family import Findings, PairComparison, Rated, Steps, described, least_rho, tested
from exist_desktop.domain.relations.pair import (
    LEAST_DAYS,
    LEAST_EFFECTIVE_DAYS,
    MOST_LAGS,
    TAKEN_OUT,
    combined_p,
    is_varied,
    p_of,
)
from exist_desktop.domain.relations.residuals import residual_rows
from exist_desktop.domain.relations.student import Numbers, q_values

Matrix = NDArray[np.float32]
AT_ONCE = 15
"""So many series are ranked in one step, so that a window that waits need not wait for all."""
MOST_EXACT = 500
"""So many pairs at most are compared exactly; the surest of them are shown."""
WORTH_A_LOOK = 0.3
"""What has a smaller q by the fast way is compared exactly."""


class _Grid(Struct, frozen=True, eq=False):
    """The series as rows over the same days: residual ranks, what is new on each day, and where each is known."""

    columns: tuple[Column, ...]
    ranks: Matrix
    known: Matrix
    new: Matrix
    new_known: Matrix


_Correlated = tuple[Numbers, Numbers]
"""The correlations of each row with each other one, and on how many common days."""


class _Guess(Struct, frozen=True, eq=False):
    """The pairs of one offset: which, how many days they are worth, and their p-values by the fast way."""

    days_later: int
    earlier: NDArray[np.intp]
    later: NDArray[np.intp]
    effective: Numbers
    p: Numbers


def all_pairs(columns: Sequence[Column], most_days_later: int = 1) -> Steps:
    """Compares each with each, up to so many days apart; see `family.Steps`."""
    grid = yield from _grid(columns)
    too_few = len(columns) - len(grid.columns)
    if len(grid.columns) < 2:
        return Findings(too_few=len(columns))
    independence = yield from _dependence(grid)
    guesses = list[_Guess]()
    for days_later in range(most_days_later + 1):
        done = 0.3 + 0.3 * days_later / (most_days_later + 1)
        yield done
        whole = _correlations(grid.ranks, grid.known, days_later)
        yield done
        new = _correlations(grid.new, grid.new_known, days_later)
        yield done
        guesses.append(_guess(days_later, independence, whole, new))
    return (yield from _exactly(grid, guesses, too_few))


def _grid(columns: Sequence[Column]) -> Generator[float, None, _Grid]:
    usable = [column for column in columns if _is_usable(column)]
    first = min((column.first for column in usable), default=1)
    end = max((column.first + len(column.numbers) for column in usable), default=1)
    numbers = np.full((len(usable), end - first), np.nan)
    for row, column in enumerate(usable):
        numbers[row, column.first - first : column.first - first + len(column.numbers)] = column.numbers
    ranks = np.empty(numbers.shape, np.float32)
    for row in range(0, len(usable), AT_ONCE):
        ranks[row : row + AT_ONCE] = residual_rows(numbers[row : row + AT_ONCE], first)
        yield 0.1 * row / len(usable)
    known = np.isfinite(numbers).astype(np.float32)
    new, new_known = _new(ranks, known)
    return _Grid(tuple(usable), ranks, known, new, new_known)


def _is_usable(column: Column) -> bool:
    values = column.numbers[np.isfinite(column.numbers)]
    return len(values) >= LEAST_DAYS and is_varied(values)


def _new(ranks: Matrix, known: Matrix) -> tuple[Matrix, Matrix]:
    """Returns what the day before does not explain of each day, and where that is known."""
    both = known[:, 1:] * known[:, :-1]
    products = np.einsum("ij,ij->i", ranks[:, 1:], ranks[:, :-1])
    squares = np.einsum("ij,ij->i", ranks[:, :-1] * both, ranks[:, :-1])
    phi = products / np.maximum(squares, 1e-9)
    new, new_known = np.zeros_like(ranks), np.zeros_like(known)
    new[:, 1:], new_known[:, 1:] = (ranks[:, 1:] - phi[:, None] * ranks[:, :-1]) * both, both
    return new, new_known


def _dependence(grid: _Grid) -> Generator[float, None, Numbers]:
    """Returns for each pair how many days' worth of its common days are repetitions, as in `pair.effective_days`."""
    count = len(grid.columns)
    repeated = np.zeros((count, count))
    for lag in range(1, min(MOST_LAGS, grid.ranks.shape[1] - 1) + 1):
        yield 0.1 + 0.2 * lag / MOST_LAGS
        both = grid.known[:, lag:] * grid.known[:, :-lag]
        pairs = both.sum(axis=1)
        likeness = np.einsum("ij,ij->i", grid.ranks[:, lag:], grid.ranks[:, :-lag]) / np.maximum(pairs, 1)
        repeated += (both @ both.T) * np.outer(likeness, likeness)
    return repeated


def _guess(days_later: int, repeated: Numbers, whole: _Correlated, new: _Correlated) -> _Guess:
    (rho, days), (new_rho, new_days) = whole, new
    effective = np.clip(days / np.maximum(1 + 2 * repeated / np.maximum(days, 1), 1e-9), 0, days)
    enough = (days >= LEAST_DAYS) & (effective >= LEAST_EFFECTIVE_DAYS)
    which = np.triu(enough, 1) if days_later == 0 else enough & ~np.eye(len(enough), dtype=bool)
    earlier, later = np.nonzero(which)
    degrees = np.maximum(new_days[which] - TAKEN_OUT - 2, 0)
    p = combined_p(rho[which], effective[which], new_rho[which], degrees)
    return _Guess(days_later, earlier, later, effective[which], p)


def _correlations(values: Matrix, known: Matrix, days_later: int) -> _Correlated:
    """Returns the correlations and the common days of each row with each other one, so many days later."""
    length = values.shape[1] - days_later
    one, one_known = values[:, :length], known[:, :length]
    two, two_known = values[:, days_later:], known[:, days_later:]
    days = (one_known @ two_known.T).astype(np.float64)
    many = np.maximum(days, 1)
    sum_one, sum_two, products = one @ two_known.T, one_known @ two.T, one @ two.T
    square_one, square_two = (one * one) @ two_known.T, one_known @ (two * two).T
    spread = (square_one - sum_one**2 / many) * (square_two - sum_two**2 / many)
    found = (products - sum_one * sum_two / many) / np.sqrt(np.maximum(spread, 1e-9))
    return np.where(spread > 1e-6, np.clip(found, -1, 1), 0.0), days


def _exactly(grid: _Grid, guesses: Sequence[_Guess], too_few: int) -> Steps:
    """Compares what looks related once more, exactly, and corrects for everything that was looked through."""
    p = np.concatenate([guess.p for guess in guesses])
    if not len(p):
        return Findings(too_few=too_few)
    looks = np.argsort(p)[:MOST_EXACT]
    looks = looks[q_values(p)[looks] < WORTH_A_LOOK]
    p[looks] = 1.0
    starts = np.cumsum([0, *(len(guess.p) for guess in guesses)])
    exact = dict[int, PairComparison]()
    for done, place in enumerate(looks.tolist()):
        which = int(np.searchsorted(starts, place, "right")) - 1
        guess, number = guesses[which], place - starts[which]
        earlier, later = grid.columns[guess.earlier[number]], grid.columns[guess.later[number]]
        found = tested(earlier, later, guess.days_later)
        if found is not None:
            exact[place] = found
        yield 0.6 + 0.4 * done / len(looks)
    p[list(exact)] = p_of([found.evidence for found in exact.values()])
    q = q_values(p)
    rated = [Rated(found, float(p[place]), float(q[place])) for place, found in exact.items()]
    least = least_rho(np.concatenate([guess.effective for guess in guesses]))
    relations = yield from described(rated)
    return Findings(relations, len(p), too_few, least)
