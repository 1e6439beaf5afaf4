"""Entries that a foreign file proposes, compared with what is here. Nothing is entered before the person says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.transfer.imports import Refused, RefusedReason
from exist_desktop.domain.transfer.mapping import ImportMapping, OnDifference, ProposedKind
from exist_desktop.domain.values import Seen, Value


class Comparison(StrEnum):
    """How a proposed value compares with what is here, unsent entries included.

    UNREAD is on a day that was not read yet: it is entered like a new one, and Exist's value is looked at before it is
    sent.
    """

    NEW = "new"
    EQUAL = "equal"
    DIFFERENT = "different"
    UNREAD = "unread"


class ProposedEntry(Struct, frozen=True):
    """A value that a file has for a key, and what is `here`. Where a text may be joined, `joined` is both."""

    key: Key
    value: Value
    kind: ProposedKind
    comparison: Comparison
    here: Seen
    joined: str | None = None

    def command(self, decided: OnDifference) -> SetValue | None:
        """Returns what is to be entered, by what was decided about differences; None for nothing."""
        if self.comparison is not Comparison.DIFFERENT or decided is OnDifference.REPLACE:
            return SetValue(self.key, self.value)
        if decided is OnDifference.JOIN and self.joined is not None:
            return SetValue(self.key, self.joined)
        return None


class Totals(Struct, frozen=True):
    """How many values or days are new, equal or different. New ones on days that were not read are in `new`, too."""

    new: int = 0
    equal: int = 0
    different: int = 0
    unread: int = 0

    def plus(self, other: Totals) -> Totals:
        """Returns the sum of both."""
        return Totals(
            self.new + other.new,
            self.equal + other.equal,
            self.different + other.different,
            self.unread + other.unread,
        )


class Entering(Struct, frozen=True):
    """What is entered as one batch: totals, oldest day first, and the new attributes that they need.

    `shown` are the values that the person saw, for what a text is joined to and what a total is compared with.
    `decided` has for each attribute what becomes of another value that Exist turns out to have.
    """

    commands: tuple[SetValue, ...]
    creations: tuple[PendingAttribute, ...] = ()
    take_over: tuple[str, ...] = ()
    shown: Mapping[Key, Seen] = field(default_factory=dict)
    decided: Mapping[str, OnDifference] = field(default_factory=dict)


class Plan(Struct, frozen=True):
    """What a file would bring by a mapping. `found` is what is new or different here, by day and attribute.

    `totals` count values by their kind, `days` the days: one with anything new is new, else one with anything different
    is different. `take_overs` are the attributes of other services, or that were lost or given back, which it has
    values for: what the mapping does not agree to is not entered. `creations` are the new attributes, which have a
    provisional name in `found`.

    A person who decides about differences and take-overs needs no other plan: `decided` returns this one with another
    mapping. Anything else that changes in a mapping needs the file to be read again (`Proposals.plan`).
    """

    mapping: ImportMapping
    totals: Mapping[ProposedKind, Totals] = field(default_factory=dict)
    days: Totals = Totals()
    found: tuple[ProposedEntry, ...] = ()
    take_overs: tuple[str, ...] = ()
    creations: tuple[PendingAttribute, ...] = ()
    refused: tuple[Refused, ...] = ()
    refused_more: int = 0

    @property
    def total(self) -> Totals:
        """All kinds together."""
        found = Totals()
        for one in self.totals.values():
            found = found.plus(one)
        return found

    @property
    def not_agreed(self) -> tuple[str, ...]:
        """The attributes that something would be entered for, and that may not be taken over."""
        names = {one.key.attribute for one in self.found if self._command(one) is not None}
        return tuple(name for name in self.take_overs if name in names and name not in self.mapping.take_over)

    @property
    def too_long(self) -> int:
        """How many texts were refused, nearly all because they are too long, and could be cut."""
        return 0 if self.mapping.shortens else sum(one.reason is RefusedReason.TEXT for one in self.refused)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day of what is new or different."""
        return (self.found[0].key.day, self.found[-1].key.day) if self.found else None

    def decided(self, mapping: ImportMapping) -> Plan:
        """Returns the same with other decisions about differences and take-overs."""
        return replace(self, mapping=mapping)

    def entering(self) -> Entering:
        """Returns what is entered by what was decided; nothing of what may not be taken over."""
        withheld = frozenset(self.not_agreed)
        return self._entering([one for one in self.found if one.key.attribute not in withheld])

    def entering_all(self) -> Entering:
        """Returns what is entered by what was decided; what may not be taken over is held then until it may be."""
        return self._entering(self.found)

    def _command(self, one: ProposedEntry) -> SetValue | None:
        return one.command(self.mapping.on_difference(one.kind))

    def _entering(self, found: Sequence[ProposedEntry]) -> Entering:
        chosen = [(command, one) for one in found if (command := self._command(one)) is not None]
        names = {command.key.attribute for command, _ in chosen}
        return Entering(
            tuple(command for command, _ in chosen),
            tuple(one for one in self.creations if one.name in names),
            tuple(name for name in self.take_overs if name in names and name in self.mapping.take_over),
            {command.key: one.here for command, one in chosen},
            {one.key.attribute: self.mapping.on_difference(one.kind) for _, one in chosen},
        )
