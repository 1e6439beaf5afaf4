"""How much a number differs between two kinds of days, in its own unit, with an interval.

The difference is the median of all differences (Hodges and Lehmann) after the usual level of each weekday is taken out.
Its interval is widened by how few independent days the days are worth; without that it would be far too narrow.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from exist_desktop.domain.relations.columns import Column, Common
from exist_desktop.domain.relations.pair import LEAST_OTHER
from exist_desktop.domain.relations.residuals import DAYS_PER_WEEK
from exist_desktop.domain.relations.student import Numbers

MOST_OF_A_SIDE = 1500
"""Longer sides are thinned evenly: all differences of ten years would be twelve million."""
FEW_VALUES = 12
"""With so few different values the weekday's mean is taken out: the median of a scale does not move."""
HALVINGS = 50
"""After so many, the bounds are as close as floating point has it."""
_NORMAL_95 = 1.959963984540054


class Effect(Struct, frozen=True):
    """How much `measured` is higher on days of the one kind, with its 95 % interval, in the unit of its axis.

    The days are kept apart by `by`: with it and without it, or with at least `threshold` and less. `on` and `off` count
    them.
    """

    by: str
    measured: str
    difference: float
    low: float
    high: float
    on: int
    off: int
    threshold: float | None = None


def effect(earlier: Column, later: Column, common: Common, effective_days: float) -> Effect | None:
    """Returns the difference between the days of the two kinds; None if there are too few of one kind.

    Days are kept apart by what is yes or no, else by the middle of the earlier attribute.
    """
    if later.is_yes_or_no and not earlier.is_yes_or_no:
        by, measured, keys, numbers = later, earlier, common.second, common.first
    else:
        by, measured, keys, numbers = earlier, later, common.first, common.second
    threshold = None if by.is_yes_or_no else _middle(keys)
    on = keys > 0 if threshold is None else keys >= threshold
    if min(int(on.sum()), int((~on).sum())) < LEAST_OTHER:
        return None
    wider = len(keys) / max(effective_days, 1.0)
    if measured.is_yes_or_no:
        low, middle, high = _of_means(numbers[on], numbers[~on], wider)
    else:
        level = without_weekday(numbers, common.days)
        low, middle, high = _of_medians(level[on], level[~on], wider)
    return Effect(by.name, measured.name, middle, low, high, int(on.sum()), int((~on).sum()), threshold)


def _middle(numbers: Numbers) -> float:
    """Returns the value that parts the days best in two halves; a day belongs to the upper half from it on."""
    values, counts = np.unique(numbers, return_counts=True)
    upper = 1 - np.cumsum(counts)[:-1] / len(numbers)
    return float(values[1:][int(np.argmin(np.abs(upper - 0.5)))])


def without_weekday(numbers: Numbers, days: Numbers) -> Numbers:
    """Returns the numbers with the usual level of each weekday replaced by the usual level of all days."""
    weekday = days.astype(np.int64) % DAYS_PER_WEEK
    usual = np.mean if len(np.unique(numbers)) <= FEW_VALUES else np.median
    levels = np.array([usual(numbers[weekday == k]) if np.any(weekday == k) else 0.0 for k in range(DAYS_PER_WEEK)])
    return numbers - levels[weekday] + float(usual(numbers))  # type: ignore[no-any-return]


def _of_medians(on: Numbers, off: Numbers, wider: float) -> tuple[float, float, float]:
    """Returns the median of all differences, between the ends of its interval (Mann and Whitney's variance)."""
    sides = (len(on), len(off))
    thin_on, thin_off = _thinned(np.sort(on)), _thinned(np.sort(off))
    half = _NORMAL_95 * np.sqrt(wider * (sum(sides) + 1) / (12 * sides[0] * sides[1]))
    count = len(thin_on) * len(thin_off)
    places = np.array([np.clip((0.5 + sign * half) * count, 0, count - 1) for sign in (-1, 0, 1)]).astype(np.int64)
    low, middle, high = smallest_differences(thin_on, thin_off, places).tolist()
    return low, middle, high


def smallest_differences(on: Numbers, off: Numbers, places: NDArray[np.int64]) -> Numbers:
    """Returns the differences at some places of all of them in order; both sides are in order.

    The bounds close in on each: how many differences are at most a number is counted without making them, since there
    may be two million.
    """
    low = np.full(len(places), on[0] - off[-1])
    high = np.full(len(places), on[-1] - off[0])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = len(on) * len(off) - _first_within(on, off, middle).sum(axis=1) > places
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    first = np.clip(_first_within(on, off, high), 1, len(off) - 1)
    nearby = np.concatenate((on - off[first - 1], on - off[first]), axis=1)  # one of them, but for rounding
    return nearby[np.arange(len(places)), np.argmin(np.abs(nearby - high[:, None]), axis=1)]  # type: ignore[no-any-return]


def _first_within(on: Numbers, off: Numbers, most: Numbers) -> NDArray[np.intp]:
    """Returns, for each limit and number, the place of the first other that differs by no more than the limit."""
    return np.searchsorted(off, (on - most[:, None]).ravel()).reshape(len(most), len(on))


def _thinned(ordered: Numbers) -> Numbers:
    if len(ordered) <= MOST_OF_A_SIDE:
        return ordered
    return ordered[np.linspace(0, len(ordered) - 1, MOST_OF_A_SIDE).astype(np.int64)]


def _of_means(on: Numbers, off: Numbers, wider: float) -> tuple[float, float, float]:
    """Returns the difference of two shares, between the ends of its interval."""
    variance = on.var(ddof=1) / len(on) + off.var(ddof=1) / len(off)
    middle, half = float(on.mean() - off.mean()), float(_NORMAL_95 * np.sqrt(wider * variance))
    return middle - half, middle, middle + half
