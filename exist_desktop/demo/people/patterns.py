"""How a person's values follow their days: kinds of patterns, which the tables of attributes fill with numbers."""

from __future__ import annotations

import math
from typing import Protocol

from msgspec import Struct

from exist_desktop.demo.people.catalogue import Value
from exist_desktop.demo.people.days import Day

EVERY_DAY = frozenset(range(7))
WEEKEND = frozenset({5, 6})
WORKDAYS = EVERY_DAY - WEEKEND


class Pattern(Protocol):
    """Says what value an attribute has on a day."""

    def value(self, day: Day, noise: float) -> Value:
        """Returns the day's value. `noise` spreads around 0 by 1."""


class Usual(Struct, frozen=True):
    """The number that is found on a day like any other."""

    usual: float = 0.0


class Curve(Usual, frozen=True, kw_only=True):
    """A number that follows the day: `usual`, and so much for each unit of what the day is like, and of `noise`.

    `off_work` is the share of it that is left at weekends.
    """

    noise: float = 0.0
    rest: float = 0.0
    drive: float = 0.0
    joy: float = 0.0
    summer: float = 0.0
    warmth: float = 0.0
    cloud: float = 0.0
    rain: float = 0.0
    weekend: float = 0.0
    evening_out: float = 0.0
    asleep: float = 0.0
    steps: float = 0.0
    off_work: float = 1.0

    def number(self, day: Day, noise: float) -> float:
        """Returns the day's number before it is rounded."""
        found = (
            self.usual
            + self.steps * day.steps
            + self.asleep * day.asleep
            + self.warmth * day.warmth
            + self.cloud * day.cloud
            + self.rain * day.rain
            + self.joy * day.joy
            + self.rest * day.rest
            + self.summer * day.summer
            + self.drive * day.drive
            + self.weekend * day.weekend
            + self.evening_out * day.evening_out
            + self.noise * noise
        )
        return found * self.off_work if day.weekend else found


class Count(Curve, frozen=True):
    """A whole number that is never negative, in portions of so many."""

    portion: int = 1

    def value(self, day: Day, noise: float) -> Value:
        """Returns the count."""
        return self.portion * whole(self.number(day, noise))


class PartOfSleep(Curve, frozen=True):
    """Minutes of the night: a share of it, give or take `minutes`."""

    minutes: float = 0.0

    def value(self, day: Day, noise: float) -> Value:
        """Returns the minutes."""
        return whole(day.asleep * self.number(day, 0.0) + self.minutes * noise)


class Measure(Curve, frozen=True):
    """A measure, rounded as a device does, and not below `least`."""

    digits: int = 2
    least: float = 0.0

    def value(self, day: Day, noise: float) -> Value:
        """Returns the measure."""
        return round(max(self.least, self.number(day, noise)), self.digits)


class Share(Curve, frozen=True):
    """A percentage from 0.0 to 1.0."""

    def value(self, day: Day, noise: float) -> Value:
        """Returns the share."""
        return round(min(1.0, max(0.0, self.number(day, noise))), 3)


class Level(Curve, frozen=True):
    """A step of a scale from 1 to `top`; a number around 0 is in the middle."""

    top: int = 9

    def value(self, day: Day, noise: float) -> Value:
        """Returns the step."""
        return min(self.top, max(1, round((self.top + 1) / 2 + self.number(day, noise) * self.top / 5)))


class Tag(Curve, frozen=True):
    """`worth` on days whose number is above a limit, else 0."""

    above: float = 0.0
    worth: int = 1

    def value(self, day: Day, noise: float) -> Value:
        """Returns whether the day has the tag."""
        return self.worth if self.number(day, noise) > self.above else 0


class Words(Curve, frozen=True):
    """One of the texts, from that of a low number to that of a high one."""

    texts: tuple[str, ...] = ()

    def value(self, day: Day, noise: float) -> Value:
        """Returns the text."""
        return self.texts[min(len(self.texts) - 1, whole(self.number(day, noise)))]


class Numbered(Struct, frozen=True):
    """A text with a number in it."""

    text: str
    of: Count

    def value(self, day: Day, noise: float) -> Value:
        """Returns the text."""
        return self.text.format(self.of.value(day, noise))


class When(Struct, frozen=True):
    """The days on which something happens. `rain` and `summer` lie between two numbers, both excluded."""

    weekdays: frozenset[int] = EVERY_DAY
    rain: tuple[float, float] = (-math.inf, math.inf)
    summer: tuple[float, float] = (-math.inf, math.inf)
    trained: bool = False

    def fits(self, day: Day) -> bool:
        """Whether it happens on that day."""
        return (
            day.date.weekday() in self.weekdays
            and self.rain[0] < day.rain < self.rain[1]
            and self.summer[0] < day.summer < self.summer[1]
            and (day.trained or not self.trained)
        )


class Only(Struct, frozen=True):
    """Another pattern on some days, and `otherwise` on the rest."""

    when: When
    pattern: Pattern
    otherwise: Value = 0

    def value(self, day: Day, noise: float) -> Value:
        """Returns the other pattern's value, if it is such a day."""
        return self.pattern.value(day, noise) if self.when.fits(day) else self.otherwise


class Beside(Struct, frozen=True):
    """A count and another one that comes on top of it and is not below 0 either."""

    first: Count
    second: Count

    def value(self, day: Day, noise: float) -> Value:
        """Returns the sum."""
        return whole(self.first.number(day, noise)) + whole(self.second.number(day, noise))


class Cycle(Struct, frozen=True):
    """Comes again every `length` days, strongest at first, and is gone after `top` of them."""

    length: int
    top: int

    def value(self, day: Day, _noise: float, /) -> Value:
        """Returns how strong it is."""
        return max(0, self.top - day.date.toordinal() % self.length)


class Sky(Struct, frozen=True):
    """What the weather is called."""

    rainy: str
    cloudy: str
    mixed: str
    clear: str

    def value(self, day: Day, _noise: float, /) -> Value:
        """Returns the name of the day's weather."""
        if day.rain > 0.25:
            return self.rainy
        if day.cloud > 0.6:
            return self.cloudy
        return self.clear if day.cloud < 0.3 else self.mixed


class Place(Struct, frozen=True):
    """A place near home, farther away the more is done."""

    latitude: float
    longitude: float

    def value(self, day: Day, noise: float) -> Value:
        """Returns latitude and longitude in degrees."""
        return f"{self.latitude + 0.01 * noise:.4f},{self.longitude + 0.01 * day.drive:.4f}"


def whole(number: float) -> int:
    """Returns a count: a whole number that is never negative."""
    return max(0, round(number))
