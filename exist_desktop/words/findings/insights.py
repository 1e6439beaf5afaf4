"""The texts of Insights: periods, headings of days, and what is shown below each sentence of Exist's."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.statistics.correlations import Insight, InsightSpan
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language


class InsightWords(Struct, frozen=True):
    """Puts what is around Exist's sentences into words; the sentences are shown as Exist wrote them."""

    language: Language
    today: date

    def period(self, priority: int) -> str:
        """Returns the time that an insight is about; empty for one that is not known."""
        say = self.language.say
        match priority:
            case InsightSpan.NOW:
                return say("Real time")
            case InsightSpan.DAY:
                return self.language.pgettext("an insight of a", "Day")
            case InsightSpan.WEEK:
                return self.language.pgettext("an insight of a", "Week")
            case InsightSpan.MONTH:
                return self.language.pgettext("an insight of a", "Month")
            case _:
                return ""

    def filter_name(self, span: InsightSpan | None) -> str:
        """Returns the name of a filter; of all insights for None."""
        say = self.language.say
        match span:
            case None:
                return say("All insights")
            case InsightSpan.NOW:
                return say("Real time")
            case InsightSpan.DAY:
                return say("Day insights")
            case InsightSpan.WEEK:
                return say("Week insights")
            case InsightSpan.MONTH:
                return say("Month insights")

    def heading(self, priority: int, day: date) -> str:
        """Returns the heading over the insights of one day, week or month that were made on that day."""
        say, shown = self.language.say, DayWords(self.language, self.today).long(day)
        match priority:
            case InsightSpan.WEEK:
                return say("Week insights of {day}", day=shown)
            case InsightSpan.MONTH:
                return say("Month insights of {day}", day=shown)
            case _:
                return say("Today, {day}", day=shown) if day == self.today else shown

    def facts(self, insight: Insight, attribute: Attribute | None) -> str:
        """Returns group, period and attribute."""
        if attribute is None:
            return self.period(insight.priority)
        return self.language.facts(attribute.group.label, self.period(insight.priority), attribute.label)
