"""Reads the texts of a foreign file as values of attributes: moods by their names or on a scale, times, texts."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.attributes import MOOD, Attribute, text_limit
from exist_desktop.domain.mood import STEPS, to_wire
from exist_desktop.domain.parsing.numerals import Numerals, number
from exist_desktop.domain.parsing.ranges import checked, range_of
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.parsing.unit_parsing import read
from exist_desktop.domain.parsing.value_parser import Total, clean_text
from exist_desktop.domain.transfer.imports import RefusedReason
from exist_desktop.domain.transfer.mapping import ImportMapping
from exist_desktop.domain.value_types import Form, ValueType
from exist_desktop.domain.values import Value
from exist_desktop.errors import AppError
from exist_desktop.imports.own_file import RefusedError
from exist_desktop.imports.proposals.written_numbers import without_spaces

_WITH_UNIT = re.compile(r"(\S[^()\[\]]*) ?[(\[]([^()\[\]]{1,12})[)\]]")
_MIDNIGHT = "24:00"
_CUT = "…"
_SCALED = frozenset((Form.STEP, Form.PERCENTAGE, Form.TIME_OF_DAY, Form.DURATION))
LONGEST_CELL = 200
"""Characters of anything but a text."""
_REMEMBERED = 50_000


class Column(Struct, frozen=True):
    """Where a column goes: its attribute, the scale of the file, and the unit that follows its name."""

    attribute: Attribute
    scale: tuple[float, float] | None = None
    unit: str = ""


def with_unit(column: str) -> tuple[str, str]:
    """Returns what a column is called without the unit behind it, and that: `Weight (lb)`, `Distance [km]`."""
    found = _WITH_UNIT.fullmatch(column[:LONGEST_CELL])
    return (found[1], found[2]) if found else (column, "")


class Cells:
    """Reads the cells of one file. `numerals` are those of the person, `mood_type` is that of the account's moods."""

    def __init__(self, mapping: ImportMapping, numerals: Numerals, mood_type: ValueType) -> None:
        group = "," if mapping.decimal == "." else "."
        self._numerals = replace(numerals, decimal=mapping.decimal, group=group)
        self._moods: Mapping[str, int] = {key(name): step for name, step in mapping.moods.items() if step in STEPS}
        self._mood_type = mood_type
        self._shortens = mapping.shortens
        self._known: dict[tuple[str, str], Value] = {}

    def value(self, text: str, column: Column) -> Value:
        """Returns the value of a cell. Raises `RefusedError`."""
        attribute = column.attribute
        if attribute.value_type is ValueType.TEXT:
            return self.text(text, attribute)
        if (found := self._known.get((attribute.name, text))) is not None:
            return found
        if len(text) > LONGEST_CELL:
            raise RefusedError(RefusedReason.MOOD if attribute.name == MOOD else RefusedReason.VALUE)
        try:
            written = without_spaces(text)
            value = self._mood(written, column) if attribute.name == MOOD else self._number(written, column)
        except AppError as error:
            raise RefusedError(RefusedReason.VALUE) from error
        if len(self._known) < _REMEMBERED:
            self._known[attribute.name, text] = value
        return value

    def longest(self, attribute: Attribute) -> int:
        """Returns how many characters a text of an attribute may have."""
        return text_limit(attribute.name, self._mood_type)

    def text(self, text: str, attribute: Attribute) -> str:
        """Returns a text as it is saved, cut if it is too long and the person wants that. Raises `RefusedError`."""
        longest = self.longest(attribute)
        try:
            plain = clean_text(text)
            if self._shortens and len(plain) > longest:
                plain = plain[: longest - 1].rstrip() + _CUT
            return str(checked(plain, attribute, longest=longest))
        except AppError as error:
            raise RefusedError(RefusedReason.TEXT) from error

    def _mood(self, text: str, column: Column) -> Value:
        step = self._moods.get(key(text))
        if step is not None:
            return to_wire(step, self._mood_type)
        found = number(text, self._numerals)
        if found is None:
            raise RefusedError(RefusedReason.MOOD)
        if column.scale is not None:
            high = 9 if self._mood_type is ValueType.SCALE else STEPS[-1]
            return _stretched(found, column.scale, 1, high)
        if found not in STEPS:
            raise RefusedError(RefusedReason.MOOD)
        return to_wire(int(found), self._mood_type)

    def _number(self, text: str, column: Column) -> Value:
        attribute = column.attribute
        form = attribute.value_type.rules.form
        if column.scale is not None and form in _SCALED:
            found = number(text, self._numerals)
            if found is not None:
                low, high = range_of(attribute)
                if form is Form.PERCENTAGE:
                    return checked(round(_share(found, column.scale), 6), attribute)
                return checked(_stretched(found, column.scale, low, high), attribute)
        if form is Form.YES_OR_NO and (said := number(text, self._numerals)) in (0, 1):
            return int(said)  # `1.0` of a program that has only numbers
        if form is Form.TIME_OF_DAY and text == _MIDNIGHT:
            text = "0:00"
        unit = attribute.unit and (column.unit or attribute.unit)  # a bare number is in Exist's unit, whatever is shown
        if unit and number(text, self._numerals) is not None:
            text = f"{text} {unit}"
        meant = read(f"={text}", attribute, self._numerals)  # a sign is no addition here
        assert isinstance(meant, Total)
        return meant.value


def _share(found: float, scale: tuple[float, float]) -> float:
    """Returns where on a scale a number is, 0 to 1. Raises `RefusedError`."""
    low, high = scale
    share = (found - low) / (high - low) if high != low else 1.0
    if not 0 <= share <= 1:
        raise RefusedError(RefusedReason.VALUE)
    return share


def _stretched(found: float, scale: tuple[float, float], low: float, high: float) -> int:
    """Returns the whole number on the other scale, halves up. Raises `RefusedError`."""
    return math.floor(low + _share(found, scale) * (high - low) + 0.5 + 1e-9)


def mean(total: float, count: int, value_type: ValueType) -> Value:
    """Returns the mean of several values of a day; whole numbers are rounded, halves up."""
    found = total / count
    return round(found, 6) if value_type.rules.fractions else math.floor(found + 0.5 + 1e-9)
