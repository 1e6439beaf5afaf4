"""An attribute prepared for display: its days in the unit of the axis, with the meaning of empty days applied."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cached_property

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.statistics.axis import Axis, Steps, axis_of
from exist_desktop.domain.statistics.figures import TREND_DAYS, Trend, trend
from exist_desktop.domain.statistics.patterns import by_weekday, rolling
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
from exist_desktop.domain.units import Units
from exist_desktop.domain.value_types import MINUTES_PER_DAY, EmptyDay, Form, ValueType
from exist_desktop.store.reading.whole_series import WholeSeries
from exist_desktop.words.pages.history import Usual

SHORT, LONG = 7, 30
"""Days of the rolling average for spans up to a month, and for longer ones."""
SHORT_UNTIL = 45.0
USUAL_DAYS, USUAL_FROM = 91, 3
"""Days over which a usual value is computed here, and on how many of them a weekday needs a value."""
NINE_AS_FIVE = Conversion(0.5, 0.5)
"""The five faces are 1, 3, 5, 7 and 9; see `domain/mood.py`."""


@dataclass(frozen=True)
class Prepared:
    """One attribute as it is drawn. `averages` are the usual values by weekday, Monday first; NaN if missing.

    `usual` says where they come from. `pauses` are those of its streaks.
    """

    attribute: Attribute
    raw: Series
    series: Series
    averages: tuple[float, ...]
    today: int
    pauses: tuple[Pause, ...] = ()
    usual: Usual = Usual.UNKNOWN

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

    def usual_at(self, day: int) -> float | None:
        """Returns the usual value of the day's weekday; None if it is unknown."""
        number = self.averages[(day - 1) % 7]
        return number if number == number else None

    def axis(self, span: Span) -> Axis:
        """Returns the axis for the days in view."""
        return axis_of(self.measure, self.series.within(span.first, span.last), _steps(self.attribute))


def _steps(attribute: Attribute) -> Steps:
    match attribute.value_type.rules.form:
        case Form.DURATION | Form.TIME_OF_DAY:
            return Steps.MINUTES
        case Form.WHOLE_NUMBER:
            return Steps.ANY if attribute.unit else Steps.WHOLE
        case _:
            return Steps.ANY


def window_for(span: Span) -> int:
    """Returns how many days the rolling average has for this span."""
    return SHORT if span.days <= SHORT_UNTIL else LONG


def prepared(whole: WholeSeries, meaning: EmptyDay, units: Units, today: int) -> Prepared:
    """Returns the attribute in the units that are shown; empty days get the number that they mean."""
    attribute = whole.attribute
    conversion = _conversion(attribute, units)
    series = on_axis(with_meaning(whole.series, attribute, meaning, today), attribute, conversion)
    averages, usual = _averages(whole, series, conversion), Usual.EXIST
    if measure_of(attribute) not in (Measure.WORDS, Measure.YES_NO) and all(one != one for one in averages):
        averages, usual = _own_averages(series, today), Usual.HERE
    return Prepared(attribute, whole.series, series, averages, today, whole.pauses, usual)


def _own_averages(series: Series, today: int) -> tuple[float, ...]:
    """Returns the averages by weekday of the last days; Exist computes none for some attributes."""
    parts = by_weekday(series, today, today - USUAL_DAYS)
    return tuple(part.average if part.average is not None and part.days >= USUAL_FROM else NONE for part in parts)


def _conversion(attribute: Attribute, units: Units) -> Conversion:
    """Returns the conversion to the unit that is shown, or of a nine-step mood to five."""
    scale = units.scale(attribute.unit) if attribute.unit else None
    if scale is not None:
        return Conversion(1 / scale.metric, scale.zero)
    return NINE_AS_FIVE if attribute.name == MOOD and attribute.value_type is ValueType.SCALE else AS_KEPT


def _averages(whole: WholeSeries, series: Series, conversion: Conversion) -> tuple[float, ...]:
    if measure_of(whole.attribute) in (Measure.WORDS, Measure.YES_NO):
        return (NONE,) * 7
    kept = series_of(1, 7, {weekday + 1: number for weekday, number in whole.averages.items()}, b"\x01" * 7)
    numbers = on_axis(kept, whole.attribute, conversion).numbers
    if measure_of(whole.attribute) is not Measure.CLOCK:
        return tuple(numbers)
    there = [number for number in series.numbers if number == number]
    middle = sum(there) / len(there) if there else 0.0
    half = MINUTES_PER_DAY / 2
    return tuple((number - middle + half) % MINUTES_PER_DAY - half + middle for number in numbers)
