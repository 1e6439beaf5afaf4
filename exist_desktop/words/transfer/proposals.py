"""The sentences about what a foreign file would bring: what is new, equal or different, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.transfer.mapping import DateOrder, FileFacts, ImportMapping, OnDifference, ProposedKind
from exist_desktop.domain.transfer.proposed import Plan
from exist_desktop.words.language import N_, Language, Sentence

NAMES_SHOWN = 20
_ORDERS: dict[DateOrder, Sentence] = {
    DateOrder.YEAR_FIRST: N_("year, month, day"),
    DateOrder.DAY_FIRST: N_("day, month, year"),
    DateOrder.MONTH_FIRST: N_("month, day, year"),
}


class ProposalWords(Struct, frozen=True):
    """Puts plans into words. `labels` are those of the attributes, by name."""

    language: Language
    labels: Mapping[str, str] = MappingProxyType({})

    def order(self, order: DateOrder) -> str:
        """Returns the order of a date."""
        return self.language.say_marked(_ORDERS[order])

    def languages(self, facts: FileFacts) -> str:
        """Returns the languages in which the months of a file can be read, each with the code that is typed."""
        say = self.language.say
        return self.language.listed(
            [say("{code} ({name})", code=one, name=own) for one, own in facts.languages.items()]
        )

    def would_enter(self, plan: Plan) -> str:
        """Returns how many entries a plan would bring."""
        return self.language.ngettext(
            "It would bring 1 entry.", "It would bring {n} entries.", len(plan.entering_all().commands)
        )

    def entered(self, number: int) -> str:
        """Returns how many entries were made of a plan."""
        if not number:
            return self.language.say("Nothing of it is new here.")
        return self.language.ngettext(
            "1 entry is saved on this computer. It is a batch of its own in the Outbox.",
            "{n} entries are saved on this computer. They are one batch in the Outbox.",
            number,
        )

    def compared(self, plan: Plan) -> Iterator[str]:
        """Yields how the file compares with what is here."""
        ngettext, total = self.language.ngettext, plan.total
        if total.new:
            yield ngettext("1 day has something new.", "{n} days have something new.", plan.days.new)
        if total.equal:
            yield ngettext("1 value is here already.", "{n} values are here already.", total.equal)
        if total.different:
            yield ngettext("1 value is different here.", "{n} values are different here.", total.different)
            if set(plan.mapping.differences.values()) <= {OnDifference.KEEP}:
                yield self.language.say("What is here stays.")
        if total.unread:
            yield ngettext(
                "1 of the new ones is on a day that was not read yet. Exist is asked before it is sent.",
                "{n} of the new ones are on days that were not read yet. Exist is asked before they are sent.",
                total.unread,
            )

    def agreed(self, plan: Plan) -> Iterator[str]:
        """Yields what is created and taken over for it."""
        entering = plan.entering_all()
        if entering.creations:
            names = self._listed([one.label for one in entering.creations])
            yield self.language.say("New in Exist: {names}.", names=names)
        if entering.take_over:
            names = self._listed([self.labels.get(name, name) for name in entering.take_over])
            yield self.language.say("Taken over from who fills them now: {names}.", names=names)

    def not_created(self, labels: Sequence[str]) -> Iterator[str]:
        """Yields the names that Exist does not have, which were left out."""
        if labels:
            yield self.language.ngettext(
                "1 name that Exist does not have was left out: {names}.",
                "{n} names that Exist does not have were left out: {names}.",
                len(labels),
                names=self._listed(labels),
            )

    def held(self, plan: Plan) -> Iterator[str]:
        """Yields what waits until it may be taken over."""
        if names := plan.not_agreed:
            yield self.language.ngettext(
                "1 attribute is not filled from here, so its entries wait for you: {names}.",
                "{n} attributes are not filled from here, so their entries wait for you: {names}.",
                len(names),
                names=self._listed([self.labels.get(name, name) for name in names]),
            )

    def unmapped_moods(self, facts: FileFacts, mapping: ImportMapping) -> Iterator[str]:
        """Yields the names of moods that mean no step yet."""
        known = {key(name) for name in mapping.moods}
        if names := [name for name in facts.moods if key(name) not in known]:
            yield self.language.ngettext(
                "1 mood is not mapped to a face: {names}.",
                "{n} moods are not mapped to a face: {names}.",
                len(names),
                names=self._listed(names),
            )

    def shortening(self, number: int) -> str:
        """Returns the question whether texts that are too long are cut."""
        return self.language.ngettext(
            "1 text is too long for Exist. Shorten it? [y/N]",
            "{n} texts are too long for Exist. Shorten them? [y/N]",
            number,
        )

    def may_be_shortened(self, plan: Plan) -> Iterator[str]:
        """Yields what can be done about texts that were refused."""
        if plan.too_long:
            yield self.language.say("With {option} in a mapping, texts that are too long are cut.", option="shortens")

    def replacing(self, kind: ProposedKind, number: int) -> str:
        """Returns the question whether what is different here is replaced."""
        ngettext = self.language.ngettext
        match kind:
            case ProposedKind.MOOD:
                return ngettext(
                    "1 mood is different here. Replace it? [y/N]",
                    "{n} moods are different here. Replace them? [y/N]",
                    number,
                )
            case ProposedKind.TEXT:
                return ngettext(
                    "1 text is different here. Replace it? [y/N]",
                    "{n} texts are different here. Replace them? [y/N]",
                    number,
                )
            case ProposedKind.TAG:
                return ngettext(
                    "1 tag is different here. Replace it? [y/N]",
                    "{n} tags are different here. Replace them? [y/N]",
                    number,
                )
            case ProposedKind.VALUE:
                return ngettext(
                    "1 number is different here. Replace it? [y/N]",
                    "{n} numbers are different here. Replace them? [y/N]",
                    number,
                )

    def _listed(self, names: Sequence[str]) -> str:
        shown = self.language.listed(names[:NAMES_SHOWN])
        more = len(names) - NAMES_SHOWN
        return (
            self.language.ngettext("{names} and 1 more", "{names} and {n} more", more, names=shown)
            if more > 0
            else shown
        )
