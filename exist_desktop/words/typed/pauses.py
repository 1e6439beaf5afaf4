"""The texts of pauses: which days, of what, and why typed days make no pause."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language
from exist_desktop.words.typed.days import TypedDays

AHEAD = timedelta(days=180)
"""A day that is typed without a year is at most this far ahead of today, or of the first day."""


class PauseError(ValueError):
    """The typed days make no pause; the argument is a sentence that says why."""


class PauseWords(Struct, frozen=True):
    """Puts pauses into words, and typed days into pauses."""

    language: Language
    today: date

    @property
    def _days(self) -> DayWords:
        return DayWords(self.language, self.today)

    def day(self, day: date) -> str:
        """Returns a day as it is typed, `21 Nov`."""
        return self._days.brief(day)

    def shown(self, pause: Pause, attribute: Attribute) -> str:
        """Returns the days of a pause, `2 Nov to 9 Nov · all attributes`."""
        say, first = self.language.say, self.day(pause.first)
        if pause.last is None:
            days = say("from {first} until further notice", first=first)
        elif pause.last == pause.first:
            days = first
        else:
            days = say("{first} to {last}", first=first, last=self.day(pause.last))
        return self.language.facts(days, self.scope(pause.attribute, attribute))

    def scope(self, name: str | None, attribute: Attribute) -> str:
        """Returns what is paused: the attribute, or all of them if `name` is None."""
        return self.language.say("all attributes") if name is None else " ".join(attribute.label.split())

    def pause(self, first: str, last: str, attribute: str | None) -> Pause:
        """Returns the pause of the typed days; without a last one it is until further notice. Raises `PauseError`."""
        begins = self._day(first, self.today + AHEAD)
        ends = self._day(last, begins + AHEAD) if last.strip() else None
        if ends is not None and ends < begins:
            raise PauseError(self.language.say("The last day is before the first one."))
        return Pause(begins, ends, attribute)

    def _day(self, typed: str, latest: date) -> date:
        days = TypedDays(self.language, self.today).meant_near(typed, latest)
        if len(days) == 1:
            return days[0]
        if days:
            raise PauseError(self.language.say("“{typed}” may be several days. Please name the month.", typed=typed))
        example = self.day(self.today)
        raise PauseError(self.language.say("“{typed}” is no day. Write it as {example}.", typed=typed, example=example))
