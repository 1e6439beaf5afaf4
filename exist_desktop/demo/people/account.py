"""One person's account: the attributes, and the values of the story or of later writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from exist_desktop.demo.people.catalogue import Value, ValueType
from exist_desktop.demo.people.people import Attribute, Person, attributes_of, server_order
from exist_desktop.demo.people.story import Story

AVERAGES_KEYS = ("attribute", "user_attribute")
"""The service has used both field names for the attribute of an average."""

Numbers = dict[date, int | float]
"""An attribute's numbers by day, oldest first."""


class Account:
    """One person's attributes and values: the story, and what was written since.

    `revision` rises with every write, so that results computed from the values can be cached until then. `manners` has
    the functions for attributes whose values are sent in an unusual form, such as numbers as text.
    """

    def __init__(self, seed: int, person: Person, today: date) -> None:
        self.person = person
        self.attributes = attributes_of(person)
        self.story = Story(seed, person, today)
        self.averages_key = person.averages_key
        self.revision = 0
        self.manners: dict[str, Callable[[Value], object]] = {}
        self._written: dict[tuple[str, date], list[tuple[float, Value]]] = {}
        self._numbers: dict[str, Numbers] = {}

    def ordered(self) -> list[Attribute]:
        """Returns the attributes as the service lists them."""
        return sorted(self.attributes.values(), key=server_order)

    def value(self, name: str, on: date, as_of: float | None = None) -> Value:
        """Returns the value of a day, now or at an earlier instant."""
        for at, value in reversed(self._written.get((name, on), ())):
            if as_of is None or at <= as_of:
                return value
        return self.story.value(name, on)

    def write(self, name: str, on: date, value: Value, at: float) -> None:
        """Sets the value of a day."""
        self._written.setdefault((name, on), []).append((at, value))
        self._numbers.pop(name, None)
        self.revision += 1

    def first_day(self, name: str) -> date:
        """Returns the oldest day that can have a value of the attribute."""
        return min([self.story.begins(name), *(on for key, on in self._written if key == name)])

    def numbers(self, name: str, since: date = date.min) -> Numbers:
        """Returns the attribute's numbers by day, at least those since a day. All are computed once and cached."""
        if name in self._numbers:
            return self._numbers[name]
        days = {*self.story.days, *(on for key, on in self._written if key == name)}
        held = ((on, self.value(name, on)) for on in sorted(days) if on >= since)
        numbers = {on: value for on, value in held if isinstance(value, int | float)}
        if since == date.min:
            self._numbers[name] = numbers
        return numbers

    def snapshot(self) -> dict[str, Any]:
        """Returns everything needed to go on after a restart."""
        return {
            "last_day": self.story.last_day.isoformat(),
            "averages_key": self.averages_key,
            "attributes": [asdict(attribute) for attribute in self.attributes.values()],
            "written": [
                [name, on.isoformat(), value, at] for (name, on), held in self._written.items() for at, value in held
            ],
        }

    def restore(self, seed: int, saved: dict[str, Any]) -> None:
        """Restores a snapshot, with the story as it was then."""
        self.story = Story(seed, self.person, date.fromisoformat(saved["last_day"]))
        self.averages_key = saved["averages_key"]
        rows = [row | {"value_type": ValueType(row["value_type"])} for row in saved["attributes"]]
        self.attributes = {row["name"]: Attribute(**row) for row in rows}
        self._written.clear()
        self._numbers.clear()
        for name, on, value, at in saved["written"]:
            self.write(name, date.fromisoformat(on), value, at)
