"""Compares what a file comes to with what is here. What a text of here has as whole lines is here already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.commands import Key
from exist_desktop.domain.transfer.mapping import ProposedKind
from exist_desktop.domain.transfer.proposed import Comparison, ProposedEntry
from exist_desktop.domain.value_types import EmptyDay, ValueType
from exist_desktop.domain.values import NotRead, Seen, Value, one_form, same


def kind_of(attribute: Attribute) -> ProposedKind:
    """Returns the kind by which is decided about an attribute."""
    if attribute.name == MOOD:
        return ProposedKind.MOOD
    if attribute.value_type is ValueType.TEXT:
        return ProposedKind.TEXT
    return ProposedKind.TAG if attribute.value_type is ValueType.BOOLEAN else ProposedKind.VALUE


def compared(
    attribute: Attribute, values: Mapping[date, Value], here: Mapping[date, Seen], others: Seen, longest: int
) -> Iterator[ProposedEntry]:
    """Yields the values of a file beside those that are here; `others` is what is known of days that are not in `here`.

    `longest` is how many characters a text may have.
    """
    kind = kind_of(attribute)
    for day, value in values.items():
        seen = here.get(day, others)
        comparison, joined = _compare(attribute, value, seen), None
        if comparison is Comparison.DIFFERENT and isinstance(seen, str):
            both = f"{seen.rstrip()}\n{value}"
            joined = both if len(both) <= longest else None
        yield ProposedEntry(Key(attribute.name, day), value, kind, comparison, seen, joined)


def _compare(attribute: Attribute, value: Value, seen: Seen) -> Comparison:
    if isinstance(seen, NotRead):
        return Comparison.UNREAD
    if attribute.value_type is ValueType.TEXT:
        return _compare_texts(one_form(value), one_form(seen))
    is_zero_nothing = attribute.name == MOOD or attribute.value_type.rules.empty_day is EmptyDay.ZERO
    if same(seen, value, attribute.value_type) or (is_zero_nothing and not seen and not value):
        return Comparison.EQUAL
    return Comparison.NEW if seen is None or (is_zero_nothing and not seen) else Comparison.DIFFERENT


def _compare_texts(theirs: str, here: str) -> Comparison:
    if not here:
        return Comparison.NEW
    is_here = f"\n{theirs}\n" in f"\n{here}\n"
    return Comparison.EQUAL if is_here else Comparison.DIFFERENT
