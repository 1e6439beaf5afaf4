"""What is said of a value beside the usual one."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.statistics.averages import UsualValue
from exist_desktop.domain.units import Quantity, Units
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.words.averages import AverageWords
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

SUNDAY = date(2026, 11, 22)
IMPERIAL = Units(frozenset(Quantity))


def attribute(name: str, value_type: ValueType, group: str = "health") -> Attribute:
    return Attribute(name, name.capitalize(), Group(group, group, 1), value_type, template=name)


WATER = attribute("water", ValueType.QUANTITY, "food")
COFFEES = attribute("coffees", ValueType.QUANTITY, "food")
WEIGHT = attribute("weight", ValueType.DECIMAL)
HIGH = attribute("weather_temp_max", ValueType.DECIMAL)
BEDTIME = attribute("sleep_start", ValueType.TIME_FROM_MIDDAY, "sleep")
ASLEEP = attribute("sleep", ValueType.DURATION, "sleep")
STEPS = attribute("steps", ValueType.QUANTITY)
FAT = attribute("body_fat", ValueType.PERCENTAGE)


def said(language: Language, made: Attribute, value: Value | None, usual: float, *, so_far: bool = False) -> str:
    return AverageWords(language).captions(made, value, UsualValue(usual, SUNDAY, so_far=so_far))[0]


@pytest.mark.parametrize(
    ("made", "value", "usual", "sentence"),
    [
        (STEPS, 8412, 9143.5, "92% of a usual Sunday"),
        (ASLEEP, 82, 64, "28% above usual"),
        (ASLEEP, 441, 450, "as usual"),
        (BEDTIME, 668, 703, "35 min earlier than usual"),
        (BEDTIME, 803, 703, "1h 40 later than usual"),
        (COFFEES, 2, 3, "1 fewer than usual"),
        (COFFEES, None, 3, "usually 3 on a Sunday"),
        (COFFEES, None, 2.5, "usually 2.5 on a Sunday"),
        (STEPS, None, 9143.5, "usually 9,144 on a Sunday"),
        (ASLEEP, None, 447.5, "usually 7h 28 on a Sunday"),
        (BEDTIME, None, 668, "usually 23:08 on a Sunday"),
        (WEIGHT, 71.4, 71.9, "0.5 kg lower than usual"),
        (HIGH, 25.0, 20.0, "5 °C higher than usual"),
        (FAT, 0.21, 0.24, "usually 24% on a Sunday"),
    ],
)
def test_finished_days(english: Language, made: Attribute, value: Value | None, usual: float, sentence: str) -> None:
    assert said(english, made, value, usual) == sentence


def test_a_day_that_still_runs(english: Language) -> None:
    assert said(english, COFFEES, 2, 3, so_far=True) == "usually 3 on a Sunday"


def test_in_the_units_that_are_shown(english: Language) -> None:
    imperial = replace(english, units=lambda: IMPERIAL)
    assert said(imperial, WATER, None, 1892) == "usually 64 fl oz on a Sunday"
    assert said(imperial, HIGH, 25.0, 20.0) == "9 °F higher than usual"
    assert said(imperial, WEIGHT, 71.4, 71.9) == "1.1 lb lower than usual"


def test_an_average_of_all_days_names_none(english: Language) -> None:
    words = AverageWords(english)
    assert words.captions(STEPS, 8412, UsualValue(9143)) == ("92% of usual",)
    assert words.captions(COFFEES, None, UsualValue(3)) == ("usually 3",)


def test_where_there_is_little_room_less_is_said(english: Language) -> None:
    words, usual = AverageWords(english), UsualValue(3, SUNDAY)
    assert words.captions(COFFEES, None, usual) == ("usually 3 on a Sunday", "usually 3")
    assert words.captions(COFFEES, 2, usual) == ("1 fewer than usual", "1 fewer")


def test_values_and_steps_are_in_the_units_that_are_shown(english: Language) -> None:
    metric, imperial = Values(english), Values(replace(english, units=lambda: IMPERIAL))
    assert (metric.shown(WATER, 1250), imperial.shown(WATER, 237)) == ("1,250 ml", "8 fl oz")
    assert (metric.step_text(WATER, 250), imperial.step_text(WATER, 250)) == ("+250 ml", "+8 fl oz")
    assert (metric.step_name(WATER, 250), imperial.step_name(WATER, 250)) == ("Add 250 to Water", "Add 8 to Water")
    assert imperial.step_text(ASLEEP, 15) == "+15 min"
    assert imperial.shown(COFFEES, 2) == "2"
    assert imperial.expected(WATER) == "A number in fl oz. +2 adds 2."
    assert metric.expected(WATER) == "A whole number in ml. +2 adds 2."
