"""Puts a plan together: what a file comes to beside what is here, counted by kinds and by days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.transfer.mapping import ImportMapping, ProposedKind
from exist_desktop.domain.transfer.proposed import Comparison, Plan, ProposedEntry, Totals
from exist_desktop.domain.values import Seen
from exist_desktop.imports.proposals.comparing import compared
from exist_desktop.imports.proposals.folding import Folded
from exist_desktop.long_work import Pace

_FIRST = (Comparison.NEW, Comparison.UNREAD, Comparison.DIFFERENT, Comparison.EQUAL)
"""By which of its values a day counts, if it has several."""
_RESTED_EACH = 50


class Beside(Struct, frozen=True):
    """An attribute with its days as they are here, and what is known of `others`. `longest` is that of its texts."""

    attribute: Attribute
    here: Mapping[date, Seen]
    others: Seen
    longest: int


class Planning(Struct, frozen=True):
    """What a plan is made of. `asked` are the attributes that are not taken over without being asked."""

    mapping: ImportMapping
    folded: Folded
    beside: tuple[Beside, ...]
    asked: frozenset[str]
    creations: tuple[PendingAttribute, ...]

    def plan(self) -> Plan:
        """Returns the plan. Sorts day by day: sorting all of it at once would keep the window waiting."""
        by_day: dict[date, list[ProposedEntry]] = {}
        counted: dict[ProposedKind, dict[Comparison, int]] = {}
        days: dict[date, int] = {}
        pace = Pace()
        for number, one in enumerate(self._entries()):
            if number % _RESTED_EACH == 0:
                pace.rest()
            kind = counted.setdefault(one.kind, dict.fromkeys(Comparison, 0))
            kind[one.comparison] += 1
            days[one.key.day] = min(days.get(one.key.day, len(_FIRST)), _FIRST.index(one.comparison))
            if one.comparison is not Comparison.EQUAL:
                by_day.setdefault(one.key.day, []).append(one)
        found = [one for day in sorted(by_day) for one in sorted(by_day[day], key=_by_attribute)]
        names = {one.key.attribute for one in found}
        return Plan(
            mapping=self.mapping,
            totals={kind: _totals(number) for kind, number in counted.items()},
            days=_totals({comparison: list(days.values()).count(n) for n, comparison in enumerate(_FIRST)}),
            found=tuple(found),
            take_overs=tuple(sorted(names & self.asked)),
            creations=tuple(one for one in self.creations if one.name in names),
            refused=self.folded.refused,
            refused_more=self.folded.refused_more,
        )

    def _entries(self) -> Iterable[ProposedEntry]:
        for one in self.beside:
            values = self.folded.values[one.attribute.name]
            yield from compared(one.attribute, values, one.here, one.others, one.longest)


def _totals(number: Mapping[Comparison, int]) -> Totals:
    unread = number[Comparison.UNREAD]
    return Totals(number[Comparison.NEW] + unread, number[Comparison.EQUAL], number[Comparison.DIFFERENT], unread)


def _by_attribute(one: ProposedEntry) -> str:
    return one.key.attribute
