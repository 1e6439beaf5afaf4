"""p-values of correlations by Student's t, and their correction for everything that was looked through.

The distribution is the regularised incomplete beta function, by its continued fraction (Numerical Recipes, 6.4). The
tests compare it with SciPy.
"""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_MOST_TERMS = 300
_CLOSE = 1e-15
_TINY = 1e-300
_ROOT_OF_PI = sqrt(pi)
_SERIES = (-1 / 8, 1 / 192, -1 / 640, 17 / 14336, -31 / 18432, 691 / 180224)
"""Stirling's series of log(gamma(x + 1/2) / gamma(x)) - log(x) / 2, by 1/x, 1/x³, 1/x⁵ and so on."""
_SHIFT = 12
"""From here on these terms are exact to the last digit; smaller numbers are moved there."""


def p_values(correlations: Numbers, degrees: Numbers) -> Numbers:
    """Returns the two-sided p-values of correlations with these degrees of freedom (at least 1 each)."""
    half = np.maximum(degrees, 1.0) / 2
    rest = np.clip(correlations * correlations, 0.0, 1.0)
    x = 1.0 - rest
    # The fraction converges fast on one side of the middle; the other side follows by symmetry.
    turned = x > (half + 1) / (half + 2.5)
    found = np.empty_like(half)
    a_half = np.full_like(half, 0.5)
    found[turned] = 1 - _beta(a_half[turned], half[turned], rest[turned])
    found[~turned] = _beta(half[~turned], a_half[~turned], x[~turned])
    return np.clip(found, 0.0, 1.0)


def _beta(a: Numbers, b: Numbers, x: Numbers) -> Numbers:
    """Returns the regularised incomplete beta function where `x` is small enough for the fraction.

    One of `a` and `b` is a half everywhere.
    """
    inside = np.clip(x, _TINY, 1 - 1e-16)
    front = np.exp(a * np.log(inside) + b * np.log1p(-inside)) * _one_by_beta(np.maximum(a, b)) / a
    return np.where(x <= 0, 0.0, front * _fraction(a, b, inside))


def _one_by_beta(half: Numbers) -> Numbers:
    """Returns 1 / B(half, 1/2), for numbers of at least a half."""
    factor, large = np.ones_like(half), half.copy()
    for _ in range(_SHIFT if half.size and half.min() < _SHIFT else 0):
        small = large < _SHIFT
        factor = np.where(small, factor * large / (large + 0.5), factor)
        large = np.where(small, large + 1, large)
    square = 1 / (large * large)
    series = np.zeros_like(half)
    for term in reversed(_SERIES):
        series = series * square + term
    return factor * np.sqrt(large) * np.exp(series / large) / _ROOT_OF_PI


def _fraction(a: Numbers, b: Numbers, x: Numbers) -> Numbers:
    """Returns the continued fraction; those that have converged are not computed on."""
    found, places = np.empty_like(x), np.arange(len(x))
    c = np.ones_like(x)
    d = 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d.copy()
    for m in range(1, _MOST_TERMS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            value = value * d * c
        going = np.abs(d * c - 1) >= _CLOSE
        if 2 * np.count_nonzero(going) <= len(going):
            found[places] = value
            places = places[going]
            a, b, x, c, d, value = (kept[going] for kept in (a, b, x, c, d, value))
        if not len(places):
            break
    found[places] = value
    return found


def _not_zero(number: Numbers) -> Numbers:
    return np.where(np.abs(number) < _TINY, _TINY, number)


def q_values(p: Numbers) -> Numbers:
    """Returns the p-values corrected for the size of their family (Benjamini and Hochberg 1995)."""
    order = np.argsort(p)
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    corrected = np.empty(len(p))
    corrected[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return corrected
