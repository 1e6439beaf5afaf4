"""How often the program calls unrelated series related, and how often it finds what is there.

Each row is a kind of life; the table in tests/README has its figures beside those of a plain rank correlation. 150
lives of each row are drawn, and a row may then be as far off as chance is once in forty times; `--long` draws 1,000,
and the limits hold as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from scipy.stats import binom

from exist_desktop.domain.relations.student import Numbers
from tests.relations.lives import Draw, Life, habit, related, scale, share_naive, share_related, tag, weekend, with_gaps

YEAR = 365
MANY = 1000

TREND = np.linspace(0, 1.5, YEAR, dtype=np.float64)
SEASON = np.asarray(1.2 * np.sin(np.arange(730) * 2 * np.pi / YEAR), dtype=np.float64)
CHANGE = np.asarray(np.arange(730) > 400, dtype=np.float64) * 1.2


@dataclass(frozen=True)
class Row:
    """A kind of unrelated lives, and the share that may be called related."""

    name: str
    life: Life
    limit: float = 0.065


def _habits(days: int, phi: float) -> Row:
    return Row(f"habits {phi} over {days} days", lambda draw: (habit(draw, days, phi), habit(draw, days, phi)))


def _missing(share: float) -> Row:
    def life(draw: Draw) -> tuple[Numbers, Numbers]:
        return with_gaps(draw, habit(draw, YEAR, 0.6), share), with_gaps(draw, habit(draw, YEAR, 0.6), share)

    return Row(f"{share:.0%} missing of each", life)


def _shared(name: str, days: int, phi: float, common: Numbers, limit: float = 0.065) -> Row:
    return Row(name, lambda draw: (habit(draw, days, phi) + common, habit(draw, days, phi) + common), limit)


def _tags_of_the_weekend(draw: Draw) -> tuple[Numbers, Numbers]:
    likely = 0.1 + 0.6 * weekend(YEAR)
    return (draw.random(YEAR) < likely).astype(float), (draw.random(YEAR) < likely).astype(float)


UNRELATED = (
    *(_habits(days, phi) for days in (90, YEAR) for phi in (0, 0.3, 0.6, 0.9)),
    *(_missing(share) for share in (0.3, 0.5, 0.7)),
    _shared("a shared weekend", YEAR, 0.4, weekend(YEAR)),
    _shared("a shared weekend and trend", YEAR, 0.4, weekend(YEAR) + TREND),
    Row("a tag on 18 days against a scale", lambda draw: (tag(draw, YEAR, 18), scale(habit(draw, YEAR, 0.5)))),
    _shared("a shared season over two years", 730, 0.5, SEASON, 0.08),
    Row("two tags of the weekend", _tags_of_the_weekend, 0.09),
)
STEP = _shared("a shared change of life over two years", 730, 0.5, CHANGE)


@pytest.mark.parametrize("row", UNRELATED, ids=[row.name for row in UNRELATED])
def test_unrelated_lives_are_seldom_called_related(row: Row, lives: int) -> None:
    most = row.limit if lives >= MANY else float(binom.ppf(0.975, lives, row.limit / 1.3)) / lives
    assert share_related(row.life, lives, seed=20_261_127) <= most


def test_a_shared_change_of_life_looks_related_now_and_then(lives: int) -> None:
    """This is why the page says so: of two things that changed in the same month, nobody can tell more."""
    assert share_related(STEP.life, lives, seed=3) < 0.15
    assert share_naive(STEP.life, min(lives, 150), seed=3) > 0.5


@pytest.mark.parametrize(("first", "second"), [(0, 0), (0.3, 0.3), (0.5, 0.5), (0.7, 0.7), (0.7, 0), (0, 0.7)])
def test_a_relation_of_a_third_is_found_in_200_days(first: float, second: float, lives: int) -> None:
    found = share_related(lambda draw: related(draw, 200, 0.3, first, second), lives, seed=5)
    assert found >= (0.9 if lives >= MANY else float(binom.ppf(0.025, lives, 0.9)) / lives)
