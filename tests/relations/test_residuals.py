"""The weekday, the trend and slow changes are taken out of a whole grid at once as they are out of each series."""

from __future__ import annotations

import numpy as np
import pytest

from exist_desktop.domain.relations.effect import smallest_differences
from exist_desktop.domain.relations.residuals import LONG, SLOW, ranks, residual_ranks, residual_rows
from exist_desktop.domain.relations.student import Numbers
from tests.relations.lives import numbers

FIRST = 730_000


def _by_least_squares(values: Numbers, days: Numbers) -> Numbers:
    """The same for one series, day by day, as textbooks have it."""
    found = ranks(values)
    columns = np.column_stack([*(days % 7 == weekday for weekday in range(7)), days - days.mean()]).astype(np.float64)
    found = found - columns @ np.linalg.lstsq(columns, found, rcond=None)[0]
    if days[-1] - days[0] >= LONG:
        found = found - [found[np.abs(days - day) <= SLOW // 2].mean() for day in days]
    found = found - found.mean()
    deviation = found.std()
    return found / deviation if deviation > 1e-7 else np.zeros(len(found))


def test_a_grid_is_prepared_as_each_of_its_series() -> None:
    """Gaps, late beginnings, weekdays that never occur, and numbers that are the weekday alone."""
    draw = np.random.default_rng(21)
    grid = np.round(draw.standard_normal((6, 700)), 1)
    grid[1, draw.random(700) < 0.5] = np.nan
    grid[2, :500] = np.nan
    grid[3, (FIRST + np.arange(700)) % 7 > 3] = np.nan
    grid[4] = (FIRST + np.arange(700)) % 7
    grid[5] = 1
    found = residual_rows(numbers(grid), FIRST)
    for row, values in zip(found, grid, strict=True):
        there = np.isfinite(values)
        days = FIRST + np.flatnonzero(there).astype(np.float64)
        wanted = _by_least_squares(values[there], days)
        assert row[there] == pytest.approx(wanted, abs=1e-9)
        assert residual_ranks(values[None, there], days)[0] == pytest.approx(wanted, abs=1e-9)
        assert not row[~there].any()


@pytest.mark.parametrize("digits", [0, 2, 12])
def test_differences_are_found_without_making_all(digits: int) -> None:
    draw = np.random.default_rng(22)
    for size in (8, 90):
        on, off = np.sort(np.round(draw.normal(3, 1, size), digits)), np.sort(np.round(draw.normal(0, 2, 60), digits))
        every = np.sort(np.subtract.outer(on, off).ravel())
        places = np.array([0, 1, len(every) // 3, len(every) // 2, len(every) - 1])
        assert smallest_differences(on, off, places) == pytest.approx(every[places], abs=1e-12)
