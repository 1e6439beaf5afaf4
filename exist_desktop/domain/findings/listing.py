"""Which relations are listed, which are folded away and which are left out, by Exist and by this computer alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct, field

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.certainty import MOST_STARS, STRONG_FROM, SURE, stars_of
from exist_desktop.domain.findings.same_measure import measure_the_same
from exist_desktop.domain.statistics.correlations import Correlation

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Relation

CHANGED_BY = 0.15
"""A correlation that differs by more than this has changed."""

Pair = tuple[str, str]
"""The names of two attributes in alphabetical order, whichever is the earlier one."""
Place = tuple[str, str, int]
"""The earlier attribute, the later one, and how many days later."""


class Fate(Enum):
    """What becomes of a relation."""

    LISTED = auto()
    FOLDED = auto()
    """Both measure the same thing; found here, so it is listed apart."""
    ITSELF = auto()
    """An attribute and itself."""
    SAME_MEASURE = auto()
    """Both measure the same thing, or one is a part of the other."""
    CONSTANT = auto()
    """One of both never changes."""
    UNSURE = auto()
    """It may well be chance."""


class News(Enum):
    """What is new of a relation since an earlier time."""

    NEW = auto()
    CHANGED = auto()


class Item(Struct, frozen=True):
    """A relation with what decides where it is shown. `rho` is the correlation, `stars` are 0 (not known) to 5."""

    found: Correlation | Relation
    rho: float
    stars: int
    fate: Fate = Fate.LISTED

    @property
    def place(self) -> Place:
        """Says which relation it is."""
        return self.found.attribute, self.found.attribute2, self.found.days_later

    @property
    def pair(self) -> Pair:
        """The two attributes."""
        return pair_of(self.found.attribute, self.found.attribute2)

    @property
    def is_strong(self) -> bool:
        """Whether both go together closely."""
        return abs(self.rho) >= STRONG_FROM

    @property
    def is_certain(self) -> bool:
        """Whether it is as certain as it can be."""
        return self.stars >= MOST_STARS


class Choices(Struct, frozen=True):
    """What the person has decided about pairs, in whichever list they are, and the correlations of an earlier time.

    `former` is None if there was none; it has the correlation of each relation that was listed then.
    """

    kept: frozenset[Pair] = frozenset()
    hidden: frozenset[Pair] = frozenset()
    former: Mapping[Place, float] | None = None

    def news(self, item: Item) -> News | None:
        """Returns what is new of a relation."""
        if self.former is None:
            return None
        before = self.former.get(item.place)
        if before is None:
            return News.NEW
        return News.CHANGED if abs(item.rho - before) > CHANGED_BY else None


class Filters(Struct, frozen=True):
    """What the person wants to see: relations of one attribute, or of all if it is empty, strong, certain, new ones."""

    attribute: str = ""
    strong: bool = False
    certain: bool = False
    news: bool = False


class Listing(Struct, frozen=True):
    """What is shown: the rows in order, and those that measure the same. `others` counts what the filters leave out.

    `left_out` counts what is never listed, by its reason, and `hidden` what the person does not want to see.
    """

    rows: tuple[Item, ...] = ()
    folded: tuple[Item, ...] = ()
    hidden: tuple[Item, ...] = ()
    others: int = 0
    left_out: Mapping[Fate, int] = field(default_factory=dict)


def pair_of(one: str, two: str) -> Pair:
    """Returns the names of two attributes in alphabetical order."""
    return (one, two) if one <= two else (two, one)


def fate_of(found: Correlation, attributes: Mapping[str, Attribute]) -> Fate:
    """Returns what becomes of a relation of Exist's. Partners that are in no list are left alone."""
    if found.attribute == found.attribute2:
        return Fate.ITSELF
    if not found.value:
        return Fate.CONSTANT
    one, two = attributes.get(found.attribute), attributes.get(found.attribute2)
    same_day = one is not None and two is not None and not found.days_later
    if same_day and one is not None and two is not None and measure_the_same(one, two, found.value):
        return Fate.SAME_MEASURE
    return Fate.LISTED


def of_exist(found: Iterable[Correlation], attributes: Mapping[str, Attribute]) -> tuple[Item, ...]:
    """Returns Exist's relations, the strongest first; their certainty is Exist's own."""
    items = [Item(one, one.value, _stars(one), fate_of(one, attributes)) for one in found]
    return tuple(sorted(items, key=_weakness))


def _stars(found: Correlation) -> int:
    if found.stars is not None:
        return min(max(found.stars, 0), MOST_STARS)
    return stars_of(found.p) if found.p is not None else 0


def of_own(found: Iterable[Relation]) -> tuple[Item, ...]:
    """Returns the relations of this computer, the strongest first."""
    items = [Item(one, one.evidence.rho, stars_of(one.q), _own_fate(one)) for one in found]
    return tuple(sorted(items, key=_weakness))


def _own_fate(found: Relation) -> Fate:
    if found.q >= SURE:
        return Fate.UNSURE
    return Fate.FOLDED if found.same_measure else Fate.LISTED


def _weakness(item: Item) -> float:
    return -abs(item.rho)


def listing(items: Iterable[Item], filters: Filters, choices: Choices) -> Listing:
    """Returns what is shown of some relations; those that are kept come first."""
    asked = [one for one in items if filters.attribute in ("", *one.place[:2])]
    left_out: Counter[Fate] = Counter(one.fate for one in asked if one.fate not in (Fate.LISTED, Fate.FOLDED))
    useful = [one for one in asked if one.fate in (Fate.LISTED, Fate.FOLDED)]
    hidden = tuple(one for one in useful if one.pair in choices.hidden)
    shown = [one for one in useful if one.pair not in choices.hidden and _passes(one, filters, choices)]
    rows = sorted((one for one in shown if one.fate is Fate.LISTED), key=lambda one: one.pair not in choices.kept)
    folded = tuple(one for one in shown if one.fate is Fate.FOLDED)
    return Listing(tuple(rows), folded, hidden, len(useful) - len(hidden) - len(shown), left_out)


def _passes(item: Item, filters: Filters, choices: Choices) -> bool:
    return (
        (item.is_strong or not filters.strong)
        and (item.is_certain or not filters.certain)
        and (not filters.news or choices.news(item) is not None)
    )


def places(items: Collection[Item]) -> dict[Place, float]:
    """Returns the correlations of the relations that are listed, to compare later ones with."""
    return {one.place: one.rho for one in items if one.fate in (Fate.LISTED, Fate.FOLDED)}
