"""Units: what is typed comes back as typed, and Exist gets metric values in both cases."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.account import Imperial
from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.parsing.unit_parsing import read
from exist_desktop.domain.parsing.value_parser import Difference, Numerals, Total
from exist_desktop.domain.units import METRIC, SCALES, Quantity, Units, choose
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind, total

ALL = Units(frozenset(Quantity))
HEALTH = Group("health", "Health", 1)
WATER = Attribute("water", "Water", HEALTH, ValueType.QUANTITY, template="water")
DECIMALS = {
    "km": Attribute("steps_distance", "Distance", HEALTH, ValueType.DECIMAL, template="steps_distance"),
    "kg": Attribute("weight", "Weight", HEALTH, ValueType.DECIMAL, template="weight"),
    "kJ": Attribute("energy", "Energy", HEALTH, ValueType.DECIMAL, template="energy"),
    "°C": Attribute("weather_temp_max", "High", HEALTH, ValueType.DECIMAL, template="weather_temp_max"),
    "km/h": Attribute("weather_wind_speed", "Wind", HEALTH, ValueType.DECIMAL, template="weather_wind_speed"),
}
PROTEIN = Attribute("protein", "Protein", HEALTH, ValueType.DECIMAL, template="protein")
RAIN = Attribute("weather_precipitation", "Rain", HEALTH, ValueType.DECIMAL, template="weather_precipitation")


def meant(text: str, attribute: Attribute, units: Units = ALL, before: float | None = None) -> float:
    found = read(text, attribute, units=units, before=before)
    amount = found.value if isinstance(found, Total) else found.delta
    assert not isinstance(amount, str)
    return amount


@pytest.mark.parametrize("attribute", DECIMALS.values(), ids=lambda attribute: attribute.unit)
@given(typed=st.decimals(0, 100_000, places=2))
def test_a_number_comes_back_with_the_digits_it_was_typed_with(attribute: Attribute, typed: Decimal) -> None:
    kept = meant(f"={typed}", attribute)
    assert ALL.shown(kept, attribute.unit) == float(typed)


@given(typed=st.decimals(0, 100_000, places=1))
def test_fluid_ounces_come_back_although_millilitres_are_whole(typed: Decimal) -> None:
    kept = meant(str(typed), WATER)
    assert isinstance(kept, int)
    assert ALL.shown(kept, "ml") == float(typed)


@given(start=st.integers(0, 5_000), steps=st.integers(1, 12))
def test_the_same_step_again_and_again_does_not_drift(start: int, steps: int) -> None:
    value: float = start
    for _ in range(steps):
        value = total(value, ALL.stepped(250, "ml", value, whole=True))
    assert ALL.shown(value, "ml") == pytest.approx(ALL.shown(start, "ml") + 8 * steps)


def test_fluid_ounces_typed_as_an_addition_add_up() -> None:
    value: float = 0
    for _ in range(4):
        value = total(value, meant("+8", WATER, before=value))
    assert ALL.shown(value, "ml") == 32


@pytest.mark.parametrize(
    ("metric", "value", "shown"),
    [
        ("km", 8.05, 5.0),
        ("kg", 71.4, 157.4),
        ("kJ", 1904.0, 455.0),
        ("ml", 1250, 42.3),
        ("°C", 0.0, 32.0),
        ("°C", -40.0, -40.0),
        ("km/h", 100.0, 62.1),
        ("in/h", 0.2, 0.2),
        ("mg", 190.0, 190.0),
    ],
)
def test_what_others_entered_is_shown_in_few_digits(metric: str, value: float, shown: float) -> None:
    assert ALL.shown(value, metric) == shown
    assert metric == "in/h" or METRIC.shown(value, metric) == value


def test_rain_is_shown_in_millimetres_where_the_rest_is_metric() -> None:
    assert (METRIC.shown(0.2, "in/h"), METRIC.name("in/h")) == (5.08, "mm/h")
    assert (ALL.shown(0.2, "in/h"), ALL.name("in/h")) == (0.2, "in/h")
    assert meant("5.08", RAIN, METRIC) == 0.2
    assert meant("0.2 in/h", RAIN, METRIC) == 0.2


@pytest.mark.parametrize(
    ("value", "metric", "units", "shown"),
    [
        (0.03, "km", METRIC, (30, "m")),
        (0.9996, "km", METRIC, (1000, "m")),
        (1.0, "km", METRIC, (1.0, "km")),
        (3.38, "km", METRIC, (3.38, "km")),
        (0.0, "km", METRIC, (0.0, "km")),
        (0.03, "km", ALL, (98, "ft")),
        (8.05, "km", ALL, (5.0, "mi")),
        (1307.76, "kJ", METRIC, (1308, "kJ")),
        (-1307.76, "kJ", METRIC, (-1308, "kJ")),
        (456.78, "kJ", METRIC, (456.78, "kJ")),
        (71.44, "kg", METRIC, (71.44, "kg")),
    ],
)
def test_what_nobody_typed_is_read_at_a_glance(
    value: float, metric: str, units: Units, shown: tuple[float, str]
) -> None:
    assert units.at_a_glance(value, metric) == shown


@pytest.mark.parametrize(
    ("text", "kept"), [("30 m", 0.03), ("98 ft", 0.02987), ("+30m", 0.03), ("1 mi", 1.609344), ("2 km", 2.0)]
)
@pytest.mark.parametrize("units", [METRIC, ALL])
def test_metres_and_feet_count_behind_a_number(text: str, kept: float, units: Units) -> None:
    assert meant(text, DECIMALS["km"], units) == pytest.approx(kept, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "attribute", "units", "kept"),
    [
        ("5", DECIMALS["km"], METRIC, 5.0),
        ("5", DECIMALS["km"], ALL, 8.04672),
        ("5 mi", DECIMALS["km"], METRIC, 8.04672),
        ("5 miles", DECIMALS["km"], ALL, 8.04672),
        ("5km", DECIMALS["km"], ALL, 5.0),
        ("71.4 kg", DECIMALS["kg"], ALL, 71.4),
        ("150 lbs", DECIMALS["kg"], METRIC, 68.038855),
        ("500 kcal", DECIMALS["kJ"], METRIC, 2092.0),
        ("500 kJ", DECIMALS["kJ"], ALL, 500.0),
        ("8 fl oz", WATER, METRIC, 237),
        ("8oz", WATER, METRIC, 237),
        ("250 ml", WATER, ALL, 250),
        ("72 °F", DECIMALS["°C"], METRIC, 22.222222),
        ("=-4F", DECIMALS["°C"], METRIC, -20.0),
        ("21 ℃", DECIMALS["°C"], ALL, 21.0),
        ("30 g", PROTEIN, ALL, 30.0),
        ("0.2 in/h", RAIN, ALL, 0.2),
    ],
)
def test_numbers_are_in_the_unit_that_is_shown_or_in_the_one_that_is_typed(
    text: str, attribute: Attribute, units: Units, kept: float
) -> None:
    assert read(text, attribute, units=units) == Total(kept)


def test_an_addition_has_no_zero_of_its_own() -> None:
    assert read("+9", DECIMALS["°C"], units=ALL) == Difference(5.0)
    assert read("+1 mi", DECIMALS["km"], units=METRIC) == Difference(1.609344)


def test_numbers_are_read_as_the_language_writes_them() -> None:
    assert read("1.250,5 mi", DECIMALS["km"], Numerals(",", "."), ALL) == Total(2012.484672)


@pytest.mark.parametrize("text", ["5 mg", "mi", "five", "12 st 3", "10³ km", "10³", "5²mi", "½ mi", "5 km mi"])
def test_a_unit_of_something_else_is_not_understood(text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        read(text, DECIMALS["km"], units=ALL)
    assert caught.value.kind in (InvalidValueKind.NOT_UNDERSTOOD, InvalidValueKind.EMPTY)


def test_what_is_out_of_range_in_metric_is_out_of_range() -> None:
    with pytest.raises(InvalidValueError) as caught:
        read("=-8", WATER, units=ALL)
    assert caught.value.kind is InvalidValueKind.OUT_OF_RANGE


@pytest.mark.parametrize(("step", "shown"), [(250, 8), (330, 11), (500, 17), (10, 1)])
def test_a_step_is_a_whole_number_of_what_is_shown(step: int, shown: int) -> None:
    assert ALL.step(step, "ml") == shown
    assert METRIC.step(step, "ml") == step
    assert ALL.step(step, "") == step


def test_the_profile_asks_and_the_person_decides() -> None:
    asked = Imperial(distance=True, weight=True)
    assert choose(asked, {}) == Units(frozenset({Quantity.DISTANCE, Quantity.WEIGHT}))
    chosen = {"distance": "metric", "liquid": "imperial", "weight": "exist", "energy": "cubits"}
    assert choose(asked, chosen) == Units(frozenset({Quantity.WEIGHT, Quantity.LIQUID}))


def test_every_scale_stands_for_a_unit_that_exist_has() -> None:
    assert {attribute.unit for attribute in (WATER, RAIN, *DECIMALS.values())} == set(SCALES)
