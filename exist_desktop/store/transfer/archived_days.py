"""What Find shows of archives: which days that were not read have a word, and what their rows say.

None of it counts in the moods that are compared, nor for a filter by mood or tag: it is shown, and nothing is concluded
from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute
from exist_desktop.domain.text.fold import fold, spans
from exist_desktop.domain.text.search import ArchivedDay, DayTag, Passage, Scope
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value, is_on
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer import archived

_FIRST = "SELECT min(day) FROM series JOIN archived ON archived.series = series.id WHERE account = ?"
_OF_DAYS = (
    "SELECT name, day, value, made FROM series JOIN archived ON archived.series = series.id "
    "WHERE account = ? AND day IN ({marks})"
)
_TEXTS = (
    "SELECT name, day, value FROM series JOIN archived ON archived.series = series.id "
    "WHERE account = ? AND typeof(value) = 'text'"
)


class ArchivedTexts(Struct, frozen=True):
    """All texts of archives, folded, by attribute and day; and the tags, by the ordinals of days that have them."""

    texts: tuple[tuple[str, int, str], ...] = ()
    tags: Mapping[str, frozenset[int]] = {}

    def days_of(
        self, term: str, scope: Scope, attributes: Mapping[str, Attribute], replaced: Mapping[str, Collection[int]]
    ) -> set[int]:
        """Returns the days with a folded term. `replaced` are days of which something else is shown."""
        found = set[int]()
        if scope is not Scope.TAGS:
            known = {name for name, day, _ in self.texts if _is_text(attributes.get(name))}
            found = {
                day
                for name, day, text in self.texts
                if term in text and name in known and day not in replaced.get(name, ())
            }
        if scope is not Scope.NOTES:
            for name, days in self.tags.items():
                if any(term in fold(spelling) for spelling in attributes[name].spellings):
                    found |= days.difference(replaced.get(name, ()))
        return found


def _is_text(attribute: Attribute | None) -> bool:
    """Whether it has texts; an attribute that only an archive has is not known."""
    return attribute is None or attribute.value_type is ValueType.TEXT


def first_day(tx: Transaction) -> int | None:
    """Returns the first day that an archive has something of, an ordinal; None if there is no archive."""
    (first,) = tx.execute(_FIRST, (tx.account.id,)).fetchone()
    return None if first is None else int(first)


def texts(tx: Transaction, attributes: Mapping[str, Attribute]) -> ArchivedTexts:
    """Reads the texts and tags of archives."""
    found = tuple((name, day, fold(value)) for name, day, value in tx.execute(_TEXTS, (tx.account.id,)))
    tags = {
        one.name: frozenset(
            day
            for name in one.series_names
            for day, kept in archived.values(tx, name, one.value_type).items()
            if is_on(kept.value)
        )
        for one in attributes.values()
        if one.is_tag and not one.part_of
    }
    return ArchivedTexts(found, {name: days for name, days in tags.items() if days})


def of_days(
    tx: Transaction,
    days: Sequence[int],
    attributes: Mapping[str, Attribute],
    terms: Sequence[str],
    shown: Iterable[tuple[str, int]],
) -> dict[int, ArchivedDay]:
    """Reads what archives have of some days, by ordinals. `shown` are attributes and days of which more is known."""
    marks = ", ".join("?" * len(days))
    rows = tx.execute(_OF_DAYS.format(marks=marks), (tx.account.id, *days)).fetchall()
    if not rows:
        return {}
    everything = {**archived.attributes(tx), **attributes}
    known, kept = set(shown), dict[int, dict[str, Value]]()
    made = dict[int, int]()
    for name, day, value, at in rows:
        one = everything.get(name)
        if one is None or (name, day) in known or isinstance(value, str) != (one.value_type is ValueType.TEXT):
            continue
        kept.setdefault(day, {})[name] = value
        made[day] = max(at, made.get(day, 0))
    found = {day: _day(values, everything, terms, date.fromordinal(made[day])) for day, values in kept.items()}
    return {day: one for day, one in found.items() if one is not None}


def _day(
    values: Mapping[str, Value], attributes: Mapping[str, Attribute], terms: Sequence[str], made: date
) -> ArchivedDay | None:
    """Returns what a row says; None if there is nothing but what has no place in it."""
    step = mood.from_wire(values[MOOD], attributes[MOOD].value_type) if MOOD in values else None
    passages = list[Passage]()
    for name, value in values.items():
        if isinstance(value, str) and value.strip():
            lines = "\n".join(value.strip().splitlines())
            passage = Passage(attributes[name], lines, spans(lines, terms))
            if name == MOOD_NOTE:
                passages.insert(0, passage)
            elif passage.spans:
                passages.append(passage)
    on = (attributes[name] for name, value in values.items() if attributes[name].is_tag and is_on(value))
    shown = dict.fromkeys(one.part_of or one.name for one in on)
    tags = tuple(DayTag.of(attributes[name], terms) for name in shown if name in attributes)
    return None if step is None and not passages and not tags else ArchivedDay(made, step, tuple(passages), tags)
