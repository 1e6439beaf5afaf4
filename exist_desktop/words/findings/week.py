"""A week in words: what was, day by day and attribute by attribute, without judging it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.findings.week import UnusualDay, Week
from exist_desktop.domain.statistics.correlations import Insight
from exist_desktop.domain.statistics.series import Measure, measure_of, off_axis
from exist_desktop.domain.values import Value
from exist_desktop.words.averages import presentable
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

LONGEST = 280
"""A longer note is cut; all of it is on its day."""


class WeekWords(Struct, frozen=True):
    """Puts a week into sentences. `attributes` are those of the account, by name."""

    language: Language
    attributes: Mapping[str, Attribute]

    def title(self, week: Week, today: date) -> str:
        """Returns its days, `16 Nov to 22 Nov`."""
        days = DayWords(self.language, today)
        return self.language.say("{first} to {last}", first=days.brief(week.first), last=days.brief(week.last))

    @property
    def nothing(self) -> str:
        """What is said if there is no sentence."""
        return self.language.say("Nothing is known of this week.")

    def sentences(self, week: Week, insights: Sequence[Insight]) -> tuple[str, ...]:
        """Returns what can be said of the week, each line whole by itself."""
        return (*self._moods(week), *self.facts(week), *(insight.text for insight in insights))

    def facts(self, week: Week) -> tuple[str, ...]:
        """Returns what was unusual, the streaks that go on, and the longest note."""
        return (
            *filter(None, map(self._unusual, week.unusual)),
            *(
                self.language.ngettext(
                    "1 day in a row: {label}", "{n} days in a row: {label}", found.days, label=found.attribute.label
                )
                for found in week.streaks
            ),
            *self._note(week),
        )

    def mood_of_day(self, week: Week, day: date) -> str:
        """Returns a day with its mood, or that it has none."""
        mood, attribute = week.moods[(day - week.first).days], self.attributes.get(MOOD)
        shown = None if mood is None or attribute is None else presentable(attribute, mood)
        value = self.language.pgettext("value", "none") if attribute is None else self._shown(attribute, shown)
        return self.language.say("{day}: {value}", day=DayWords(self.language, day).long(day), value=value)

    def _shown(self, attribute: Attribute, value: Value | None) -> str:
        return Values(self.language).shown(attribute, value)

    def _moods(self, week: Week) -> tuple[str, ...]:
        if MOOD not in self.attributes or not any(mood is not None for mood in week.moods):
            return ()
        attribute, formats = self.attributes[MOOD], self.language.formats
        days = [
            self.language.say(
                "{weekday} {value}",
                weekday=formats.weekday(day),
                value=self._shown(attribute, presentable(attribute, mood)),
            )
            for day, mood in zip(week.days, week.moods, strict=True)
            if mood is not None
        ]
        return (self.language.say("{label}: {days}", label=attribute.label, days=self.language.listed(days)),)

    def _unusual(self, found: UnusualDay) -> str:
        """Returns an unusual value beside the usual one; empty if both read the same in the digits that are shown."""
        attribute = found.attribute
        usual = off_axis(found.usual, attribute)
        if measure_of(attribute) is Measure.CLOCK:
            usual = round(usual)
        value, before = (self._shown(attribute, presentable(attribute, one)) for one in (found.value, usual))
        if value == before:
            return ""
        return self.language.say(
            "{weekday}: {label} {value}, usually {usual} on that weekday",
            weekday=self.language.formats.weekday(found.day),
            label=attribute.label,
            value=value,
            usual=before,
        )

    def _note(self, week: Week) -> tuple[str, ...]:
        if week.note is None:
            return ()
        day, text = week.note
        line = " ".join(text.split())
        shown = line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
        weekday = self.language.formats.weekday(day)
        return (self.language.say("The longest note, {weekday}: “{note}”", weekday=weekday, note=shown),)
