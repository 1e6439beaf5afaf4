"""All days of one attribute as numbers, and what kind of numbers they are.

A day that was not read is a gap: neither zero nor empty. A day that was read and has no value means nothing, or zero
while the attribute was in use; the person chooses which for each attribute.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import assert_never, cast

from msgspec import Struct, field
from msgspec.structs import replace

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.statistics.averages import is_level
from exist_desktop.domain.statistics.circle import unrolled
from exist_desktop.domain.value_types import MINUTES_PER_DAY, EmptyDay, Form
from exist_desktop.domain.values import Number, Value, clock_minutes

NONE = math.nan
"""The number of a day without one."""
LARGEST = 1e15
"""Larger numbers are cut to this one, so that their sums stay finite."""
IN_USE_AFTER = 60
"""An attribute counts as in use for this many days after its last use."""


class Measure(Enum):
    """What kind of numbers an attribute has; this decides how they are drawn and which figures make sense."""

    AMOUNT = auto()
    """Adds up over a day: steps, coffees, time asleep. Days can be added."""
    LEVEL = auto()
    """A state: a weight, a temperature, a percentage."""
    CLOCK = auto()
    """A time of day, where 23:50 and 0:10 are close."""
    SCALE = auto()
    YES_NO = auto()
    WORDS = auto()


class Series(Struct, frozen=True):
    """Consecutive days; `first` is the ordinal of the first one.

    `numbers` is NaN for days without a number, `read` is 1 for days that were read, `filled` is 1 for zeros filled in
    for an empty day. For an attribute with texts each number is 1, and `texts` has the texts by ordinal.
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
        """Returns the number of a day; NaN if it has none."""
        return self.numbers[day - self.first] if self.first <= day < self.end else NONE

    def is_read(self, day: int) -> bool:
        """Whether the day was read."""
        return self.first <= day < self.end and bool(self.read[day - self.first])

    def is_given(self, day: int) -> bool:
        """Whether the day has a value of its own."""
        return self.at(day) == self.at(day) and not (self.filled and self.filled[day - self.first])

    def within(self, first: int, last: int) -> array[float]:
        """Returns the numbers from `first` to `last`, as far as the series reaches."""
        return self.numbers[max(first - self.first, 0) : max(last + 1 - self.first, 0)]

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The first and the last day that have a value of their own; None if no day has."""
        days = range(self.first, self.end)
        first = next(filter(self.is_given, days), None)
        return None if first is None else (first, next(filter(self.is_given, reversed(days))))

    def unread(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yields the runs of unread days from `first` to `last`, each as its first day and the day after its last."""
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
    """Returns the series of raw values by ordinal; strings count as text, NaN as no number."""
    numbers = array("d", [NONE]) * days
    texts: dict[int, str] = {}
    if _are_plain(values.values()):
        for day, value in values.items():
            numbers[day - first] = value  # type: ignore[assignment]  # see above
        return Series(first, numbers, read, texts)
    for day, value in values.items():
        if isinstance(value, str):
            if value.strip():
                texts[day] = value
                numbers[day - first] = 1.0
        elif value is not None and not math.isnan(value):
            numbers[day - first] = min(max(float(value), -LARGEST), LARGEST)
    return Series(first, numbers, read, texts)


def as_one(every: Sequence[Series]) -> Series:
    """Returns the days of tags that are shown as one: on where any is, off only where all were read and none is."""
    if len(every) == 1:
        return every[0]
    known = [one for one in every if one.numbers]
    first, end = min((one.first for one in known), default=1), max((one.end for one in known), default=1)
    numbers, read = array("d", [NONE]) * (end - first), bytearray(end - first)
    for day in range(first, end):
        found = [one.at(day) for one in every]
        if on := any(number == number and number != 0 for number in found):
            numbers[day - first] = 1.0
        elif all(one.is_read(day) for one in every):
            numbers[day - first] = 0.0 if 0.0 in found else NONE
        read[day - first] = on or all(one.is_read(day) for one in every)
    start, after = read.find(1), read.rfind(1) + 1
    return Series(first + start, numbers[start:after], bytes(read[start:after])) if after else Series()


def _are_plain(values: Collection[Value | None]) -> bool:
    """Whether all of them are numbers as they are drawn. Ten years are checked in a tenth of the time of a loop."""
    if not set(map(type, values)) <= {int, float}:
        return False
    numbers = cast("Collection[Number]", values)
    return not numbers or (not math.isnan(sum(numbers)) and -LARGEST <= min(numbers) <= max(numbers) <= LARGEST)


def measure_of(attribute: Attribute) -> Measure:
    """Returns what kind of numbers the attribute has."""
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
    """Returns what an empty day means by default: zero for counts and for yes or no.

    For values that a service measures it means nothing: a watch that was not worn has counted no steps.
    """
    counts = may_be_zero(attribute) and attribute.editable
    return attribute.value_type.rules.empty_day if counts else EmptyDay.NOTHING


def chosen_meaning(attribute: Attribute, chosen: Mapping[str, str]) -> EmptyDay:
    """Returns what an empty day means: what the person chose, by attribute, or the usual meaning."""
    meaning = chosen.get(attribute.name)
    return usual_meaning(attribute) if meaning is None else EmptyDay(meaning)


def with_meaning(series: Series, attribute: Attribute, meaning: EmptyDay, today: int) -> Series:
    """Returns the series with its empty days replaced by what they mean.

    Exist itself stores zeros for counts and tags on days without an entry, so these zeros are treated the same.
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
    """Returns the first and the last day on which the attribute was in use.

    A few zeros before the first use were entered by the person; many are how Exist stores that there was nothing.
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


class Conversion(Struct, frozen=True):
    """Converts a stored number to the axis: multiplies it by `times` and adds `plus`."""

    times: float = 1.0
    plus: float = 0.0


AS_KEPT = Conversion()


def on_axis(series: Series, attribute: Attribute, conversion: Conversion = AS_KEPT) -> Series:
    """Returns the series in the numbers of its axis: in the displayed unit, and times of day as minutes from midnight.

    Times continue beyond midnight on both sides, so that close times stay close: 1450 is 0:10.
    """
    measure = measure_of(attribute)
    if measure in (Measure.WORDS, Measure.YES_NO):
        return series
    if measure is not Measure.CLOCK:
        if conversion == AS_KEPT:
            return series
        times, plus = conversion.times, conversion.plus
        numbers = array("d", [number * times + plus for number in series.numbers])
        return replace(series, numbers=numbers)
    minutes = [
        float(clock_minutes(round(number), attribute.value_type)) if number == number else NONE
        for number in series.numbers
    ]
    return replace(series, numbers=unrolled(minutes))


def off_axis(number: float, attribute: Attribute) -> float:
    """Returns the stored number of a number on the axis: of a moment around midnight, the time of day."""
    if measure_of(attribute) is not Measure.CLOCK:
        return number
    return round(number - clock_minutes(0, attribute.value_type)) % MINUTES_PER_DAY
