"""The sentences about imports: what a file brought, what was refused, and what was not in Exist then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from exist_desktop.domain.outbox.ops import EntryKind
from exist_desktop.domain.ownership.entries import OwnerKind
from exist_desktop.domain.transfer.imports import FileKind, ImportFacts, RefusedReason, Waiting, WaitingWish
from exist_desktop.words.language import N_, Language, Sentence

REFUSALS_SHOWN = 10
NAMES_SHOWN = 5
_REASONS: dict[RefusedReason, Sentence] = {
    RefusedReason.SHAPE: N_("not what belongs there"),
    RefusedReason.DATE: N_("not a day from 1990 to tomorrow"),
    RefusedReason.VALUE: N_("not a value of that kind"),
    RefusedReason.TEXT: N_("not a text, or too long"),
    RefusedReason.ATTRIBUTE: N_("no such attribute"),
    RefusedReason.MOOD: N_("a mood that is not mapped to 1 to 5"),
    RefusedReason.TYPE: N_("the attribute is of another kind here"),
}


class ImportWords(Struct, frozen=True):
    """Puts imports into words. `labels` are those of the attributes, by name."""

    language: Language
    labels: Mapping[str, str] = MappingProxyType({})

    def lines(self, facts: ImportFacts, *, is_trial: bool) -> Iterator[str]:
        """Yields what a file brought, or would bring, and what was not in Exist then."""
        yield from self.brought(facts, is_trial=is_trial)
        yield from self.waiting(facts)

    def brought(self, facts: ImportFacts, *, is_trial: bool) -> Iterator[str]:
        """Yields what a file brought, or would bring."""
        say, integer = self.language.say, self.language.formats.integer
        if facts.kind is FileKind.EXIST:
            yield from self._archive(facts, is_trial=is_trial)
            return
        counted = {"new": integer(facts.new), "equal": integer(facts.equal), "different": integer(facts.different)}
        if is_trial:
            yield say(
                "It would bring {new} values; {equal} are here already, {different} are different here.", **counted
            )
        else:
            yield say("It brought {new} values; {equal} were here already, {different} are different here.", **counted)
        if facts.different:
            yield say("What Exist has said here stays as it is.")
        if not is_trial:
            yield from self._beside(facts)

    def _archive(self, facts: ImportFacts, *, is_trial: bool) -> Iterator[str]:
        say, ngettext, integer = self.language.say, self.language.ngettext, self.language.formats.integer
        made = self.language.formats.short_date(facts.made) if facts.made else ""
        if is_trial:
            yield say("It is an archive that Exist made on {day}.", day=made)
            yield ngettext(
                "It has 1 value of a day that was not read here.",
                "It has {n} values of days that were not read here.",
                facts.new,
            )
        else:
            yield ngettext(
                "1 value is shown as from your archive of {day}, until Exist's own is read.",
                "{n} values are shown as from your archive of {day}, until Exist's own are read.",
                facts.new,
                day=made,
            )
        equal, different = integer(facts.equal), integer(facts.different)
        yield say(
            "Of the days that were read, {equal} are equal and {different} different.", equal=equal, different=different
        )
        if facts.local:
            labels = self.language.listed(facts.local[:NAMES_SHOWN])
            yield ngettext(
                "1 name is not in your account and stays on this computer: {names}.",
                "{n} names are not in your account and stay on this computer, such as {names}.",
                len(facts.local),
                names=labels,
            )

    def whose(self, facts: ImportFacts) -> str:
        """Returns the question whose archive it is; empty for files that say so themselves."""
        if not facts.whose:
            return ""
        return self.language.say("It does not say whose it is. Is it yours, @{user}?", user=facts.whose)

    def _beside(self, facts: ImportFacts) -> Iterator[str]:
        ngettext = self.language.ngettext
        if facts.attributes:
            yield ngettext("1 attribute is new here.", "{n} attributes are new here.", facts.attributes)
        if facts.entries:
            yield ngettext(
                "1 entry is history now. It does not wait again.",
                "{n} entries are history now. None of them waits again.",
                facts.entries,
            )
        if facts.settings:
            yield ngettext("1 setting is taken over.", "{n} settings are taken over.", facts.settings)
        for one in facts.wishes:
            yield self._wish(one)

    def _wish(self, one: WaitingWish) -> str:
        say, label = self.language.say, self.labels.get(one.name, one.name)
        match one.kind:
            case OwnerKind.TAKE_OVER:
                return say("Taking over {label} was waiting then. It is not done by itself.", label=label)
            case OwnerKind.GIVE_BACK:
                return say("Giving back {label} was waiting then. It is not done by itself.", label=label)
            case OwnerKind.CREATE:
                return say("{label} was to be created then. It is not done by itself.", label=label)

    def waiting(self, facts: ImportFacts) -> Iterator[str]:
        """Yields what was not in Exist when the file was made: how much, and each entry."""
        if not facts.waiting:
            return
        yield self.language.ngettext(
            "1 entry was not in Exist when the file was made. It is not entered again by itself:",
            "{n} entries were not in Exist when the file was made. They are not entered again by themselves:",
            len(facts.waiting),
        )
        for one in facts.waiting:
            yield self.entry(one)

    def entry(self, one: Waiting) -> str:
        """Returns an entry that was not in Exist: its attribute, day and value, and whether it may be counted."""
        say, label = self.language.say, self.labels.get(one.attribute, one.attribute)
        day, value = self.language.formats.short_date(one.day), str(one.value)
        match one.kind:
            case EntryKind.SET:
                return say("{label}, {day}: {value}", label=label, day=day, value=value)
            case EntryKind.ADD:
                return say("{label}, {day}: {value} more (may already be counted)", label=label, day=day, value=value)
            case _:
                return say("{label}, {day}: “{words}” (may already be there)", label=label, day=day, words=value)

    def refusals(self, facts: ImportFacts) -> Iterator[str]:
        """Yields the first rows that were refused, with their lines, and how many more there were."""
        say = self.language.say
        for one in facts.refused[:REFUSALS_SHOWN]:
            why = self.language.say_marked(_REASONS[one.reason])
            if one.line is None:
                yield say("One row was left out: {why}.", why=why)
            else:
                yield say("Line {line} was left out: {why}.", line=one.line, why=why)
        more = len(facts.refused[REFUSALS_SHOWN:]) + facts.refused_more
        if more:
            yield self.language.ngettext("1 more row was left out.", "{n} more rows were left out.", more)
