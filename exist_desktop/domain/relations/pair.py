"""Whether two series go together: the rank correlation of their common days, and how surely.

Days of a life are not independent: a good week makes seven good days. Two tests allow for that. One counts how many
independent days the common days are worth (Pyper and Peterman 1998, with the number of pairs of days that are really
there). The other correlates what is new on each day against the day before. Each finds what the other misses, so the
smaller p counts, doubled. Simulated lives in the tests show how often this errs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from exist_desktop.domain.relations.residuals import residual_ranks
from exist_desktop.domain.relations.student import Numbers, p_values

LEAST_DAYS = 30
"""Fewer common days are not compared."""
LEAST_EFFECTIVE_DAYS = 20.0
"""Nor are days that are worth fewer independent ones."""
LEAST_OTHER = 8
"""So many days must differ from the most common value: a tag needs as many days with it and without it."""
MOST_LAGS = 28
"""How many days back a day may depend on others."""
TAKEN_OUT = 7
"""The degrees of freedom that weekday and trend take."""
LEAST_FOLLOWING = 20
"""The second test needs this many days that follow each other."""


class Evidence(Struct, frozen=True):
    """The result of one pair. `rho` is the correlation of the ranks, from -1 to 1, without weekday and slow changes.

    `days` counts the common days and `effective_days` the independent days that they are worth. `new_rho` is the
    correlation of what is new on each day, with `new_degrees` degrees of freedom; 0 of them if it cannot be computed.
    """

    rho: float
    days: int
    effective_days: float
    new_rho: float
    new_degrees: float

    @property
    def clearness(self) -> float:
        """How clear it is at this offset: by what is new on each day, since the days around it share what is old."""
        return abs(self.new_rho if self.new_degrees > 0 else self.rho)


def is_varied(values: Numbers) -> bool:
    """Whether enough days differ from the most common value."""
    if len(values) < 2 * LEAST_OTHER:
        _, counts = np.unique(values, return_counts=True)
        return len(values) - int(counts.max(initial=0)) >= LEAST_OTHER
    middle = np.partition(values, len(values) // 2)[len(values) // 2]  # what more than half of the days have is here
    return int(np.count_nonzero(values != middle)) >= LEAST_OTHER


def compare(first: Numbers, second: Numbers, days: Numbers) -> Evidence | None:
    """Compares the values of common days; `days` are the ordinals of `first`. None if there is too little."""
    if len(days) < LEAST_DAYS or not (is_varied(first) and is_varied(second)):
        return None
    one, two = residual_ranks(np.stack((first, second)), days)
    if not (one.any() and two.any()):
        return None
    effective = effective_days(one, two, days)
    if effective < LEAST_EFFECTIVE_DAYS:
        return None
    new_rho, new_degrees = _new_of_each_day(one, two, days)
    return Evidence(float(np.mean(one * two)), len(days), effective, new_rho, new_degrees)


def effective_days(one: Numbers, two: Numbers, days: Numbers) -> float:
    """Returns how many independent days the common days of two standardised series are worth."""
    count = len(days)
    place = (days - days[0]).astype(np.int64)
    lags = min(MOST_LAGS, int(place[-1]))
    size = 1 << (int(place[-1]) + lags).bit_length()  # long enough that nothing comes round, and fast
    spread = np.zeros((3, size))
    spread[0, place], spread[1, place], spread[2, place] = one, two, 1
    transformed = np.fft.rfft(spread)
    products = np.fft.irfft(transformed * transformed.conj(), size)[:, 1 : lags + 1]
    pairs = np.rint(products[2])
    known = np.maximum(pairs, 1)
    likeness = np.sum(pairs / count * (products[0] / known) * (products[1] / known))
    return float(min(count / max(1 + 2 * likeness, 1e-9), count))


def _new_of_each_day(one: Numbers, two: Numbers, days: Numbers) -> tuple[float, float]:
    """Returns the correlation of what the day before does not explain, and its degrees of freedom."""
    before = np.flatnonzero(np.diff(days) == 1)
    if len(before) < LEAST_FOLLOWING:
        return 0.0, 0.0
    return correlation(_new(one, before), _new(two, before)), float(max(len(before) - TAKEN_OUT - 2, 1))


def _new(values: Numbers, before: NDArray[np.intp]) -> Numbers:
    earlier, later = values[before], values[before + 1]
    return later - earlier * (earlier @ later) / max(float(earlier @ earlier), 1e-12)


def correlation(one: Numbers, two: Numbers) -> float:
    """Returns Pearson's correlation; 0 if one of them is constant."""
    one, two = one - one.mean(), two - two.mean()
    size = float(np.sqrt((one @ one) * (two @ two)))
    return float(one @ two) / size if size > 1e-12 else 0.0


def p_of(found: Sequence[Evidence]) -> Numbers:
    """Returns the p-value of each result: that chance alone makes two unrelated series go together so much."""
    rho = np.array([one.rho for one in found])
    effective = np.array([one.effective_days for one in found])
    new_rho = np.array([one.new_rho for one in found])
    new_degrees = np.array([one.new_degrees for one in found])
    return combined_p(rho, effective, new_rho, new_degrees)


def combined_p(rho: Numbers, effective: Numbers, new_rho: Numbers, new_degrees: Numbers) -> Numbers:
    """Returns the smaller p of both tests, doubled; the first one alone if the second cannot be made."""
    whole = p_values(rho, effective - TAKEN_OUT - 1)
    new = p_values(new_rho, new_degrees)
    return np.where(new_degrees > 0, np.minimum(2 * np.minimum(whole, new), 1.0), whole)
