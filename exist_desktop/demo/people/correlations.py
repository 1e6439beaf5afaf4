"""Correlations: rank correlations of every two attributes over the last ninety days, computed once a week."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from operator import mul

from msgspec import Struct

from exist_desktop.demo.people.account import Account
from exist_desktop.demo.people.averages import monday_of
from exist_desktop.demo.people.catalogue import LOW_PRIORITY, ValueType
from exist_desktop.demo.people.people import Attribute

PERIOD = 90
FEWEST_DAYS = 20
STRONG = 0.5
MOST_STARS = 5
_LEAST_CERTAIN = 0.05
_STARS = ((1e-4, 5), (0.03, 4), (_LEAST_CERTAIN, 3))
_NEXT_DAY = "mood"  # the group that is also compared with the day after

Column = Sequence[int | float | None]


class Correlation(Struct, frozen=True):
    """Two attributes that go together; with an offset, `attribute2` is taken so many days later."""

    date: date
    days: int
    offset: int
    attribute: Attribute
    attribute2: Attribute
    value: float
    p: float

    @property
    def stars(self) -> int:
        """How certain it is that this is no coincidence."""
        return next(stars for limit, stars in _STARS if self.p < limit)

    @property
    def strong(self) -> bool:
        """Whether the two go together closely."""
        return abs(self.value) >= STRONG


class Correlations:
    """The correlations of an account, cached until a week has passed or something was written."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._state: object = None
        self._found: tuple[Correlation, ...] = ()

    def of(self, today: date) -> tuple[Correlation, ...]:
        """Returns the week's correlations, the closest first."""
        state = (monday_of(today), self._account.revision, len(self._account.attributes))
        if state != self._state:
            found = sorted(_found(self._account, monday_of(today)), key=lambda each: -abs(each.value))
            self._state, self._found = state, tuple(found)
        return self._found


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Returns Spearman's coefficient of two columns of the same length; None if one of them never changes."""
    one, other = _centred_ranks(first), _centred_ranks(second)
    spread = math.sqrt(sum(map(mul, one, one)) * sum(map(mul, other, other)))
    return max(-1.0, min(1.0, sum(map(mul, one, other)) / spread)) if spread else None


def coincidence(value: float, days: int) -> float:
    """Returns how likely so close a correlation is by chance (Fisher's transformation, as fitted for ranks)."""
    bounded = min(abs(value), 1 - 1e-12)
    return math.erfc(math.atanh(bounded) * math.sqrt((days - 3) / 1.06) / math.sqrt(2))


def _found(account: Account, monday: date) -> Iterator[Correlation]:
    days = [monday - timedelta(days=back) for back in range(PERIOD, 0, -1)]
    columns = [
        (attribute, _column(account, attribute, days))
        for attribute in account.ordered()
        if attribute.active and attribute.priority < LOW_PRIORITY and attribute.value_type is not ValueType.STRING
    ]
    for (first, one), (second, other) in combinations(columns, 2):
        yield from _related(monday, 0, first, second, one, other)
    for second, other in columns:
        if second.group == _NEXT_DAY:
            for first, one in columns:
                if first is not second:
                    yield from _related(monday, 1, first, second, one[:-1], other[1:])


def _column(account: Account, attribute: Attribute, days: Sequence[date]) -> Column:
    """Returns the values of the days; 0 for a day on which a tag was not set."""
    numbers = account.numbers(attribute.name, days[0])
    missing = 0 if numbers and attribute.value_type is ValueType.BOOLEAN else None
    return [numbers.get(on, missing) for on in days]


def _related(
    monday: date, offset: int, first: Attribute, second: Attribute, one: Column, other: Column
) -> Iterator[Correlation]:
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    if len(pairs) < FEWEST_DAYS:
        return
    value = rank_correlation(*zip(*pairs, strict=True))
    if value is not None and (p := coincidence(value, len(pairs))) < _LEAST_CERTAIN:
        yield Correlation(monday, len(pairs), offset, first, second, value, p)


def _centred_ranks(values: Sequence[float]) -> list[float]:
    """Returns the rank of each value, around 0; equal values have the mean of their ranks."""
    middle = (len(values) + 1) / 2
    counts: dict[float, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    before, places = 0, {}
    for value in sorted(counts):
        places[value] = before + (counts[value] + 1) / 2 - middle
        before += counts[value]
    return [places[value] for value in values]
