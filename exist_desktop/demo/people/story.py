"""The story: the values of an account before anyone wrote to it.

A value is computed when it is asked for. The last day of the story is the day on which the server was first
started, and it is half over: the night and the weather are known, counters are on their way, most things that people
type are still missing. Days after it are empty until someone writes.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from exist_desktop.demo.people.catalogue import Value, ValueType
from exist_desktop.demo.people.days import Climate, Day, bell, chance, day
from exist_desktop.demo.people.patterns import Level, Pattern, Place, whole
from exist_desktop.demo.people.people import YEAR_DAYS, Person, attributes_of
from exist_desktop.demo.people.usual_values import PATTERNS

_SO_FAR = 0.6
_SETTLED_GROUPS = frozenset({"sleep", "weather", "location", "health"})
_TYPED_ALREADY = frozenset({"coffees", "water"})
_COUNTED = frozenset({ValueType.QUANTITY, ValueType.DURATION, ValueType.DECIMAL})


class Story:
    """The values of one person, up to and including the day on which the demo began."""

    def __init__(self, seed: int, person: Person, last_day: date) -> None:
        self._seed = seed
        self._person = person
        self._attributes = attributes_of(person)
        self._patterns = _patterns_of(person)
        self.last_day = last_day
        self.first_day = last_day - timedelta(days=person.days - 1)
        year_begins = last_day - timedelta(days=YEAR_DAYS - 1)
        self.days = tuple(year_begins + timedelta(days=after) for after in range(YEAR_DAYS))
        self._begins = {name: year_begins for name, one in self._attributes.items() if one.hidden}
        self._begins |= {custom.name: self._taken_up(custom.name) for custom in person.customs}

    def begins(self, name: str) -> date:
        """Returns the first day on which there may be a value of the attribute."""
        return self._begins.get(name, self.first_day)

    def _taken_up(self, custom: str) -> date:
        """Returns when a person made an attribute of their own: at some time before the last year."""
        years = chance(self._seed, self._person.username, custom, "begins")
        return self.first_day + timedelta(days=int(years * (self._person.days - YEAR_DAYS)))

    def value(self, name: str, on: date) -> Value:
        """Returns the account's value for the day, or None."""
        pattern = self._patterns.get(name)
        if pattern is None or not self.begins(name) <= on <= self.last_day or self._is_missing(name, on):
            return None
        who = self._person.username
        told = pattern.value(_day(self._seed, who, self._person.climate, on), bell(self._seed, who, name, on))
        if self._attributes[name].value_type is ValueType.BOOLEAN and not told:
            told = 0 if chance(self._seed, who, name, on, "untagged") < 0.5 else None
        return self._so_far(name, told) if on == self.last_day else told

    def _is_missing(self, name: str, on: date) -> bool:
        attribute = self._attributes[name]
        if attribute.group == "weather" or attribute.value_type is ValueType.BOOLEAN or on == self.last_day:
            return False
        who = self._person.username
        rate = 0.08 if attribute.manual else 0.02
        left_at_home = not attribute.manual and chance(self._seed, who, attribute.owner, on) < 0.015
        return left_at_home or chance(self._seed, who, name, on, "missing") < rate

    def _so_far(self, name: str, told: Value) -> Value:
        attribute = self._attributes[name]
        if attribute.manual and name not in _TYPED_ALREADY:
            return None
        if attribute.group in _SETTLED_GROUPS or attribute.value_type not in _COUNTED or isinstance(told, str | None):
            return told
        if name == "water":
            return 250 * whole(told * _SO_FAR / 250)
        return round(told * _SO_FAR, 2) if isinstance(told, float) else whole(told * _SO_FAR)


@lru_cache(maxsize=4096)
def _day(seed: int, person: str, climate: Climate, on: date) -> Day:
    return day(seed, person, climate, on)


def _patterns_of(person: Person) -> dict[str, Pattern]:
    patterns = (
        PATTERNS | {custom.name: custom.pattern for custom in person.customs} | {"location": Place(*person.place)}
    )
    if person.mood_type is ValueType.SCALE:
        patterns["mood"] = Level(joy=1.1, noise=0.25)
    names = attributes_of(person)
    return {name: pattern for name, pattern in patterns.items() if name in names}
