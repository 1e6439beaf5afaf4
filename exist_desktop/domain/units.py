"""The units that people see. Exist has metric values; the profile or the settings may ask for others.

One unit of Exist's is not metric: precipitation is in inches an hour, for everybody.

A value that was typed in such a unit is shown with the digits it was typed with.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from exist_desktop.domain.account import Imperial
from exist_desktop.domain.values import Seen

AS_EXIST, AS_METRIC, AS_IMPERIAL = "exist", "metric", "imperial"
"""What a person may choose for each quantity."""
WIRE_DECIMALS = 6
Step = int | float
"""What an add button adds."""


class Quantity(StrEnum):
    """What a unit measures, by the names of the profile's flags."""

    DISTANCE = "distance"
    WEIGHT = "weight"
    ENERGY = "energy"
    LIQUID = "liquid"
    TEMPERATURE = "temperature"


class Scale(Struct, frozen=True):
    """A unit shown instead of Exist's: one of it is `metric` of Exist's, counted from `zero`.

    Values are shown with `decimals`, and with up to `finest` if they were typed in this unit. `for_metric` is set if
    Exist's own unit is not metric.
    """

    quantity: Quantity
    unit: str
    metric: float
    decimals: int
    zero: float = 0.0
    finest: int = 2
    for_metric: bool = False

    def to_metric(self, number: float) -> float:
        """Returns the metric value with the precision that is sent."""
        return round((number - self.zero) * self.metric, WIRE_DECIMALS)

    def to_shown(self, value: float) -> float:
        """Returns the value in this unit, rounded to the digits that are shown."""
        whole = value / self.metric + self.zero
        for decimals in range(self.decimals + 1, self.finest + 1):
            if self.to_metric(typed := round(whole, decimals)) == round(value, WIRE_DECIMALS):
                return typed
        return round(whole, self.decimals)

    def difference(self, value: float) -> float:
        """Returns a metric difference in this unit."""
        return round(value / self.metric, self.finest)

    def added(self, number: float, before: Seen, *, whole: bool) -> Step:
        """Returns the metric difference that adds a number of this unit.

        If Exist has whole numbers, it is counted from the value shown before, so that four times 8 fl oz are 32.
        """
        if not whole:
            return round(number * self.metric, WIRE_DECIMALS)
        start = before if isinstance(before, int | float) else 0
        return round(self.to_metric(self.to_shown(start) + number)) - round(start)


SCALES: dict[str, Scale] = {
    "km": Scale(Quantity.DISTANCE, "mi", 1.609344, 2),
    "km/h": Scale(Quantity.DISTANCE, "mph", 1.609344, 1),
    "kg": Scale(Quantity.WEIGHT, "lb", 0.45359237, 1),
    "kJ": Scale(Quantity.ENERGY, "kcal", 4.184, 0),
    "ml": Scale(Quantity.LIQUID, "fl oz", 29.5735295625, 1, finest=1),
    "°C": Scale(Quantity.TEMPERATURE, "°F", 5 / 9, 1, zero=32.0),
    "in/h": Scale(Quantity.DISTANCE, "mm/h", 1 / 25.4, 1, for_metric=True),
}
"""The unit that can be shown instead of each of Exist's; a fluid ounce is the US one."""

SMALLER: dict[str, tuple[Scale, ...]] = {
    "km": (Scale(Quantity.DISTANCE, "m", 0.001, 0), Scale(Quantity.DISTANCE, "ft", 0.0003048, 0)),
}
"""Smaller units for fractions, 30 m instead of 0.03 km: if metric units are shown, and
if others are."""
WHOLE_FROM = 1000
"""Numbers from this size on are shown without decimals at a glance."""


class Units(Struct, frozen=True):
    """Which quantities are shown in other than metric units."""

    imperial: frozenset[Quantity] = frozenset()

    def scale(self, metric: str) -> Scale | None:
        """Returns the unit shown instead of a metric one; None if the metric one is shown."""
        found = SCALES.get(metric)
        return found if found and (found.quantity in self.imperial) is not found.for_metric else None

    def name(self, metric: str) -> str:
        """Returns the unit that is shown for a metric one."""
        found = self.scale(metric)
        return found.unit if found else metric

    def shown(self, value: float, metric: str) -> float:
        """Returns a value in the unit that is shown."""
        found = self.scale(metric)
        return found.to_shown(value) if found else value

    def at_a_glance(self, value: float, metric: str) -> tuple[float, str]:
        """Returns a value that nobody typed, with the unit and the digits for a quick look."""
        shown = self.shown(value, metric)
        if metric in SMALLER and 0 < abs(shown) < 1:
            smaller = SMALLER[metric][self.scale(metric) is not None]
            return round(value / smaller.metric), smaller.unit
        return (round(shown) if abs(shown) >= WHOLE_FROM else shown), self.name(metric)

    def difference(self, value: float, metric: str) -> float:
        """Returns a difference in the unit that is shown."""
        found = self.scale(metric)
        return found.difference(value) if found else value

    def step(self, step: Step, metric: str) -> Step:
        """Returns the step of an add button in the unit that is shown, a whole number of it: 8 fl oz for 250 ml."""
        found = self.scale(metric)
        return max(round(step / found.metric), 1) if found else step

    def stepped(self, step: Step, metric: str, before: Seen, *, whole: bool) -> Step:
        """Returns what an add button with that step adds, as Exist counts it; `whole` if Exist has whole numbers."""
        found = self.scale(metric)
        return found.added(self.step(step, metric), before, whole=whole) if found else step


METRIC = Units()


def choose(imperial: Imperial, choices: Mapping[str, str]) -> Units:
    """Returns the units that the profile asks for, except where the person has chosen otherwise."""
    wanted = {AS_METRIC: False, AS_IMPERIAL: True}
    return Units(
        frozenset(
            quantity
            for quantity in Quantity
            if wanted.get(choices.get(quantity, AS_EXIST), bool(getattr(imperial, quantity)))
        )
    )
