"""What is looked through together: one attribute with all others, or one pair, on the same day and some days apart.

A family is fixed before anything is looked at, and each p-value is corrected for its size: whoever asks about a hundred
attributes finds five by chance. Every offset that is tried counts.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.findings.certainty import SURE
from exist_desktop.domain.findings.offsets import BY_DEFAULT, MOST_DAYS_LATER
from exist_desktop.domain.findings.same_measure import measure_the_same
from exist_desktop.domain.relations.columns import Column, common
from exist_desktop.domain.relations.effect import Effect, effect
from exist_desktop.domain.relations.pair import TAKEN_OUT, Evidence, compare, p_of
from exist_desktop.domain.relations.residuals import weekday_share
from exist_desktop.domain.relations.student import Numbers, p_values, q_values

WORTH_DETAILS = 0.3
"""Effects are computed up to this q; what is less sure is listed without."""
WEEKLY = 0.1
"""From this share of the variance on, an attribute follows the week."""


class Relation(Struct, frozen=True):
    """Two attributes on common days, `days_later` days apart (0 to 7): the second follows the first.

    `p` is the chance of so much without any relation, `q` that corrected for the whole family. `both_weekly` and
    `same_measure` warn that there is a plain reason.
    """

    attribute: str
    attribute2: str
    days_later: int
    evidence: Evidence
    p: float
    q: float
    effect: Effect | None = None
    both_weekly: bool = False
    same_measure: bool = False

    def place(self) -> tuple[bool, float, float]:
        """Its place in a list: the surest first, then the strongest; what measures the same comes last."""
        return self.same_measure, self.q, -abs(self.evidence.rho)


class Findings(Struct, frozen=True):
    """The result of a family: the relations that can be relied on come first, each pair once, by its clearest offset.

    `tests` counts what was tried, `by_chance` how many relations chance alone would bring on average at 5 % without the
    correction, `too_few` how many attributes had too few days to be compared. `least_rho` is the least correlation that
    is sure in such a family with so many days. `days` counts the finished days of the attribute that was asked about.
    """

    relations: tuple[Relation, ...] = ()
    tests: int = 0
    too_few: int = 0
    least_rho: float | None = None
    days: int | None = None

    @property
    def by_chance(self) -> float:
        """How many of the tests chance alone would pass at 5 %."""
        return self.tests * 0.05


class PairComparison(Struct, frozen=True, eq=False):
    """One comparison of a family."""

    earlier: Column
    later: Column
    days_later: int
    evidence: Evidence


class Rated(Struct, frozen=True, eq=False):
    """A comparison with its p-value, and the same corrected for the family."""

    comparison: PairComparison
    p: float
    q: float


Steps = Generator[float, None, Findings]
"""Yields the share that is done, and returns the findings; whoever runs it may stop at each step."""


def going_with(target: Column, others: Iterable[Column], offsets: Sequence[int] = BY_DEFAULT) -> Steps:
    """Compares one attribute with each of the others. A negative offset means that the other comes first."""
    partners = [other for other in others if other.name != target.name]
    tests, too_few = list[PairComparison](), 0
    for number, other in enumerate(partners):
        found = [test for offset in offsets if (test := tested(target, other, offset)) is not None]
        tests += found
        too_few += not found
        yield (number + 1) / len(partners)
    relations = yield from described(rated(tests))
    days = int(np.isfinite(target.numbers).sum())
    return Findings(relations, len(tests), too_few, _least_rho_of(tests), days)


def of_pair(one: Column, two: Column, offsets: Sequence[int] = BY_DEFAULT) -> Findings:
    """Compares two attributes that a person chose."""
    tests = [test for offset in offsets if (test := tested(one, two, offset)) is not None]
    return findings(tests, 0 if tests else 1)


def by_offset(one: Column, two: Column, offsets: Sequence[int]) -> Findings:
    """Compares two attributes at each offset; all of them are returned in order, with what may be said of each."""
    tests = [test for offset in offsets if (test := tested(one, two, offset)) is not None]
    found = tuple(detailed(each) for each in rated(tests))
    return Findings(found, len(tests), 0 if tests else 1, _least_rho_of(tests))


def tested(one: Column, two: Column, offset: int) -> PairComparison | None:
    """Compares two columns; a negative offset means that the second comes first. None if there is too little."""
    if abs(offset) > MOST_DAYS_LATER:
        raise ValueError(offset)
    earlier, later = (one, two) if offset >= 0 else (two, one)
    days = common(earlier, later, abs(offset))
    evidence = compare(days.first, days.second, days.days)
    return None if evidence is None else PairComparison(earlier, later, abs(offset), evidence)


def findings(tests: Sequence[PairComparison], too_few: int) -> Findings:
    """Returns what the tests of one family say, the surest first."""
    return Findings(clearest(rated(tests)), len(tests), too_few, _least_rho_of(tests))


def rated(tests: Sequence[PairComparison]) -> list[Rated]:
    """Returns the tests of one family with their p-values."""
    if not tests:
        return []
    p = p_of([test.evidence for test in tests])
    q = q_values(p)
    return [Rated(test, float(p[number]), float(q[number])) for number, test in enumerate(tests)]


def _least_rho_of(tests: Sequence[PairComparison]) -> float | None:
    return least_rho(np.array([test.evidence.effective_days for test in tests])) if tests else None


def least_rho(effective_days: Numbers) -> float:
    """Returns the least correlation, in hundredths, that is sure even if nothing else is found.

    `effective_days` has those of each test of the family; it is a test with the most of them that would find it.
    """
    sizes = np.arange(1, 100) / 100
    p = 2 * p_values(sizes, np.full(len(sizes), np.max(effective_days) - TAKEN_OUT - 1))
    return float(sizes[min(int(np.searchsorted(-p, -SURE / len(effective_days))), len(sizes) - 1)])


def clearest(found: Sequence[Rated]) -> tuple[Relation, ...]:
    """Returns each pair once, by its clearest offset, the surest pairs first."""
    return tuple(sorted(map(relation, _best(found)), key=Relation.place))


def described(found: Sequence[Rated]) -> Generator[float, None, tuple[Relation, ...]]:
    """Returns what `clearest` does, and may be stopped at each pair: its effect takes some milliseconds."""
    relations = list[Relation]()
    for one in _best(found):
        relations.append(relation(one))
        yield 1.0
    return tuple(sorted(relations, key=Relation.place))


def _best(found: Sequence[Rated]) -> Collection[Rated]:
    """Returns the clearest offset of each pair."""
    best = dict[frozenset[str], Rated]()
    for one in found:
        pair = frozenset((one.comparison.earlier.name, one.comparison.later.name))
        if pair not in best or one.comparison.evidence.clearness > best[pair].comparison.evidence.clearness:
            best[pair] = one
    return best.values()


def relation(rated: Rated) -> Relation:
    """Returns a comparison with what a person wants to know of it, if it is one of those that may be shown."""
    return _bare(rated) if rated.q > WORTH_DETAILS else detailed(rated)


def _bare(rated: Rated) -> Relation:
    test = rated.comparison
    return Relation(test.earlier.name, test.later.name, test.days_later, test.evidence, rated.p, rated.q)


def detailed(rated: Rated) -> Relation:
    """Returns a comparison with its effect and the plain reasons that it may have."""
    test = rated.comparison
    days = common(test.earlier, test.later, test.days_later)
    weekly = (weekday_share(days.first, days.days), weekday_share(days.second, days.days + test.days_later))
    return replace(
        _bare(rated),
        effect=effect(test.earlier, test.later, days, test.evidence.effective_days),
        both_weekly=bool(np.min(weekly) >= WEEKLY),
        same_measure=test.days_later == 0
        and measure_the_same(test.earlier.attribute, test.later.attribute, test.evidence.rho),
    )
