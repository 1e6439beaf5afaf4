"""A search in the person's days, its results, and the contents of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum, auto

from msgspec import Struct, field

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.text.fold import fold, spans
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NotRead, Value

FEWEST_MOODS = 5
"""A mean needs at least this many moods."""
_TERM = re.compile(r'"([^"]+)"|[^\s"]+')


class Scope(Enum):
    """Where words are searched; notes are all texts of a day."""

    EVERYTHING = auto()
    NOTES = auto()
    TAGS = auto()


class Filters(Struct, frozen=True):
    """Filters for days. None and an empty set filter nothing.

    `lowest` and `highest` are steps of mood from 1 to 5, `with_tag` and `without_tag` names of attributes, `weekdays`
    numbers from 1 for Monday, `first` and `last` days; all limits are included.
    """

    lowest: float | None = None
    highest: float | None = None
    with_tag: str | None = None
    without_tag: str | None = None
    weekdays: frozenset[int] = frozenset()
    first: date | None = None
    last: date | None = None

    @property
    def by_mood(self) -> bool:
        """Whether days are filtered by mood."""
        return self.lowest is not None or self.highest is not None


class Search(Struct, frozen=True):
    """A search: a day must contain each word, anywhere; without words all days that pass the filters are found."""

    text: str = ""
    scope: Scope = Scope.EVERYTHING
    filters: Filters = Filters()

    @property
    def terms(self) -> tuple[str, ...]:
        """The words and quoted phrases, folded."""
        found = (fold(match[1] or match[0]).strip() for match in _TERM.finditer(_plain_quotes(self.text)))
        return tuple(dict.fromkeys(term for term in found if term))

    @property
    def is_for_all(self) -> bool:
        """Whether there are no words and no filters, so that all days are listed."""
        return not self.terms and self.filters == Filters()


def _plain_quotes(text: str) -> str:
    return re.sub("[“”„«»「」]", '"', text)


class MoodMean(Struct, frozen=True):
    """The mean mood of some days, in steps from 1 to 5, and the number of these days."""

    step: float
    days: int


class Found(Struct, frozen=True):
    """The days that were found, as ordinals, newest first.

    `months` counts them by the first of their month. `on` is the mean mood on those days, `off` on the others of the
    same period; None if too few have a mood, or if the search filters by mood. `first` is the first day known on
    this computer, None if there is none; `whole` is whether all days since then were read.
    """

    days: Sequence[int] = ()
    months: Mapping[date, int] = field(default_factory=dict)
    on: MoodMean | None = None
    off: MoodMean | None = None
    first: date | None = None
    whole: bool = True


def spelled(attribute: Attribute, *further: str) -> str:
    """Returns all that an attribute is found by, folded: its labels, and what else belongs to it."""
    return fold(" ".join((*attribute.spellings, *further)))


def called(search: Search, attributes: Iterable[Attribute]) -> tuple[Attribute, ...]:
    """Returns the attributes that have each of the words in a label; those of which a label begins so come first."""
    terms = search.terms
    known = (one for one in attributes if one.value_type is not ValueType.UNKNOWN and not one.part_of)
    spelled = [(list(map(fold, one.spellings)), one) for one in known]
    found = [
        (labels, one) for labels, one in spelled if terms and any(all(t in label for t in terms) for label in labels)
    ]
    begun = [one for labels, one in found if any(label.startswith(terms[0]) for label in labels)]
    return (*begun, *(one for _, one in found if one not in begun))


Spans = tuple[tuple[int, int], ...]


class Passage(Struct, frozen=True):
    """A text of a day, and the places of the search words in it, in characters."""

    attribute: Attribute
    text: str
    spans: Spans = ()


class DayTag(Struct, frozen=True):
    """A tag of a day, and the places of the search words in its label, in characters.

    `found` is whether any word is in one of its names, which need not be the label that is shown.
    """

    attribute: Attribute
    spans: Spans = ()
    found: bool = False

    @classmethod
    def of(cls, tag: Attribute, terms: Sequence[str]) -> DayTag:
        """Returns a tag with the places of the folded terms."""
        label, spelled = fold(tag.label), [fold(spelling) for spelling in tag.spellings]
        found = any(term in spelling for term in terms for spelling in spelled)
        return cls(tag, spans(tag.label, [term for term in terms if term in label]), found)


class ArchivedDay(Struct, frozen=True):
    """What archives have of a day that was not read, the latest of them of `made`. It is shown, and counts nowhere."""

    made: date
    step: float | None = None
    passages: tuple[Passage, ...] = ()
    tags: tuple[DayTag, ...] = ()


class DayFigure(Struct, frozen=True):
    """The value of an attribute that is shown beside each day."""

    attribute: Attribute
    value: Value


class DayEntry(Struct, frozen=True):
    """The contents of a row. `step` is the mood from 1 to 5, halves included; `read` is whether the day was read."""

    day: date
    step: float | NotRead | None = None
    passages: tuple[Passage, ...] = ()
    tags: tuple[DayTag, ...] = ()
    figures: tuple[DayFigure, ...] = ()
    read: bool = True
    archived: ArchivedDay | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show but the day itself."""
        has_step = isinstance(self.step, float | int)
        return not (has_step or self.passages or self.tags or self.figures or self.archived)
