"""The texts of the History page: figures, days, trends, patterns, and the sentences that describe a chart."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import assert_never
from unicodedata import digit

from msgspec import Struct

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.statistics.figures import Extreme, Figures, Trend
from exist_desktop.domain.statistics.patterns import Part
from exist_desktop.domain.statistics.series import Measure, Series, measure_of
from exist_desktop.domain.statistics.span import Range
from exist_desktop.domain.statistics.streaks import Running, Streaks
from exist_desktop.domain.value_types import MINUTES_PER_DAY, EmptyDay, Form, ValueType
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.words.arranging.names import also_called
from exist_desktop.words.days import DayWords
from exist_desktop.words.days import weekday as day_name
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.archive import group_of
from exist_desktop.words.values import MINUS, Values

MANY = 100
"""Computed numbers, such as averages, are shown without decimals from here on."""


class Usual(Enum):
    """Where the usual values of weekdays come from."""

    UNKNOWN = auto()
    EXIST = auto()
    HERE = auto()
    """Computed on this computer."""


class Figure(Struct, frozen=True):
    """A figure: its label, the figure itself, and a remark beside it."""

    label: str
    figure: str
    beside: str = ""


class HistoryWords(Struct, frozen=True):
    """Puts the history of an attribute into words; numbers are those of the axis, days are ordinals."""

    language: Language
    today: int

    @property
    def days(self) -> DayWords:
        """The formats of days."""
        return DayWords(self.language, date.fromordinal(self.today))

    def range_name(self, chosen: Range) -> str:
        """Returns the name of a range."""
        say = self.language.say
        match chosen:
            case Range.WEEK:
                return say("Week")
            case Range.MONTH:
                return say("Month")
            case Range.FOUR_MONTHS:
                return say("Four months")
            case Range.YEAR:
                return say("Year")
            case Range.ALL:
                return say("All")

    def source(self, attribute: Attribute) -> str:
        """Returns the attribute's group, who fills it, and what Exist calls it, `Activity · from Google Fit`."""
        source = group_of(self.language, attribute)
        if attribute.service is not None and not attribute.owned:
            source = self.language.say("{group} · from {service}", group=source, service=attribute.service.label)
        return self.language.facts(source, also_called(self.language, attribute))

    def number(self, attribute: Attribute, number: float) -> str:
        """Returns a number of the axis with its unit; computed numbers have only as many digits as matter."""
        return self.language.measured(self.bare(attribute, number), self.unit(attribute))

    def unit(self, attribute: Attribute) -> str:
        """Returns the unit of the axis; empty if the numbers include it."""
        return self.language.units().name(attribute.unit) if attribute.unit else ""

    def bare(self, attribute: Attribute, number: float) -> str:
        """Returns a number of the axis without its unit."""
        formats = self.language.formats
        match measure_of(attribute):
            case Measure.CLOCK:
                return formats.clock(round(number) % MINUTES_PER_DAY)
            case Measure.YES_NO:
                return formats.percent(round(number, 2))
            case Measure.SCALE:
                return formats.decimal(round(number, 1))
            case Measure.LEVEL if attribute.value_type.rules.form is Form.PERCENTAGE:
                return formats.percent(number)
            case Measure.AMOUNT | Measure.LEVEL if attribute.value_type.rules.form is Form.DURATION:
                minutes = Values(self.language).duration(round(abs(number)))
                return f"{MINUS}{minutes}" if number <= -0.5 else minutes
            case Measure.AMOUNT | Measure.LEVEL | Measure.WORDS:
                return formats.integer(round(number)) if abs(number) >= MANY else formats.precise(number)
            case measure:
                assert_never(measure)

    def mark(self, attribute: Attribute, number: float) -> str:
        """Returns the label of a line of the axis."""
        if measure_of(attribute) is Measure.YES_NO:
            return self.language.pgettext("value", "yes") if number else self.language.pgettext("value", "no")
        if measure_of(attribute) is Measure.WORDS:
            return ""
        return self.bare(attribute, number)

    def value(self, attribute: Attribute, raw: Series, day: int) -> str:
        """Returns the value of a day as Exist stores it; `raw` is the series before any conversion."""
        return Values(self.language).shown(attribute, seen(raw, attribute, day))

    def day_value(self, attribute: Attribute, raw: Series, day: int) -> str:
        """Returns a day with its value, `Saturday 21 Nov: 8,412`."""
        shown = self.days.short(date.fromordinal(day))
        return self.language.say("{day}: {value}", day=shown, value=self.value(attribute, raw, day))

    def compared(self, attribute: Attribute, average: float | None, usual: float | None, days: int) -> str:
        """Returns the rolling average of the `days` up to a day, and Exist's average of its weekday."""
        said = []
        if average is not None:
            said.append(self.language.say("average of {n} days {value}", n=days, value=self.number(attribute, average)))
        if usual is not None:
            said.append(self.language.say("usually {value}", value=self.number(attribute, usual)))
        return self.language.facts(*said)

    def figures(self, attribute: Attribute, found: Figures) -> tuple[Figure, ...]:
        """Returns the figures of the visible days."""
        say, measure = self.language.say, measure_of(attribute)
        first = say("days with yes") if measure is Measure.YES_NO else say("days with data")
        told = [Figure(first, self.share_of_days(found), self._unread(found))]
        if found.average is None:
            return tuple(told)
        told.insert(0, Figure(say("average"), self.number(attribute, found.average)))
        if found.median is not None:
            told.insert(1, Figure(say("median"), self.number(attribute, found.median)))
        if found.highest is not None and found.lowest is not None:
            high, low = self._ends(measure)
            told[2:2] = [self._extreme(attribute, high, found.highest), self._extreme(attribute, low, found.lowest)]
        if found.total is not None and measure is Measure.AMOUNT:
            told.append(Figure(say("total"), self.number(attribute, found.total)))
        return tuple(told)

    def _ends(self, measure: Measure) -> tuple[str, str]:
        say = self.language.say
        if measure is Measure.CLOCK:
            return say("latest day"), say("earliest day")
        if measure is Measure.SCALE:
            return say("best day"), say("worst day")
        return say("highest day"), say("lowest day")

    def _extreme(self, attribute: Attribute, label: str, found: Extreme) -> Figure:
        return Figure(label, self.number(attribute, found.number), self.days.brief(date.fromordinal(found.day)))

    def share_of_days(self, found: Figures) -> str:
        """Returns `118 of 121`."""
        integer = self.language.formats.integer
        return self.language.say("{n} of {all}", n=integer(found.given), all=integer(found.days))

    def _unread(self, found: Figures) -> str:
        unread = found.days - found.read
        return self.language.ngettext("1 day not read yet", "{n} days not read yet", unread) if unread else ""

    def trend(self, attribute: Attribute, found: Trend) -> Figure:
        """Returns the comparison of the last days with those before."""
        label = self.language.say("trend, {n} days", n=self.language.formats.integer(found.days))
        return Figure(label, self._difference(attribute, found))

    def _difference(self, attribute: Attribute, found: Trend) -> str:
        formats, measure = self.language.formats, measure_of(attribute)
        if measure is Measure.AMOUNT and found.share is not None:
            shown = formats.percent(round(abs(found.share), 2))
        elif measure is Measure.CLOCK:
            shown = Values(self.language).duration(round(abs(found.difference)))
        elif measure is Measure.YES_NO or attribute.value_type is ValueType.PERCENTAGE:
            shown = formats.percent(round(abs(found.difference), 3))
        else:
            shown = self.number(attribute, abs(found.difference))
        if not any(digit(letter, 0) for letter in shown):
            return self.language.say("no change")
        return ("+" if found.difference >= 0 else MINUS) + shown

    def streaks(self, found: Streaks) -> tuple[Figure, ...]:
        """Returns the streaks and the last time. A streak that has ended is not mentioned."""
        say, ngettext = self.language.say, self.language.ngettext
        if found.last is None:
            return ()
        beside, longest = self._recently(found), ngettext("1 day", "{n} days", found.longest)
        told = [Figure(say("longest in a row"), longest, "" if found.now else beside)]
        if found.now:
            now = ngettext("1 day", "{n} days", found.now)
            told.insert(0, Figure(say("in a row now"), now, self.language.facts(self._paused(found), beside)))
        last = Figure(say("last time"), self.days.brief(date.fromordinal(found.last)), self.ago(found.last))
        return (*told, last)

    def _recently(self, found: Running) -> str:
        ngettext = self.language.ngettext
        recently = ngettext("1 of the last 30 days", "{n} of the last 30 days", found.recently)
        paused = ngettext("1 day paused", "{n} days paused", found.paused) if found.paused else ""
        return self.language.facts(recently, paused)

    def running(self, attribute: Attribute, found: Running) -> str:
        """Returns a running streak, `5 days in a row: Walk · 21 of the last 30 days`."""
        ngettext, label = self.language.ngettext, " ".join(attribute.label.split())
        row = ngettext("1 day in a row: {label}", "{n} days in a row: {label}", found.now, label=label)
        return self.language.facts(row, self._paused(found), self._recently(found))

    def _paused(self, found: Running) -> str:
        return self.language.pgettext("streak", "paused now") if found.on_pause else ""

    def ago(self, day: int) -> str:
        """Returns how long ago a day is."""
        apart = self.today - day
        if apart <= 0:
            return self.language.say("today")
        return self.language.ngettext("1 day ago", "{n} days ago", apart)

    def legend(self, attribute: Attribute, days: int, usual: Usual, *, filled: bool, unread: bool) -> str:
        """Returns the legend of the chart; empty for texts, which have no chart."""
        if measure_of(attribute) is Measure.WORDS:
            return ""
        say = self.language.say
        parts = [say("Line: average of the {n} days up to each day.", n=days)]
        if usual is Usual.EXIST:
            parts.append(say("Short strokes: what Exist calls usual for the weekday."))
        elif usual is Usual.HERE:
            parts.append(say("Short strokes: the average of the weekday in the three months before, computed here."))
        if filled:
            parts.append(say("Days without a value count as zero."))
        if unread:
            parts.append(say("Hatched: not read yet."))
        parts.append(say("Today is pale until it is over."))
        return self.language.sentences(*parts)

    def usual_line(self, usual: Usual, weekday: int | None) -> str:
        """Returns what the thin line is: of which weekday, Monday is 0, or of all days, and who has computed it."""
        say = self.language.say
        if weekday is None:
            if usual is Usual.EXIST:
                return say("Thin line: what Exist called usual over all days at the time.")
            return say("Thin line: the average of all days in the three months before, computed here.")
        name = day_name(self.language, weekday)
        if usual is Usual.EXIST:
            return say("Thin line: what Exist called usual for a {weekday} at the time.", weekday=name)
        return say("Thin line: the average of each {weekday} in the three months before, computed here.", weekday=name)

    def usual_of(self, weekday: int | None) -> str:
        """Returns the name of a choice of days whose usual value is drawn."""
        return self.language.say("all days") if weekday is None else day_name(self.language, weekday)

    def second(self, other: Attribute) -> str:
        """Returns how the second attribute is drawn."""
        if measure_of(other) in (Measure.YES_NO, Measure.WORDS):
            return self.language.say("{label}: dots, with the axis on the right.", label=other.label)
        return self.language.say("{label}: dashed, with the axis on the right.", label=other.label)

    def pixels(self, attribute: Attribute) -> str:
        """Returns the legend of the year in pixels."""
        say = self.language.say
        if attribute.name == MOOD:
            return say("Orange is a low mood, blue a good one; point at a day or go there by arrow keys for its step.")
        if measure_of(attribute) in (Measure.YES_NO, Measure.WORDS):
            return say("Dark is a day with it; pale a day without.")
        return say("The darker, the more; point at a day or go there by arrow keys for its value.")

    def meaning(self, meaning: EmptyDay) -> str:
        """Returns what an empty day counts as."""
        if meaning is EmptyDay.ZERO:
            return self.language.say("zero while it was in use")
        return self.language.say("nothing")

    def summary(self, attribute: Attribute, found: Figures) -> str:
        """Returns the sentences that describe a chart, for people who do not see it."""
        say = self.language.say
        told = [say("{days} days have data.", days=self.share_of_days(found))]
        if found.average is not None:
            told.append(say("The average is {value}.", value=self.number(attribute, found.average)))
        if found.highest is not None:
            day = self.days.long(date.fromordinal(found.highest.day))
            value = self.number(attribute, found.highest.number)
            told.append(say("The highest is {value} on {day}.", value=value, day=day))
        told.append(say("Arrow keys go from day to day, Enter opens the day."))
        return self.language.sentences(*told)

    def with_trend(self, attribute: Attribute, name: str, last: Trend | None) -> str:
        """Returns the name of a chart, and its trend in a sentence; the name alone if there are too few days."""
        if last is None:
            return name
        return self.language.sentences(self.language.as_sentence(name), self._trend_sentence(attribute, last))

    def _trend_sentence(self, attribute: Attribute, found: Trend) -> str:
        now, before = self.number(attribute, found.now), self.number(attribute, found.before)
        n = self.language.formats.integer(found.days)
        return self.language.say(
            "In the last {n} days it was {now} on average, {before} in the {n} days before.",
            n=n,
            now=now,
            before=before,
        )

    def chart_name(self, attribute: Attribute, other: Attribute | None, span_first: int, span_last: int) -> str:
        """Returns the name of a chart, `Steps from 24 Jul to 22 Nov`; `other` is over the first attribute."""
        first, last = (self.days.brief(date.fromordinal(day)) for day in (span_first, span_last))
        if other is None:
            return self.language.say("{label} from {first} to {last}", label=attribute.label, first=first, last=last)
        return self.language.say(
            "{label} and {other} from {first} to {last}",
            label=attribute.label,
            other=other.label,
            first=first,
            last=last,
        )

    def pattern(self, attribute: Attribute, names: tuple[str, ...], parts: tuple[Part, ...]) -> str:
        """Returns a pattern in one sentence, `Monday 8,012, Tuesday none, …`."""
        say = self.language.say
        return self.language.listed(
            say("{name} {value}", name=name, value=self.part(attribute, part))
            for name, part in zip(names, parts, strict=True)
        )

    def part(self, attribute: Attribute, part: Part) -> str:
        """Returns the average of a weekday or month."""
        return self.language.pgettext("value", "none") if part.average is None else self.number(attribute, part.average)

    def months(self) -> tuple[str, ...]:
        """Returns the short names of the months."""
        return tuple(self.language.formats.short_month(date(2024, month, 1)) for month in range(1, 13))


def seen(raw: Series, attribute: Attribute, day: int) -> Seen:
    """Returns the known value of a day, in the form in which values are stored."""
    if not raw.is_read(day):
        return NOT_READ
    if day in raw.texts:
        return raw.texts[day]
    number = raw.at(day)
    if number != number:
        return None
    whole = attribute.value_type not in (ValueType.DECIMAL, ValueType.PERCENTAGE) and number == int(number)
    return int(number) if whole else number
