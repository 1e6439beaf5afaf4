"""What is looked through together: one attribute with all others, or one pair, on the same day and some days apart.

A family is fixed before anything is looked at, and each p-value is corrected for its size: whoever asks about a hundred
attributes finds five by chance. Every offset that is tried counts.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.findings.offsets import BY_DEFAULT, MOST_DAYS_LATER
from exist_desktop.domain.findings.same_measure import measure_the_same
from exist_desktop.domain.relations.columns import Column, common
from exist_desktop.domain.relations.effect import Effect, effect
from exist_desktop.domain.relations.pair import Evidence, compare, p_of
from exist_desktop.domain.relations.residuals import weekday_share
from exist_desktop.domain.relations.student import q_values

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
    correction, `too_few` how many attributes had too few days to be compared.
    """

    relations: tuple[Relation, ...] = ()
    tests: int = 0
    too_few: int = 0

    @property
    def by_chance(self) -> float:
        """How many of the tests chance alone would pass at 5 %."""
        return self.tests * 0.05


class Comparison(Struct, frozen=True, eq=False):
    """One comparison of a family."""

    earlier: Column
    later: Column
    days_later: int
    evidence: Evidence


class Rated(Struct, frozen=True, eq=False):
    """A comparison with its p-value, and the same corrected for the family."""

    comparison: Comparison
    p: float
    q: float


Steps = Generator[float, None, Findings]
"""Yields the share that is done, and returns the findings; whoever runs it may stop at each step."""


def going_with(target: Column, others: Iterable[Column], offsets: Sequence[int] = BY_DEFAULT) -> Steps:
    """Compares one attribute with each of the others. A negative offset means that the other comes first."""
    partners = [other for other in others if other.name != target.name]
    tests, too_few = list[Comparison](), 0
    for number, other in enumerate(partners):
        found = [test for offset in offsets if (test := tested(target, other, offset)) is not None]
        tests += found
        too_few += not found
        yield (number + 1) / len(partners)
    return findings(tests, too_few)


def of_pair(one: Column, two: Column, offsets: Sequence[int] = BY_DEFAULT) -> Findings:
    """Compares two attributes that a person chose."""
    tests = [test for offset in offsets if (test := tested(one, two, offset)) is not None]
    return findings(tests, 0 if tests else 1)


def tested(one: Column, two: Column, offset: int) -> Comparison | None:
    """Compares two columns; a negative offset means that the second comes first. None if there is too little."""
    if abs(offset) > MOST_DAYS_LATER:
        raise ValueError(offset)
    earlier, later = (one, two) if offset >= 0 else (two, one)
    days = common(earlier, later, abs(offset))
    evidence = compare(days.first, days.second, days.days)
    return None if evidence is None else Comparison(earlier, later, abs(offset), evidence)


def findings(tests: Sequence[Comparison], too_few: int) -> Findings:
    """Returns what the tests of one family say, the surest first."""
    if not tests:
        return Findings(too_few=too_few)
    p = p_of([test.evidence for test in tests])
    q = q_values(p)
    found = [Rated(test, float(p[number]), float(q[number])) for number, test in enumerate(tests)]
    return Findings(clearest(found), len(tests), too_few)


def clearest(found: Sequence[Rated]) -> tuple[Relation, ...]:
    """Returns each pair once, by its clearest offset, the surest pairs first."""
    best = dict[frozenset[str], Rated]()
    for one in found:
        pair = frozenset((one.comparison.earlier.name, one.comparison.later.name))
        if pair not in best or one.comparison.evidence.clearness > best[pair].comparison.evidence.clearness:
            best[pair] = one
    return tuple(sorted(map(relation, best.values()), key=Relation.place))


def relation(rated: Rated) -> Relation:
    """Returns a comparison with what a person wants to know of it, if it is one of those that may be shown."""
    test = rated.comparison
    evidence = test.evidence
    found = Relation(test.earlier.name, test.later.name, test.days_later, evidence, rated.p, rated.q)
    if rated.q > WORTH_DETAILS:
        return found
    days = common(test.earlier, test.later, test.days_later)
    weekly = (weekday_share(days.first, days.days), weekday_share(days.second, days.days + test.days_later))
    return replace(
        found,
        effect=effect(test.earlier, test.later, days, evidence.effective_days),
        both_weekly=bool(np.min(weekly) >= WEEKLY),
        same_measure=test.days_later == 0
        and measure_the_same(test.earlier.attribute, test.later.attribute, evidence.rho),
    )
