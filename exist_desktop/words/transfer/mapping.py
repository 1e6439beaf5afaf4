"""The sentences with which a person maps a file of another program, and decides what it may bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.transfer.mapping import ColumnFacts, DateOrder, FileFacts, OnDifference, ProposedKind, Several
from exist_desktop.domain.transfer.proposed import Plan
from exist_desktop.words.language import N_, NP_, Language, Plural, Sentence

NAMES_SHOWN = 12
_SEVERAL: dict[Several, Sentence] = {
    Several.LAST: N_("The last of the day"),
    Several.MEAN: N_("The mean of the day"),
    Several.BEST: N_("The best of the day"),
}
_ORDERS: dict[DateOrder, Sentence] = {
    DateOrder.YEAR_FIRST: N_("year, month, day"),
    DateOrder.DAY_FIRST: N_("day, month, year"),
    DateOrder.MONTH_FIRST: N_("month, day, year"),
}
_DIFFERENT: dict[ProposedKind, Plural] = {
    ProposedKind.MOOD: NP_("1 mood is different here", "{n} moods are different here"),
    ProposedKind.TEXT: NP_("1 text is different here", "{n} texts are different here"),
    ProposedKind.TAG: NP_("1 tag is different here", "{n} tags are different here"),
    ProposedKind.VALUE: NP_("1 number is different here", "{n} numbers are different here"),
}
_DECISIONS: dict[OnDifference, Sentence] = {
    OnDifference.KEEP: N_("Keep what is here"),
    OnDifference.REPLACE: N_("Take what the file has"),
    OnDifference.JOIN: N_("Keep both, the file's below"),
}


class MappingWords(Struct, frozen=True):
    """Puts the mapping of a file, and the plan that follows from it, into words."""

    language: Language

    def found(self, file: str, facts: FileFacts) -> str:
        """Returns what a file has."""
        ngettext = self.language.ngettext
        return self.language.facts(
            file,
            ngettext("1 row", "{n} rows", facts.rows),
            ngettext("1 tag", "{n} tags", len(facts.tags)) if facts.tags else "",
        )

    def column(self, column: ColumnFacts) -> str:
        """Returns a column by its name, with the first of what is in it."""
        if not column.examples:
            return column.name
        examples = self.language.listed(column.examples[:3])
        return self.language.say("{column}, such as {examples}", column=column.name, examples=examples)

    def counted(self, name: str, times: int) -> str:
        """Returns a name of the file and how often it is there."""
        return self.language.ngettext("{name}, once", "{name}, {n} times", times, name=name)

    def face(self, step: int, label: str) -> str:
        """Returns a face: its step and its name."""
        return self.language.say("{step} {mood}", step=self.language.formats.integer(step), mood=label)

    def scale(self, scale: tuple[float, float] | None) -> str:
        """Returns from what to what a column's values go, the worst first."""
        if scale is None:
            return self.language.say("As they are")
        low, high = (self.language.formats.decimal(one) for one in scale)
        return self.language.say("From {worst}, the lowest, to {best}, the highest", worst=low, best=high)

    def several(self) -> Sequence[tuple[object, str]]:
        """Returns what can be taken of a day with several rows."""
        return [(one, self.language.say_marked(sentence)) for one, sentence in _SEVERAL.items()]

    def orders(self, orders: Sequence[DateOrder]) -> Sequence[tuple[object, str]]:
        """Returns the orders in which dates may be written."""
        return [(one, self.language.say_marked(_ORDERS[one])) for one in orders]

    def decisions(self, kind: ProposedKind) -> Sequence[tuple[object, str]]:
        """Returns what can become of what is different here. Only texts can be joined."""
        possible = list(OnDifference) if kind is ProposedKind.TEXT else [OnDifference.KEEP, OnDifference.REPLACE]
        return [(one, self.language.say_marked(_DECISIONS[one])) for one in possible]

    def different(self, kind: ProposedKind, number: int) -> str:
        """Returns how much of a kind is different here."""
        return self.language.count_marked(_DIFFERENT[kind], number)

    def compared(self, plan: Plan) -> Iterator[str]:
        """Yields how the days of a file compare with those here, and what else is to be known before it is entered."""
        ngettext, say, days, total = self.language.ngettext, self.language.say, plan.days, plan.total
        if not (days.new or days.different):
            yield say("Nothing of it is new here.")
        if days.new:
            yield ngettext("1 day has something new.", "{n} days have something new.", days.new)
        if days.equal:
            yield ngettext("1 day is here already.", "{n} days are here already.", days.equal)
        if days.different:
            yield ngettext("1 day is different here.", "{n} days are different here.", days.different)
        if total.unread:
            yield ngettext(
                "1 of the new ones is on a day that was not read yet. Exist is asked before it is sent.",
                "{n} of the new ones are on days that were not read yet. Exist is asked before they are sent.",
                total.unread,
            )
        if plan.creations:
            yield say("New in Exist: {names}.", names=self._some([one.label for one in plan.creations]))

    def take_over(self, attribute: Attribute) -> str:
        """Returns the offer to take an attribute over from who fills it now."""
        say = self.language.say
        if attribute.service is None:
            return say("Fill {attribute} from here", attribute=attribute.label)
        service = attribute.service.label
        return say("Take {attribute} over from {service}", attribute=attribute.label, service=service)

    def entered(self, number: int) -> str:
        """Returns what came of it."""
        if not number:
            return self.language.say("Nothing of it is new here.")
        return self.language.ngettext(
            "1 entry is saved on this computer. It is a batch of its own in the Outbox.",
            "{n} entries are saved on this computer. They are one batch in the Outbox.",
            number,
        )

    def _some(self, names: Sequence[str]) -> str:
        shown, more = self.language.listed(names[:NAMES_SHOWN]), len(names) - NAMES_SHOWN
        if more <= 0:
            return shown
        return self.language.ngettext("{names} and 1 more", "{names} and {n} more", more, names=shown)
