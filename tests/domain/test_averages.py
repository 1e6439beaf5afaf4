"""How a day's value stands to what is usual for its weekday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.projection import day_view
from exist_desktop.domain.statistics.averages import ComparisonKind, UsualValue, compare
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value

SUNDAY = date(2026, 11, 22)


def attribute(name: str, value_type: ValueType, group: str = "activity") -> Attribute:
    return Attribute(name, name, Group(group, group, 1), value_type, template=name)


STEPS = attribute("steps", ValueType.QUANTITY)
FLOORS = attribute("floors", ValueType.QUANTITY)
COFFEES = attribute("coffees", ValueType.QUANTITY, "food")
AWAKENINGS = attribute("sleep_awakenings", ValueType.QUANTITY, "sleep")
DISTANCE = attribute("steps_distance", ValueType.DECIMAL)
ASLEEP = attribute("sleep", ValueType.DURATION, "sleep")
BEDTIME = attribute("sleep_start", ValueType.TIME_FROM_MIDDAY, "sleep")
WAKE = attribute("sleep_end", ValueType.TIME_OF_DAY, "sleep")
WEIGHT = attribute("weight", ValueType.DECIMAL, "health")
PULSE = attribute("heartrate", ValueType.QUANTITY, "health")
FAT = attribute("body_fat", ValueType.PERCENTAGE, "health")
STRESS = attribute("stress_level", ValueType.SCALE, "mood")


def kind(made: Attribute, value: Value | None, usual: float, *, so_far: bool = False) -> ComparisonKind:
    found = compare(made, value, UsualValue(usual, SUNDAY, so_far=so_far))
    assert found is not None
    return found.kind


@pytest.mark.parametrize(
    ("made", "value", "usual", "expected", "share", "difference"),
    [
        (STEPS, 8412, 9143, ComparisonKind.SHARE, 0.92, 731),
        (STEPS, 11000, 9143, ComparisonKind.ABOVE, 1.2, 1857),
        (STEPS, 9000, 9143, ComparisonKind.AS_USUAL, 1.0, 0),
        (FLOORS, 11, 12, ComparisonKind.AS_USUAL, 1.0, 0),
        (DISTANCE, 6.1, 6.93, ComparisonKind.SHARE, 0.88, 0.83),
        (DISTANCE, 1.2, 1.0, ComparisonKind.ABOVE, 1.2, 0.2),
        (ASLEEP, 441, 450, ComparisonKind.AS_USUAL, 1.0, 0),
        (ASLEEP, 120, 30, ComparisonKind.MORE, 4.0, 90),
        (AWAKENINGS, 2, 3, ComparisonKind.FEWER, None, 1),
        (COFFEES, 2, 3, ComparisonKind.FEWER, 0.67, 1),
        (COFFEES, 5, 3, ComparisonKind.MORE, 1.67, 2),
        (COFFEES, 2, 0, ComparisonKind.MORE, None, 2),
        (COFFEES, 0, 0, ComparisonKind.AS_USUAL, None, 0),
        (BEDTIME, 668, 703, ComparisonKind.EARLIER, None, 35),
        (BEDTIME, 30, 1430, ComparisonKind.LATER, None, 40),
        (WAKE, 412, 410, ComparisonKind.AS_USUAL, None, 0),
        (WEIGHT, 71.4, 71.9, ComparisonKind.LOWER, None, 0.5),
        (WEIGHT, 71.4, 71.41, ComparisonKind.AS_USUAL, None, 0),
        (PULSE, 66, 60, ComparisonKind.HIGHER, None, 6),
        (PULSE, 62, 60, ComparisonKind.AS_USUAL, None, 0),
        (STRESS, 7, 5, ComparisonKind.HIGHER, None, 2),
        (FAT, 0.21, 0.214, ComparisonKind.AS_USUAL, None, 0),
        (FAT, 0.21, 0.24, ComparisonKind.USUALLY, None, 0),
    ],
)
def test_a_finished_day_beside_the_usual(
    made: Attribute, value: Value, usual: float, expected: ComparisonKind, share: float | None, difference: float
) -> None:
    found = compare(made, value, UsualValue(usual, SUNDAY))
    assert found is not None
    assert (found.kind, found.share) == (expected, share if share is None else pytest.approx(share, abs=0.005))
    assert found.difference == pytest.approx(difference)


def test_a_day_that_still_runs_is_not_told_to_have_fewer() -> None:
    assert kind(COFFEES, 2, 3, so_far=True) is ComparisonKind.USUALLY
    assert kind(COFFEES, 0, 1, so_far=True) is ComparisonKind.USUALLY
    assert kind(COFFEES, 3, 3, so_far=True) is ComparisonKind.AS_USUAL
    assert kind(STEPS, 0, 9000, so_far=True) is ComparisonKind.USUALLY


def test_a_night_is_over_when_its_day_begins() -> None:
    assert kind(AWAKENINGS, 2, 3, so_far=True) is ComparisonKind.FEWER


@pytest.mark.parametrize("made", [STEPS, COFFEES, BEDTIME, WEIGHT, FAT, STRESS])
def test_where_there_is_no_value_the_usual_is_told_alone(made: Attribute) -> None:
    found = compare(made, None, UsualValue(3, SUNDAY))
    assert found is not None
    assert (found.kind, found.share) == (ComparisonKind.USUALLY, None)


@pytest.mark.parametrize("value_type", [ValueType.TEXT, ValueType.BOOLEAN, ValueType.UNKNOWN])
def test_what_has_no_measure_is_not_compared(value_type: ValueType) -> None:
    assert compare(attribute("x", value_type), 1, UsualValue(1, SUNDAY)) is None


@given(
    value_type=st.sampled_from([kind for kind in ValueType if kind not in (ValueType.TEXT, ValueType.UNKNOWN)]),
    value=st.floats(-1e9, 1e9),
    usual=st.floats(-1e9, 1e9),
    so_far=st.booleans(),
)
def test_every_number_can_be_compared(value_type: ValueType, value: float, usual: float, *, so_far: bool) -> None:
    found = compare(attribute("x", value_type), value, UsualValue(usual, SUNDAY, so_far=so_far))
    if found is not None:
        assert found.difference >= 0
        assert found.share is None or found.share > 0


@given(value=st.integers(0, 1439), usual=st.integers(0, 1439))
def test_the_clock_goes_round_the_shorter_way(value: int, usual: int) -> None:
    found = compare(BEDTIME, value, UsualValue(usual, SUNDAY))
    assert found is not None
    assert found.difference <= 720


def test_a_day_has_its_averages_and_may_be_running() -> None:
    view = day_view(SUNDAY, [STEPS, COFFEES], {}, {}, {"coffees": UsualValue(3, SUNDAY)})
    tiles = {tile.attribute.name: tile for group in view.running().groups for tile in group.tiles}
    assert tiles["steps"].usual is None
    assert tiles["coffees"].usual == UsualValue(3, SUNDAY, so_far=True)
    assert replace(view, groups=()) == replace(view.running(), groups=())
