"""The texts of the Find page: days, results, and the days that a typed text may mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.text.search import ArchivedDay, DayEntry, DayFigure, Found, MoodMean, Search
from exist_desktop.domain.values import NotRead
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.archive import from_archive
from exist_desktop.words.typed.days import TypedDays
from exist_desktop.words.values import Values


@dataclass(frozen=True)
class FindWords:
    """Puts days, hits and counts into words; the year of `today` is left out."""

    language: Language
    today: date

    @property
    def days(self) -> DayWords:
        """The formats of days."""
        return DayWords(self.language, self.today)

    def day(self, day: date) -> str:
        """Returns the day of a row, `Sat 21 Nov`, with its year where it is not this one."""
        weekday = self.language.formats.short_weekday(day)
        return self.language.say("{weekday} {day}", weekday=weekday, day=self.days.brief(day))

    def heading(self, found: Found, search: Search) -> str:
        """Returns how many days were found."""
        count, text = len(found.days), search.text.strip()
        if not search.terms:
            return self.language.ngettext("1 day", "{n} days", count)
        return self.language.ngettext("1 day with ‘{text}’", "{n} days with ‘{text}’", count, text=text)

    def moods(self, found: Found) -> str:
        """Returns the moods of the days that were found and of the others; empty if either is unknown."""
        if found.on is None or found.off is None:
            return ""
        return self.language.say(
            "Mood on these days {on}, on the others {off}", on=self._mean(found.on), off=self._mean(found.off)
        )

    def _mean(self, mean: MoodMean) -> str:
        step = self.language.formats.decimal(round(mean.step, 1))
        return self.language.ngettext("{step} (1 day)", "{step} ({n} days)", mean.days, step=step)

    def nothing(self, found: Found, search: Search) -> str:
        """Returns the text for a search without results."""
        if found.first is None:
            return self.language.say("Your days appear here as soon as Exist has been read for the first time.")
        if search.terms:
            return self.language.say("No day with ‘{text}’.", text=search.text.strip())
        return self.language.say("No day is left by these filters.")

    def limits(self, found: Found) -> str:
        """Returns how far back the days on this computer reach, and whether some of them are not known."""
        if found.first is None:
            return ""
        first = self._whole_day(found.first)
        if found.whole:
            return self.language.say("The days on this computer begin with {day}.", day=first)
        return self.language.say(
            "The days on this computer begin with {day}. Some of them were not read yet and are not searched.",
            day=first,
        )

    def _whole_day(self, day: date) -> str:
        return self.language.formats.short_date(day)

    def month(self, month: date, count: int) -> str:
        """Returns a month and its number of days, beside its bar and above its rows."""
        return self.language.ngettext(
            "{month}: 1 day", "{month}: {n} days", count, month=self.language.formats.month(month)
        )

    def months(self, months: Mapping[date, int]) -> str:
        """Returns the chart of the months as a sentence."""
        if not months:
            return ""
        most = max(months, key=lambda month: (months[month], month))
        if len(months) == 1:
            return self.month(most, months[most])
        return self.language.say(
            "Days per month from {first} to {last}; most in {most}",
            first=self.language.formats.month(min(months)),
            last=self.language.formats.month(max(months)),
            most=self.month(most, months[most]),
        )

    def mood(self, entry: DayEntry) -> str:
        """Returns the mood of a day for people who do not see its face; empty if it has none."""
        return "" if entry.step is None or isinstance(entry.step, NotRead) else self._mood(entry.step)

    def archived_mood(self, archived: ArchivedDay) -> str:
        """Returns the mood that an archive has of a day; empty if it has none. A face is shown for moods of Exist's."""
        return "" if archived.step is None else self._mood(archived.step)

    def source(self, archived: ArchivedDay) -> str:
        """Returns where the texts above are from."""
        return from_archive(self.language, archived.made)

    def _mood(self, step: float) -> str:
        low = int(step)
        if step == low:
            return self.language.say("Mood {step}, {name}", step=low, name=Values(self.language).mood_name(low))
        return self.language.say("Mood between {low} and {high}", low=low, high=low + 1)

    def figure(self, figure: DayFigure) -> str:
        """Returns the text of a figure beside a day."""
        shown = Values(self.language).shown(figure.attribute, figure.value)
        return self.language.say("{label} {value}", label=figure.attribute.label, value=shown)

    def labelled(self, attribute: Attribute, text: str) -> str:
        """Returns a text that is not a note, after the name of its attribute."""
        return self.language.say("{label}: {text}", label=attribute.label, text=text)

    def state(self, entry: DayEntry) -> str:
        """Returns the text in place of a note if a day has nothing to show."""
        if not entry.read:
            return self.language.say("Not read yet") if entry.archived is None else ""
        return self.language.say("Nothing entered") if entry.is_empty else ""

    def row(self, entry: DayEntry) -> str:
        """Returns the accessible name of a row: all that it shows, on one line."""
        parts = [self.day(entry.day), self.mood(entry), *(passage.text for passage in entry.passages)]
        parts += [tag.attribute.label for tag in entry.tags]
        parts += [self.figure(figure) for figure in entry.figures]
        if archived := entry.archived:
            parts += [passage.text for passage in archived.passages]
            parts += [self.archived_mood(archived), *(tag.attribute.label for tag in archived.tags)]
            parts.append(self.source(archived))
        return self.language.listed(" ".join(part.split()) for part in (*parts, self.state(entry)))

    def offer(self, day: date) -> str:
        """Returns the text of the button that opens a typed day."""
        return self.language.say("Open {day}", day=self.days.long(day))

    def offer_history(self, attribute: Attribute) -> str:
        """Returns the text of the button that opens the history of an attribute."""
        return self.language.say("{label} in History", label=" ".join(attribute.label.split()))

    def days_meant(self, text: str) -> tuple[date, ...]:
        """Returns the days up to today that a text may mean, if it is a day and nothing else."""
        return self._typed.meant(text)

    @cached_property
    def _typed(self) -> TypedDays:
        return TypedDays(self.language, self.today)
