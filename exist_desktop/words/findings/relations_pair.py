"""The texts of an opened relation: what Exist says of it, what is computed here, and what a scatter shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.listing import Item
from exist_desktop.domain.findings.together import Point, Sides, middle
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.domain.statistics.series import measure_of
from exist_desktop.words.days import DayWords
from exist_desktop.words.findings.relations_page import RelationsPageWords, stars
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history import HistoryWords

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings, Relation

TOLD_BATCHES = 6
"""How many of the last batches of a relation are shown as figures."""


class PairWords(Struct, frozen=True):
    """Puts two attributes side by side into words; `today` is the ordinal of the day."""

    page: RelationsPageWords
    today: int

    @property
    def language(self) -> Language:
        """The language."""
        return self.page.language

    def label(self, name: str) -> str:
        """Returns an attribute's label."""
        attribute = self.page.attributes.get(name)
        return name if attribute is None else attribute.label

    def title(self, one: str, two: str) -> str:
        """Returns the title of two attributes that a person compares."""
        return self.language.say("{one} and {two}", one=self.label(one), two=self.label(two))

    def offset(self, days_later: int) -> str:
        """Returns the name of an offset."""
        say, ngettext = self.language.say, self.language.ngettext
        if days_later == 7:
            return say("A week later")
        return ngettext("A day later", "{n} days later", days_later) if days_later else say("Same day")

    def of_exist(self, found: Correlation, item: Item) -> str:
        """Returns what Exist says of a relation, whose certainty takes days as independent."""
        language = self.language
        days = self.days(found.period) if found.period else ""
        rho = language.say("Exist: {rho}", rho=self.page.rho(found.value))
        figures = language.facts(rho, stars(item.stars), days, self._batch(found.day))
        return language.sentences(
            language.as_sentence(figures), language.say("Its stars take every day as independent.")
        )

    def _batch(self, day: date | None) -> str:
        return self._days.brief(day) if day is not None else ""

    @property
    def _days(self) -> DayWords:
        return DayWords(self.language, date.fromordinal(self.today))

    def course(self, batches: Sequence[tuple[date, float]]) -> str:
        """Returns how a relation of Exist's changed from week to week, `12 Oct +0.61, 19 Oct +0.66`."""
        say = self.language.say
        return self.language.listed(
            say("{day} {rho}", day=self._days.brief(day), rho=self.page.rho(value))
            for day, value in batches[-TOLD_BATCHES:]
        )

    def computed(self, found: Relation | None, whole: Findings) -> tuple[str, ...]:
        """Returns what is computed here of the two, in paragraphs."""
        say, relations = self.language.say, self.page.relations
        if found is None:
            return (say("There are too few common days to compare: 30 are needed, and both have to change on some."),)
        shown = self.page.rho(found.evidence.rho)
        rho = say("Rank correlation {rho}, with the weekday and slow changes taken out.", rho=shown)
        looks = self.language.ngettext(
            "It is the only comparison of the two.", "It is one of {n} comparisons of the two.", whole.tests
        )
        in_groups = found.effect is not None and found.effect.threshold is None
        bracket = (say("The bracket in the picture is the interval of the difference."),) if in_groups else ()
        said = (relations.text(found), *bracket, relations.figures(found), rho, looks)
        return (*said, *relations.warnings(found))

    def unknown(self, name: str) -> str:
        """Returns why a relation has no days to show."""
        return self.language.say("“{name}” is none of your attributes, so there is only Exist's sentence.", name=name)

    def without(self, attribute: Attribute) -> str:
        """Returns the name of the days without something."""
        return self.language.say("without {label}", label=" ".join(attribute.label.split()))

    def with_it(self, attribute: Attribute) -> str:
        """Returns the name of the days with something."""
        return self.language.say("with {label}", label=" ".join(attribute.label.split()))

    def days(self, count: int) -> str:
        """Returns a number of days."""
        return self.language.ngettext("1 day", "{n} days", count)

    def _middle(self, measured: Attribute, numbers: Sequence[float]) -> str:
        found = middle(numbers, measure_of(measured))
        words = HistoryWords(self.language, self.today)
        return self.language.pgettext("value", "none") if found is None else words.number(measured, found)

    def of_sides(self, by: Attribute, measured: Attribute, found: Sides) -> str:
        """Returns what two groups of days show, for people who do not see them."""
        say = self.language.say
        return self.language.sentences(
            say(
                "Days without {by}: {days}, {label} in the middle {value}.",
                by=by.label,
                days=self.days(len(found.without)),
                label=measured.label,
                value=self._middle(measured, found.without),
            ),
            say(
                "Days with {by}: {days}, {label} in the middle {value}.",
                by=by.label,
                days=self.days(len(found.with_it)),
                label=measured.label,
                value=self._middle(measured, found.with_it),
            ),
        )

    def of_points(self, one: Attribute, two: Attribute, found: Sequence[Point]) -> str:
        """Returns what a scatter shows, for people who do not see it."""
        say, count = self.language.say, len(found) // 3
        if not count:
            return self.days(len(found))
        ordered = sorted(found)
        low, high = ([point[1] for point in part] for part in (ordered[:count], ordered[-count:]))
        return self.language.sentences(
            self.language.as_sentence(self.days(len(found))),
            say(
                "Where {one} is in its lowest third, {two} is {value} in the middle.",
                one=one.label,
                two=two.label,
                value=self._middle(two, low),
            ),
            say(
                "Where {one} is in its highest third, {two} is {value} in the middle.",
                one=one.label,
                two=two.label,
                value=self._middle(two, high),
            ),
        )
