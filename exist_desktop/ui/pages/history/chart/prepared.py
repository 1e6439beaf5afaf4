"""An attribute prepared for display: its days in the unit of the axis, with the meaning of empty days applied."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import assert_never

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.statistics.axis import Axis, Steps, axis_of
from exist_desktop.domain.statistics.correlations import Average
from exist_desktop.domain.statistics.figures import TREND_DAYS, Trend, trend
from exist_desktop.domain.statistics.patterns import rolling
from exist_desktop.domain.statistics.pauses import Pause, periods
from exist_desktop.domain.statistics.series import (
    AS_KEPT,
    NONE,
    Conversion,
    Measure,
    Series,
    measure_of,
    on_axis,
    series_of,
    with_meaning,
)
from exist_desktop.domain.statistics.span import Span
from exist_desktop.domain.statistics.streaks import Streaks, streaks
from exist_desktop.domain.statistics.usual_history import UsualByExist, UsualHistory, always, computed
from exist_desktop.domain.units import Units
from exist_desktop.domain.value_types import MINUTES_PER_DAY, EmptyDay, Form, ValueType
from exist_desktop.store.reading.whole_series import WholeSeries
from exist_desktop.words.pages.history import Usual

SHORT, LONG = 7, 30
"""Days of the rolling average for spans up to a month, and for longer ones."""
SHORT_UNTIL = 45.0
NINE_AS_FIVE = Conversion(0.5, 0.5)
"""The five faces are 1, 3, 5, 7 and 9; see `domain/mood.py`."""


@dataclass(frozen=True)
class Prepared:
    """One attribute as it is drawn. `by_exist` is what Exist calls usual, `pauses` are those of its streaks."""

    attribute: Attribute
    raw: Series
    series: Series
    by_exist: UsualByExist
    today: int
    pauses: tuple[Pause, ...] = ()
    conversion: Conversion = AS_KEPT

    @property
    def measure(self) -> Measure:
        """What the numbers mean."""
        return measure_of(self.attribute)

    @cached_property
    def streaks(self) -> Streaks:
        """The streaks of days."""
        return streaks(self.series, self.today, periods(self.pauses, self.attribute.name), measure=self.measure)

    @cached_property
    def trends(self) -> tuple[Trend, ...]:
        """The last days compared with those before, as far as there are enough."""
        if self.measure is Measure.WORDS:
            return ()
        found = (trend(self.series, days, self.today) for days in TREND_DAYS)
        return tuple(one for one in found if one is not None)

    def make_ready(self) -> None:
        """Computes the figures of all days, which are kept."""
        _ = self.streaks, self.trends

    @cached_property
    def _short(self) -> array[float]:
        return rolling(self.series, SHORT, self.today)

    @cached_property
    def _long(self) -> array[float]:
        return rolling(self.series, LONG, self.today)

    def rolling(self, days: int) -> array[float]:
        """Returns the rolling average over `SHORT` or `LONG` days."""
        return self._short if days == SHORT else self._long

    def average_at(self, day: int, days: int) -> float | None:
        """Returns the rolling average of a day; None if there is none."""
        index, numbers = day - self.series.first, self.rolling(days)
        number = numbers[index] if 0 <= index < len(numbers) else NONE
        return number if number == number else None

    @property
    def usual(self) -> Usual:
        """Where the usual values come from."""
        if self.measure in (Measure.WORDS, Measure.YES_NO):
            return Usual.UNKNOWN
        return Usual.EXIST if self.by_exist.is_known else Usual.HERE

    @cached_property
    def usual_history(self) -> UsualHistory:
        """What was usual in each week; computed here if Exist says nothing."""
        return computed(self.series, self.today) if self.usual is Usual.HERE else self.by_exist

    def usual_at(self, day: int) -> float | None:
        """Returns what was usual for the day's weekday then; None if it is unknown."""
        number = self.usual_history.at(day, (day - 1) % 7)
        return number if number == number else None

    def usual_line(self, place: int) -> array[float]:
        """Returns what was usual on each day of the series, for a weekday or over `ALL_DAYS`."""
        if place not in self._lines:
            self._lines[place] = self.usual_history.line(self.series.first, len(self.series.numbers), place)
        return self._lines[place]

    @cached_property
    def _lines(self) -> dict[int, array[float]]:
        return {}

    def axis(self, span: Span) -> Axis:
        """Returns the axis for the days in view."""
        return axis_of(self.measure, self.series.within(span.first, span.last), _steps(self.attribute))


def _steps(attribute: Attribute) -> Steps:
    match attribute.value_type.rules.form:
        case Form.DURATION | Form.TIME_OF_DAY:
            return Steps.MINUTES
        case Form.WHOLE_NUMBER:
            return Steps.ANY if attribute.unit else Steps.WHOLE
        case Form.NUMBER | Form.PERCENTAGE | Form.YES_OR_NO | Form.STEP | Form.TEXT | Form.UNKNOWN:
            return Steps.ANY
        case form:
            assert_never(form)


def window_for(span: Span) -> int:
    """Returns how many days the rolling average has for this span."""
    return SHORT if span.days <= SHORT_UNTIL else LONG


def prepared(whole: WholeSeries, meaning: EmptyDay, units: Units, today: int, past: Sequence[Average] = ()) -> Prepared:
    """Returns the attribute in the units that are shown; empty days get the number that they mean.

    `past` are Exist's averages over time; without any, what is usual is computed here.
    """
    attribute = whole.attribute
    conversion = _conversion(attribute, units)
    series = on_axis(with_meaning(whole.series, attribute, meaning, today), attribute, conversion)
    is_plain = measure_of(attribute) not in (Measure.WORDS, Measure.YES_NO)
    by_exist = _of_exist(whole, series, conversion, past) if is_plain else UsualByExist()
    return Prepared(attribute, whole.series, series, by_exist, today, whole.pauses, conversion)


def _conversion(attribute: Attribute, units: Units) -> Conversion:
    """Returns the conversion to the unit that is shown, or of a nine-step mood to five."""
    scale = units.scale(attribute.unit) if attribute.unit else None
    if scale is not None:
        return Conversion(1 / scale.metric, scale.zero)
    return NINE_AS_FIVE if attribute.name == MOOD and attribute.value_type is ValueType.SCALE else AS_KEPT


def _of_exist(whole: WholeSeries, series: Series, conversion: Conversion, past: Sequence[Average]) -> UsualByExist:
    """Returns what Exist says; for all days what it last said, if that is all that is known."""
    found = sorted(past, key=_day)
    rows = [(*one.weekdays, one.overall) for one in found] or [(*map(whole.averages.get, range(7)), None)]
    numbers = _converted(whole, series, conversion, [number for row in rows for number in row])
    drawn = tuple(tuple(numbers[start : start + 8]) for start in range(0, len(numbers), 8))
    return UsualByExist(tuple(map(_ordinal, found)), drawn) if len(found) > 1 else always(drawn[0])


def _day(average: Average) -> date:
    return average.day


def _ordinal(average: Average) -> int:
    return average.day.toordinal()


def _converted(
    whole: WholeSeries, series: Series, conversion: Conversion, averages: Sequence[float | None]
) -> Sequence[float]:
    """Returns averages in the numbers of the axis; times of day around those of the days, across midnight."""
    there = {place: number for place, number in enumerate(averages, 1) if number is not None}
    kept = series_of(1, len(averages), there, b"\x01" * len(averages))
    numbers = on_axis(kept, whole.attribute, conversion).numbers
    if measure_of(whole.attribute) is not Measure.CLOCK:
        return numbers
    days = [number for number in series.numbers if number == number]
    middle = sum(days) / len(days) if days else 0.0
    half = MINUTES_PER_DAY / 2
    return [(number - middle + half) % MINUTES_PER_DAY - half + middle for number in numbers]
