"""The figures of the plain case are SciPy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from exist_desktop.domain.relations.pair import correlation
from exist_desktop.domain.relations.residuals import ranks
from exist_desktop.domain.relations.student import p_values, q_values
from tests.relations.lives import numbers


@pytest.mark.parametrize("degrees", [1.0, 2.0, 9.3, 88.0, 363.0, 3648.0])
def test_p_values_are_those_of_students_t(degrees: float) -> None:
    rho = np.array([0.0, 1e-9, 0.02, -0.1, 0.3, -0.55779, 0.9, 0.9999, 1.0])
    t = rho[:-1] * np.sqrt(degrees / (1 - rho[:-1] ** 2))
    wanted = [*(2 * stats.t.sf(np.abs(t), degrees)), 0.0]
    assert p_values(rho, np.full(len(rho), degrees)) == pytest.approx(wanted, rel=1e-9, abs=1e-300)


def test_ranks_and_their_correlation_are_spearmans() -> None:
    draw = np.random.default_rng(4)
    for drawn in (draw.standard_normal(400), draw.integers(1, 9, 400), draw.integers(0, 2, 400)):
        values = numbers(drawn)
        other = np.round(draw.standard_normal(400) + values, 1)
        wanted = stats.spearmanr(values, other)
        rho = correlation(ranks(values), ranks(other))
        assert ranks(values) == pytest.approx(stats.rankdata(values), abs=0)
        assert rho == pytest.approx(wanted.statistic, abs=1e-9)
        assert p_values(np.array([rho]), np.array([398.0]))[0] == pytest.approx(wanted.pvalue, rel=1e-9)


def test_a_family_is_corrected_as_benjamini_and_hochberg_say() -> None:
    p = np.random.default_rng(6).random(300) ** 3
    assert q_values(p) == pytest.approx(stats.false_discovery_control(p), rel=1e-12)


def test_exists_own_figure_takes_days_as_independent() -> None:
    """Three relations of its documentation: their p is that of Student's t on two degrees fewer than days."""
    rho, days = np.array([0.67546, -0.55779, 0.70592]), np.array([364.0, 309.0, 300.0])
    t = rho * np.sqrt((days - 2) / (1 - rho**2))
    assert p_values(rho, days - 2) == pytest.approx(2 * stats.t.sf(np.abs(t), days - 2), rel=1e-9)
