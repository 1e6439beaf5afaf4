"""A week in words: what was, day by day and attribute by attribute, without judging it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from msgspec import Struct

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.findings.week import UnusualDay, Week
from exist_desktop.domain.statistics.correlations import Insight
from exist_desktop.domain.statistics.series import Measure, measure_of, off_axis
from exist_desktop.words.averages import presentable
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

LONGEST = 280
"""A longer note is cut; all of it is on its day."""


class WeekWords(Struct, frozen=True):
    """Puts a week into sentences. `attributes` are those of the account, by name."""

    language: Language
    attributes: Mapping[str, Attribute]

    def sentences(self, week: Week, insights: Sequence[Insight]) -> tuple[str, ...]:
        """Returns what can be said of the week, each line whole by itself."""
        return (
            *self._moods(week),
            *(self._unusual(found) for found in week.unusual),
            *(
                self.language.ngettext(
                    "1 day in a row: {label}", "{n} days in a row: {label}", found.days, label=found.attribute.label
                )
                for found in week.streaks
            ),
            *self._note(week),
            *(insight.text for insight in insights),
        )

    def _moods(self, week: Week) -> tuple[str, ...]:
        if MOOD not in self.attributes or not any(mood is not None for mood in week.moods):
            return ()
        attribute, formats = self.attributes[MOOD], self.language.formats
        days = [
            self.language.say(
                "{weekday} {value}",
                weekday=formats.weekday(week.first + timedelta(days=n)),
                value=Values(self.language).shown(attribute, presentable(attribute, mood)),
            )
            for n, mood in enumerate(week.moods)
            if mood is not None
        ]
        return (self.language.say("{label}: {days}", label=attribute.label, days=self.language.listed(days)),)

    def _unusual(self, found: UnusualDay) -> str:
        attribute, values = found.attribute, Values(self.language)
        usual = off_axis(found.usual, attribute)
        if measure_of(attribute) is Measure.CLOCK:
            usual = round(usual)
        return self.language.say(
            "{weekday}: {label} {value}, usually {usual} on that weekday",
            weekday=self.language.formats.weekday(found.day),
            label=attribute.label,
            value=values.shown(attribute, presentable(attribute, found.value)),
            usual=values.shown(attribute, presentable(attribute, usual)),
        )

    def _note(self, week: Week) -> tuple[str, ...]:
        if week.note is None:
            return ()
        day, text = week.note
        line = " ".join(text.split())
        shown = line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
        weekday = self.language.formats.weekday(day)
        return (self.language.say("The longest note, {weekday}: “{note}”", weekday=weekday, note=shown),)
