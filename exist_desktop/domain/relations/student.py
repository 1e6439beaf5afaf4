"""p-values of correlations by Student's t, and their correction for everything that was looked through.

The distribution is the regularised incomplete beta function, by its continued fraction (Numerical Recipes, 6.4). The
tests compare it with SciPy.
"""

from __future__ import annotations

from math import lgamma

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_MOST_TERMS = 300
_CLOSE = 1e-15
_TINY = 1e-300
_LOG_OF_ROOT_PI = lgamma(0.5)


def p_values(correlations: Numbers, degrees: Numbers) -> Numbers:
    """Returns the two-sided p-values of correlations with these degrees of freedom (at least 1 each)."""
    half = np.maximum(degrees, 1.0) / 2
    rest = np.clip(correlations * correlations, 0.0, 1.0)
    x = 1.0 - rest
    # The fraction converges fast on one side of the middle; the other side follows by symmetry.
    turned = x > (half + 1) / (half + 2.5)
    near = np.where(turned, _beta(np.full_like(half, 0.5), half, rest), _beta(half, np.full_like(half, 0.5), x))
    return np.clip(np.where(turned, 1 - near, near), 0.0, 1.0)


def _beta(a: Numbers, b: Numbers, x: Numbers) -> Numbers:
    """Returns the regularised incomplete beta function where `x` is small enough for the fraction."""
    inside = np.clip(x, _TINY, 1 - 1e-16)
    front = np.exp(_log_beta(a, b) + a * np.log(inside) + b * np.log1p(-inside)) / a
    return np.where(x <= 0, 0.0, front * _fraction(a, b, inside))


def _log_beta(a: Numbers, b: Numbers) -> Numbers:
    """Returns the logarithm of 1 / B(a, b), where one of the two is a half."""
    half = np.maximum(a, b) if np.all(np.minimum(a, b) == 0.5) else np.where(a == 0.5, b, a)
    unique, places = np.unique(half, return_inverse=True)
    logs = np.array([lgamma(value + 0.5) - lgamma(value) - _LOG_OF_ROOT_PI for value in unique.tolist()])
    return logs[places].reshape(half.shape)


def _fraction(a: Numbers, b: Numbers, x: Numbers) -> Numbers:
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
        if np.all(np.abs(d * c - 1) < _CLOSE):
            break
    return value


def _not_zero(number: Numbers) -> Numbers:
    return np.where(np.abs(number) < _TINY, _TINY, number)


def q_values(p: Numbers) -> Numbers:
    """Returns the p-values corrected for the size of their family (Benjamini and Hochberg 1995)."""
    order = np.argsort(p)
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    corrected = np.empty(len(p))
    corrected[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return corrected
