"""The texts of the Relations page: its question, its rows, what is left out, and how relations are found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.certainty import MOST_STARS
from exist_desktop.domain.findings.listing import Choices, Fate, Item, Listing, News
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.words.findings.relations import RelationWords
from exist_desktop.words.language import NP_, Language, Plural
from exist_desktop.words.values import MINUS

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings

_REASONS: Mapping[Fate, Plural] = {
    Fate.ITSELF: NP_("1 is of an attribute with itself.", "{n} are of an attribute with itself."),
    Fate.SAME_MEASURE: NP_("1 is of two that measure the same thing.", "{n} are of two that measure the same thing."),
    Fate.CONSTANT: NP_("1 is of something that never changes.", "{n} are of something that never changes."),
    Fate.UNSURE: NP_("1 may well be chance.", "{n} may well be chance."),
}
FULL, HOLLOW = "★", "☆"


class RowWords(Struct, frozen=True):
    """The texts of a row: its sentence, the facts below it, and the same facts for people who hear them."""

    sentence: str
    facts: str
    spoken: str


class RelationsPageWords(Struct, frozen=True):
    """Puts the page into words; `attributes` are those of the account, by name."""

    language: Language
    attributes: Mapping[str, Attribute]

    @property
    def relations(self) -> RelationWords:
        """Words for single relations."""
        return RelationWords(self.language, self.attributes)

    def question(self, name: str) -> str:
        """Returns what the page answers, about one attribute or, without a name, about all."""
        attribute = self.attributes.get(name)
        if attribute is None:
            return self.language.say("What goes together?")
        return self.language.say("What goes together with {label}?", label=attribute.label)

    def row(self, item: Item, choices: Choices) -> RowWords:
        """Returns the texts of a row. Exist's sentences are shown as Exist wrote them."""
        found, sentence = item.found, self.sentence(item)
        count = found.period if isinstance(found, Correlation) else found.evidence.days
        days = self._days(count) if count else ""
        parts = (days, self.later(found.days_later), self._news(item, choices), self._kept(item, choices))
        strength, facts = self.relations.strength(item.rho), self.language.facts
        return RowWords(
            sentence, facts(strength, stars(item.stars), *parts), facts(strength, self.certainty(item), *parts)
        )

    def sentence(self, item: Item) -> str:
        """Returns the sentence of a relation."""
        found = item.found
        if isinstance(found, Correlation):
            return found.sentence or self.relations.plain(found, item.rho)
        return self.relations.text(found)

    def _days(self, days: int) -> str:
        return self.language.ngettext("1 day", "{n} days", days)

    def later(self, days: int) -> str:
        """Returns how many days the second follows the first; empty for the same day."""
        return self.language.ngettext("a day later", "{n} days later", days) if days else ""

    def _news(self, item: Item, choices: Choices) -> str:
        match choices.news(item):
            case None:
                return ""
            case News.NEW:
                return self.language.pgettext("a relation", "new")
            case News.CHANGED:
                before = (choices.former or {})[item.place]
                return self.language.say("it was {rho}", rho=self.rho(before))

    def _kept(self, item: Item, choices: Choices) -> str:
        return self.language.pgettext("a relation", "kept") if item.pair in choices.kept else ""

    def certainty(self, item: Item) -> str:
        """Returns how certain a relation is, as stars are read; empty if that is not known."""
        if not item.stars:
            return ""
        integer = self.language.formats.integer
        return self.language.say("{n} of {all} stars", n=integer(item.stars), all=integer(MOST_STARS))

    def rho(self, number: float) -> str:
        """Returns a correlation with its sign, `+0.42`."""
        sign = "+" if number >= 0 else MINUS
        return sign + self.language.formats.decimal(abs(round(number, 2)))

    def left_out(self, left_out: Mapping[Fate, int]) -> str:
        """Returns how many relations are not listed, and why; empty if there are none."""
        language, total = self.language, sum(left_out.values())
        if not total:
            return ""
        reasons = (
            language.count_marked(plural, left_out[fate]) for fate, plural in _REASONS.items() if left_out.get(fate)
        )
        return language.sentences(
            language.ngettext("1 relation is left out.", "{n} relations are left out.", total), *reasons
        )

    def others(self, shown: Listing) -> str:
        """Returns how many more there are without the filters."""
        if not shown.others:
            return ""
        return self.language.ngettext(
            "1 more is there without the filters.", "{n} more are there without the filters.", shown.others
        )

    def looked_through(self, found: Findings, name: str) -> str:
        """Returns how much was compared here, what chance alone would bring, and what could be found at all."""
        language, attribute = self.language, self.attributes.get(name)
        told = [self.relations.looked_at(found)]
        if not found.tests and attribute is not None and found.days is not None:
            told.append(
                language.ngettext(
                    "{label} has a value on 1 finished day.",
                    "{label} has a value on {n} finished days.",
                    found.days,
                    label=attribute.label,
                )
            )
        if found.tests and found.too_few:
            told.append(
                language.ngettext(
                    "1 attribute has too few days for that yet, or hardly changes on them.",
                    "{n} attributes have too few days for that yet, or hardly change on them.",
                    found.too_few,
                )
            )
        if found.least_rho is not None:
            told.append(
                language.say(
                    "With so many days correlations from {rho} on can be told from chance; more days show weaker ones.",
                    rho=language.formats.decimal(found.least_rho),
                )
            )
        return language.sentences(*told)

    def nothing_here(self, found: Findings | None) -> str:
        """Returns why nothing that was computed here is listed; None if nothing was compared."""
        say = self.language.say
        if found is None:
            return say("Nothing was compared.")
        if not found.tests:
            return say("There is nothing to compare yet.")
        return say("Nothing is sure enough to be listed. That is quite usual: most things in a life go their own ways.")

    def how_here(self) -> str:
        """Returns how relations are computed here."""
        say = self.language.say
        return self.language.sentences(
            say("The days on which both have a value are put in order of their values, and the orders are compared."),
            say("The usual weekday, a steady trend and, over more than a year, slow changes are taken out."),
            say("In a good week seven days are good: such days count as fewer independent ones."),
            say("Whoever compares much finds something by chance: that is allowed for in the stars."),
            say("Strong is what goes together closely; stars say how sure that is, which is another question."),
            say("A day without a value counts as zero only while the attribute was in use, and today is not over yet."),
            say("A change of life, such as a new home or job, can look like a relation."),
        )

    def how_exist(self) -> str:
        """Returns how Exist computes relations, as far as that is known."""
        say = self.language.say
        return self.language.sentences(
            say("Exist compares up to a year of days, once a week, and writes its sentences in English."),
            say("Its stars take every day as independent and are not lowered for all that it compares."),
            say("So they are not comparable with the stars of what is computed here."),
        )


def stars(count: int) -> str:
    """Returns how certain something is in stars; empty if that is not known."""
    return FULL * count + HOLLOW * (MOST_STARS - count) if count else ""
