"""All days of one attribute as numbers, and what kind of numbers they are.

A day that was not read is a gap: it is neither zero nor nothing. A day that was read and has no value means nothing, or
zero while the attribute was in use; which of the two, a person decides for each attribute.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import assert_never

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.statistics.averages import is_level
from exist_desktop.domain.statistics.circle import unrolled
from exist_desktop.domain.value_types import EmptyDay, Form
from exist_desktop.domain.values import Value, clock_minutes

NONE = math.nan
"""Where there is no number."""
LARGEST = 1e15
"""Numbers beyond it are taken for it, so that sums of them stay finite."""
IN_USE_AFTER = 60
"""For so many days after its last use an attribute still counts as in use."""


class Measure(Enum):
    """What the numbers of an attribute are, which decides how they are drawn and which figures make sense."""

    AMOUNT = auto()
    """Piles up over a day: steps, coffees, time asleep. Days can be added."""
    LEVEL = auto()
    """A state: a weight, a temperature, a percentage."""
    CLOCK = auto()
    """A time of day, where 23:50 and 0:10 are close."""
    SCALE = auto()
    YES_NO = auto()
    WORDS = auto()


@dataclass(frozen=True)
class Series:
    """The days from `first` on, a date's ordinal, one after the other.

    `numbers` is NaN where there is none, `read` is 1 where the day is known. `filled` is 1 where a zero stands for a
    day without a value. Of an attribute of texts each number is 1, and `texts` has them by ordinal.
    """

    first: int = 1
    numbers: array[float] = field(default_factory=lambda: array("d"))
    read: bytes = b""
    texts: Mapping[int, str] = field(default_factory=dict)
    filled: bytes = b""

    @property
    def end(self) -> int:
        """The day after the last one."""
        return self.first + len(self.numbers)

    def at(self, day: int) -> float:
        """The number of a day; NaN where there is none."""
        return self.numbers[day - self.first] if self.first <= day < self.end else NONE

    def is_read(self, day: int) -> bool:
        """Whether it is known what the day has."""
        return self.first <= day < self.end and bool(self.read[day - self.first])

    def is_given(self, day: int) -> bool:
        """Whether the day has a value of its own."""
        return self.at(day) == self.at(day) and not (self.filled and self.filled[day - self.first])

    def within(self, first: int, last: int) -> array[float]:
        """The numbers from `first` to `last`, as far as the series goes."""
        return self.numbers[max(first - self.first, 0) : max(last + 1 - self.first, 0)]

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The first and the last day that have a value of their own; None where no day has."""
        days = range(self.first, self.end)
        first = next(filter(self.is_given, days), None)
        return None if first is None else (first, next(filter(self.is_given, reversed(days))))

    def unread(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The days from `first` to `last` that are not known, each run of them as its first day and the day after."""
        day = first
        while day <= last:
            index = day - self.first
            if 0 <= index < len(self.read) and self.read[index]:
                found = self.read.find(0, index)
                day = self.first + found if found >= 0 else self.end
                continue
            found = self.read.find(1, max(index, 0))
            end = min(self.first + found if found >= 0 else last + 1, last + 1)
            yield day, end
            day = end


def series_of(first: int, days: int, values: Mapping[int, Value | None], read: bytes) -> Series:
    """The series of raw values by ordinal; a text or a number that is none counts as text."""
    numbers = array("d", [NONE]) * days
    texts: dict[int, str] = {}
    for day, value in values.items():
        if isinstance(value, str):
            if value.strip():
                texts[day] = value
                numbers[day - first] = 1.0
        elif value is not None and not math.isnan(value):
            numbers[day - first] = min(max(float(value), -LARGEST), LARGEST)
    return Series(first, numbers, read, texts)


def measure_of(attribute: Attribute) -> Measure:
    """What the attribute's numbers are."""
    if attribute.name == MOOD:
        return Measure.SCALE
    match attribute.value_type.rules.form:
        case Form.STEP:
            return Measure.SCALE
        case Form.YES_OR_NO:
            return Measure.YES_NO
        case Form.TIME_OF_DAY:
            return Measure.CLOCK
        case Form.TEXT | Form.UNKNOWN:
            return Measure.WORDS
        case Form.PERCENTAGE:
            return Measure.LEVEL
        case Form.WHOLE_NUMBER | Form.NUMBER | Form.DURATION:
            return Measure.LEVEL if is_level(attribute) else Measure.AMOUNT
        case form:
            assert_never(form)


def may_be_zero(attribute: Attribute) -> bool:
    """Whether a day without a value can mean zero."""
    return measure_of(attribute) in (Measure.AMOUNT, Measure.YES_NO)


def usual_meaning(attribute: Attribute) -> EmptyDay:
    """What a day without a value means unless the person says otherwise: zero of counts and of yes or no.

    Of what a service measures it means nothing: a watch that was not worn has counted no steps.
    """
    counts = may_be_zero(attribute) and attribute.editable
    return attribute.value_type.rules.empty_day if counts else EmptyDay.NOTHING


def with_meaning(series: Series, attribute: Attribute, meaning: EmptyDay, today: int) -> Series:
    """The series with its days without a value taken for what they mean.

    Exist itself has zeros for counts and tags on days on which nobody entered any, so they are taken for the same.
    """
    if not may_be_zero(attribute):
        return series
    if meaning is EmptyDay.ZERO:
        return _with_zeros(series, today)
    if usual_meaning(attribute) is not EmptyDay.ZERO:
        return series
    return replace(series, numbers=array("d", [number or NONE for number in series.numbers]))


def _with_zeros(series: Series, today: int) -> Series:
    first, last = _in_use(series)
    last = min(last, today - 1)
    numbers, filled = array("d", series.numbers), bytearray(len(series.numbers))
    for index, number in enumerate(numbers):
        day = series.first + index
        if number == 0 and not first <= day <= last and day != today:
            numbers[index] = NONE
        elif number != number and first <= day <= last and series.read[index]:
            numbers[index] = 0.0
            filled[index] = 1
    return replace(series, numbers=numbers, filled=bytes(filled))


def _in_use(series: Series) -> tuple[int, int]:
    """The first and the last day on which the attribute was in use.

    Few zeros before the first use are a person's own; many are Exist's way of saying that there was nothing.
    """
    used = [index for index, number in enumerate(series.numbers) if number == number and number != 0]
    given = [index for index, number in enumerate(series.numbers) if number == number]
    if not given:
        return 1, 0
    if not used:
        many = len(given) >= IN_USE_AFTER
        return (1, 0) if many else (series.first + given[0], series.first + given[-1])
    before = sum(1 for index in given if index < used[0])
    start = used[0] if before >= IN_USE_AFTER else min(given[0], used[0])
    return series.first + start, series.first + used[-1] + IN_USE_AFTER


@dataclass(frozen=True)
class Conversion:
    """What makes a kept number one of the axis: `times` as much, `plus` something."""

    times: float = 1.0
    plus: float = 0.0


AS_KEPT = Conversion()


def on_axis(series: Series, attribute: Attribute, conversion: Conversion = AS_KEPT) -> Series:
    """The series in the numbers of its axis: in the unit that is shown, and times of day as minutes from midnight.

    Times go on beyond midnight on either side, so that those which are close to each other stay so: 1450 is 0:10.
    """
    measure = measure_of(attribute)
    if measure in (Measure.WORDS, Measure.YES_NO):
        return series
    if measure is not Measure.CLOCK:
        times, plus = conversion.times, conversion.plus
        numbers = array("d", [number * times + plus for number in series.numbers])
        return replace(series, numbers=numbers)
    minutes = [
        float(clock_minutes(round(number), attribute.value_type)) if number == number else NONE
        for number in series.numbers
    ]
    return replace(series, numbers=unrolled(minutes))
