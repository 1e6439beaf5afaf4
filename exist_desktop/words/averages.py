"""A tile's comparison of a value with its average: "92% of a usual Sunday", "35 min earlier than usual"."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.statistics.averages import FEW, AverageComparison, ComparisonKind, UsualValue, compare
from exist_desktop.domain.value_types import Form
from exist_desktop.domain.values import Seen, Value
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import N_, Language, Sentence
from exist_desktop.words.values import Values

DIFFERENCES: dict[ComparisonKind, tuple[Sentence, Sentence]] = {
    ComparisonKind.FEWER: (N_("{n} fewer than usual"), N_("{n} fewer")),
    ComparisonKind.MORE: (N_("{n} more than usual"), N_("{n} more")),
    ComparisonKind.EARLIER: (N_("{n} earlier than usual"), N_("{n} earlier")),
    ComparisonKind.LATER: (N_("{n} later than usual"), N_("{n} later")),
    ComparisonKind.LOWER: (N_("{n} lower than usual"), N_("{n} lower")),
    ComparisonKind.HIGHER: (N_("{n} higher than usual"), N_("{n} higher")),
}
"""A long and a short form."""


class AverageWords(Struct, frozen=True):
    """Puts comparisons into words, each at several lengths, the longest first."""

    language: Language

    def captions(self, attribute: Attribute, value: Seen, usual: UsualValue) -> tuple[str, ...]:
        """Returns what is shown below the value, the longest form first; empty if the type has no comparison."""
        comparison = compare(attribute, value, usual)
        if comparison is None:
            return ()
        say = self.language.say
        match comparison.kind:
            case ComparisonKind.AS_USUAL:
                return (say("as usual"),)
            case ComparisonKind.SHARE:
                return self._share(comparison, usual)
            case ComparisonKind.ABOVE:
                above = self._percent((comparison.share or 1) - 1)
                return say("{percent} above usual", percent=above), say("{percent} above", percent=above)
            case ComparisonKind.USUALLY:
                return self._usually(attribute, usual)
            case kind:
                n = self._difference(attribute, comparison)
                return tuple(self.language.say_marked(sentence, n=n) for sentence in DIFFERENCES[kind])

    def made(self, usual: UsualValue) -> str:
        """Returns of which week the average is; empty if that is not known."""
        if usual.made is None:
            return ""
        day = DayWords(self.language, usual.day or usual.made).brief(usual.made)
        return self.language.say("average of the week of {day}", day=day)

    def _share(self, comparison: AverageComparison, usual: UsualValue) -> tuple[str, ...]:
        say, percent = self.language.say, self._percent(comparison.share or 0)
        short = say("{percent} of usual", percent=percent)
        if usual.day is None:
            return (short,)
        weekday = self.language.formats.weekday(usual.day)
        return say("{percent} of a usual {weekday}", percent=percent, weekday=weekday), short

    def _usually(self, attribute: Attribute, usual: UsualValue) -> tuple[str, ...]:
        say, value = self.language.say, Values(self.language).shown(attribute, presentable(attribute, usual.value))
        short = say("usually {value}", value=value)
        if usual.day is None:
            return (short,)
        weekday = self.language.formats.weekday(usual.day)
        return say("usually {value} on a {weekday}", value=value, weekday=weekday), short

    def _difference(self, attribute: Attribute, comparison: AverageComparison) -> str:
        values = Values(self.language)
        if attribute.value_type.rules.form is Form.TIME_OF_DAY:
            return values.duration(round(comparison.difference))
        return values.difference(attribute, presentable(attribute, comparison.difference))

    def _percent(self, share: float) -> str:
        return self.language.formats.percent(round(share, 2))


def presentable(attribute: Attribute, value: float) -> Value:
    """Returns an average in the displayed digits; it is a median, whose half matters only for small counts."""
    match attribute.value_type.rules.form:
        case Form.WHOLE_NUMBER | Form.STEP:
            return round(value, 1) if value < FEW and value % 1 else round(value)
        case Form.NUMBER:
            return round(value, 1)
        case Form.PERCENTAGE:
            return round(value, 2)
        case Form.DURATION | Form.TIME_OF_DAY | Form.YES_OR_NO | Form.TEXT | Form.UNKNOWN:
            return round(value)
        case form:
            assert_never(form)
