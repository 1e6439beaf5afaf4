"""Relations in words: on which days, how much, how strong, how certain. They go together; nothing is said of causes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.domain.statistics.series import Measure, measure_of, off_axis
from exist_desktop.domain.value_types import Form
from exist_desktop.words.averages import presentable
from exist_desktop.words.language import N_, Language, Sentence
from exist_desktop.words.values import Values

if TYPE_CHECKING:
    from exist_desktop.domain.relations.effect import Effect
    from exist_desktop.domain.relations.family import Findings, Relation

STRENGTHS: tuple[tuple[float, Sentence], ...] = (
    (0.5, N_("Very strong")),
    (0.35, N_("Strong")),
    (0.2, N_("Moderate")),
    (0.1, N_("Weak")),
    (0.0, N_("Hardly any")),
)
"""The words for a correlation, each from that size on."""
CERTAINTIES: tuple[tuple[float, Sentence], ...] = (
    (0.001, N_("almost certain")),
    (0.01, N_("very likely")),
    (0.05, N_("likely")),
    (1.0, N_("may well be chance")),
)
"""The words for a q, each up to that one."""
_DIFFERENCES: Mapping[Measure, tuple[Sentence, Sentence]] = {
    Measure.AMOUNT: (
        N_("{label} {amount} more, {low} to {high}; {on} days and {off} others"),
        N_("{label} {amount} less, {low} to {high}; {on} days and {off} others"),
    ),
    Measure.CLOCK: (
        N_("{label} {amount} later, {low} to {high}; {on} days and {off} others"),
        N_("{label} {amount} earlier, {low} to {high}; {on} days and {off} others"),
    ),
    Measure.YES_NO: (
        N_("{label} on {amount} more of the days, {low} to {high}; {on} days and {off} others"),
        N_("{label} on {amount} less of the days, {low} to {high}; {on} days and {off} others"),
    ),
}
"""How much more and how much less; levels and scales as amounts."""
NO_CAUSE = N_("Going together does not mean that one causes the other.")


class RelationWords(Struct, frozen=True):
    """Puts relations into words; `attributes` are those of the account, by name."""

    language: Language
    attributes: Mapping[str, Attribute]

    def text(self, found: Relation) -> str:
        """Returns what goes together, in the units of the attribute if that was measured."""
        if found.effect is None:
            return self.plain(found, found.evidence.rho)
        return self.language.say(
            "{days}: {difference}",
            days=self._days(found, found.effect).removesuffix("."),  # of a label that ends with a full stop
            difference=self._difference(found.effect),
        )

    def strength(self, rho: float) -> str:
        """Returns the word for the size of a correlation."""
        return self.language.say_marked(next(words for least, words in STRENGTHS if abs(rho) >= least))

    def figures(self, found: Relation) -> str:
        """Returns how strong and how certain it is, and what it rests on."""
        certainty = next(words for most, words in CERTAINTIES if found.q <= most)
        language, worth = self.language, round(found.evidence.effective_days)
        return language.facts(
            self.strength(found.evidence.rho),
            language.say_marked(certainty),
            language.ngettext("1 day", "{n} days", found.evidence.days),
            language.ngettext("worth about 1 independent one", "worth about {n} independent ones", worth),
        )

    def warnings(self, found: Relation) -> tuple[str, ...]:
        """Returns the plain reasons that there may be."""
        say = self.language.say
        return (
            *((say("Both measure the same thing."),) if found.same_measure else ()),
            *((say("Both follow the week."),) if found.both_weekly else ()),
        )

    def looked_at(self, found: Findings) -> str:
        """Returns how much was looked through, and what chance alone would bring."""
        language = self.language
        if not found.tests:
            return language.sentences(
                language.say(
                    "Too little can be compared yet: 30 common days are needed, and on 8 another value than usual."
                ),
                language.say("Texts are not compared, nor what the weekday alone decides."),
            )
        tests = language.ngettext("1 comparison was made.", "{n} comparisons were made.", found.tests)
        chance = language.ngettext(
            "Chance alone would bring about 1 of them; that is allowed for.",
            "Chance alone would bring about {n} of them; that is allowed for.",
            round(found.by_chance),
        )
        return language.sentences(tests, chance if round(found.by_chance) else "")

    def plain(self, found: Relation | Correlation, rho: float) -> str:
        """Returns what goes together, without how much."""
        one, two = (self._label(name) for name in (found.attribute, found.attribute2))
        say, ngettext, later = self.language.say, self.language.ngettext, found.days_later
        if rho >= 0:
            if not later:
                return say("More {one} goes together with more {two}", one=one, two=two)
            return ngettext(
                "More {one} goes together with more {two} the day after",
                "More {one} goes together with more {two} {n} days later",
                later,
                one=one,
                two=two,
            )
        if not later:
            return say("More {one} goes together with less {two}", one=one, two=two)
        return ngettext(
            "More {one} goes together with less {two} the day after",
            "More {one} goes together with less {two} {n} days later",
            later,
            one=one,
            two=two,
        )

    def _days(self, found: Relation, effect: Effect) -> str:
        """Returns the days on which it is higher or lower."""
        say, ngettext, later = self.language.say, self.language.ngettext, found.days_later
        label = self._label(effect.by)
        if effect.threshold is not None:
            return self._upper_days(self.attributes[effect.by], effect.threshold, later)
        if not later:
            return say("On days with {label}", label=label)
        if effect.by == found.attribute:
            return ngettext("The day after {label}", "{n} days after {label}", later, label=label)
        return ngettext("The day before {label}", "{n} days before {label}", later, label=label)

    def _upper_days(self, attribute: Attribute, threshold: float, later: int) -> str:
        """Returns the days from a value on, or so many days after them."""
        say, ngettext, label = self.language.say, self.language.ngettext, attribute.label
        if measure_of(attribute) is Measure.CLOCK:
            time = Values(self.language).shown(attribute, round(off_axis(threshold, attribute)))
            if not later:
                return say("On days with {label} at {time} or later", label=label, time=time)
            return ngettext(
                "The day after {label} at {time} or later",
                "{n} days after {label} at {time} or later",
                later,
                label=label,
                time=time,
            )
        value = Values(self.language).shown(attribute, presentable(attribute, threshold))
        if not later:
            return say("On days with {label} of {value} or more", label=label, value=value)
        return ngettext(
            "The day after {label} of {value} or more",
            "{n} days after {label} of {value} or more",
            later,
            label=label,
            value=value,
        )

    def _difference(self, effect: Effect) -> str:
        attribute, say = self.attributes[effect.measured], self.language.say
        amounts = [self._amount(attribute, abs(number)) for number in (effect.difference, effect.low, effect.high)]
        if effect.low < 0 < effect.high or amounts[0] == self._amount(attribute, 0):
            return say("{label} about as usual", label=attribute.label)
        smaller, larger = amounts[1:] if effect.difference > 0 else amounts[:0:-1]
        sentences = _DIFFERENCES.get(measure_of(attribute), _DIFFERENCES[Measure.AMOUNT])
        formats = self.language.formats
        return self.language.say_marked(
            sentences[effect.difference < 0],
            label=attribute.label,
            amount=amounts[0],
            low=smaller,
            high=larger,
            on=formats.integer(effect.on),
            off=formats.integer(effect.off),
        )

    def _amount(self, attribute: Attribute, number: float) -> str:
        values = Values(self.language)
        if (small := values.small_difference(attribute, number)) is not None:
            return small
        match attribute.value_type.rules.form:
            case Form.YES_OR_NO:
                return self.language.formats.percent(round(number, 2))
            case Form.TIME_OF_DAY | Form.DURATION:
                return values.duration(round(number))
            case Form.WHOLE_NUMBER | Form.NUMBER | Form.PERCENTAGE | Form.STEP | Form.TEXT | Form.UNKNOWN:
                return values.difference(attribute, presentable(attribute, number))
            case form:
                assert_never(form)

    def _label(self, name: str) -> str:
        attribute = self.attributes.get(name)
        return name if attribute is None else attribute.label
