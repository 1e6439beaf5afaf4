"""Simulated lives whose truth is known: series with habits, weekends, trends, seasons and gaps, related or not."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy.signal import lfilter

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.relations.columns import Column
from exist_desktop.domain.relations.family import Findings, Steps
from exist_desktop.domain.relations.pair import Evidence, compare, p_of
from exist_desktop.domain.relations.student import Numbers
from exist_desktop.domain.value_types import ValueType

FIRST = 738_000
"""A Monday's ordinal, and so on."""
Draw = np.random.Generator
Life = Callable[[Draw], tuple[Numbers, Numbers]]


def habit(draw: Draw, days: int, phi: float) -> Numbers:
    """A series in which each day is `phi` of the day before; mean 0, variance 1."""
    noise = draw.standard_normal(days + 200) * np.sqrt(1 - phi * phi)
    return numbers(lfilter([1.0], [1.0, -phi], noise)[200:])


def numbers(values: object) -> Numbers:
    """The same as an array of floating numbers."""
    return np.asarray(values, dtype=np.float64)


def weekend(days: int) -> Numbers:
    """1 on two days of seven."""
    return numbers((np.arange(days) + FIRST) % 7 >= 5)


def with_gaps(draw: Draw, values: Numbers, share: float) -> Numbers:
    """The same, with that share of the days missing."""
    return numbers(np.where(draw.random(len(values)) < share, np.nan, values))


def tag(draw: Draw, days: int, times: int, phi: float = 0.3) -> Numbers:
    """A tag that is set on so many days, in clusters."""
    hidden = habit(draw, days, phi)
    return numbers(hidden >= np.sort(hidden)[-times])


def scale(values: Numbers) -> Numbers:
    """A scale from 1 to 9 around 5."""
    return numbers(np.clip(np.round(values * 1.5 + 5), 1, 9))


def related(draw: Draw, days: int, rho: float, first_phi: float, second_phi: float) -> tuple[Numbers, Numbers]:
    """Two series that go together by `rho` on the same day, each with its own habit."""
    if first_phi == second_phi:
        shared, own = habit(draw, days, first_phi), habit(draw, days, first_phi)
        return shared, rho * shared + math.sqrt(1 - rho * rho) * own
    first = habit(draw, days, first_phi)
    return first, rho * first + math.sqrt(1 - rho * rho) * habit(draw, days, second_phi)


def evidence(first: Numbers, second: Numbers) -> Evidence | None:
    """What the program finds in the common days of two series."""
    both = np.isfinite(first) & np.isfinite(second)
    return compare(first[both], second[both], np.flatnonzero(both).astype(np.float64) + FIRST)


def run(steps: Steps) -> Findings:
    """Runs a search to its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Findings = end.value
            return found


def share_related(life: Life, runs: int, seed: int) -> float:
    """The share of lives in which the program says "related" at the 5 % level; too few days are not related."""
    draw = np.random.default_rng(seed)
    found = [one for _ in range(runs) if (one := evidence(*life(draw))) is not None]
    assert len(found) > runs / 5, "there is something to judge by"
    return int(np.sum(p_of(found) < 0.05)) / runs


def share_naive(life: Life, runs: int, seed: int) -> float:
    """The same for a plain rank correlation that takes days as independent."""
    from scipy.stats import spearmanr

    draw, hits = np.random.default_rng(seed), 0
    for _ in range(runs):
        first, second = life(draw)
        both = np.isfinite(first) & np.isfinite(second)
        hits += bool(spearmanr(first[both], second[both]).pvalue < 0.05)
    return hits / runs


def column(name: str, numbers: Numbers, kind: ValueType = ValueType.DECIMAL, *, group: str = "health") -> Column:
    """An attribute with these days."""
    attribute = Attribute(name, name.title(), Group(group, group.title(), 1), kind)
    return Column(attribute, FIRST, numbers)
