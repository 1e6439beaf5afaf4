"""Parses a typed value with its unit: the displayed one, or one typed after the number."""

from __future__ import annotations

import re
import unicodedata
from typing import Protocol

from exist_desktop.domain.parsing.digits import UNSEEN
from exist_desktop.domain.parsing.ranges import Checkable, checked
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.parsing.typed_words import TypedWords
from exist_desktop.domain.parsing.value_parser import ENGLISH, Difference, Numerals, Total, parse
from exist_desktop.domain.units import METRIC, SCALES, SMALLER, Scale, Units
from exist_desktop.domain.value_types import Form, ValueType
from exist_desktop.domain.values import TEXT_LIMIT, Seen, check

_UNIT_BEHIND = re.compile(rf"(?P<number>.*\d[.,\u066b]?)[\s{UNSEEN}]*(?P<unit>\D*)", re.DOTALL)
_SPELLINGS: dict[str, str] = {
    "km/h": r"km/h|kmh|kph",
    "mph": r"mph|mi/h",
    "kcal": r"k?cal",
    "fl oz": r"fl\.?\s*oz\.?",
    "°C": r"[°º]?\s*c",
    "°F": r"[°º]?\s*f",
}
"""Spellings of a unit, if there are others than the displayed one and the words for it."""


class Parsable(Checkable, Protocol):
    """The part of an attribute that parsing needs."""

    @property
    def unit(self) -> str:
        """The metric unit of its values; empty if it has none."""


def read(
    text: str,
    attribute: Parsable,
    numerals: Numerals = ENGLISH,
    units: Units = METRIC,
    *,
    before: Seen = None,
    longest: int = TEXT_LIMIT,
) -> Total | Difference:
    """Returns the value in Exist's unit; a difference is added to `before`. Raises `InvalidValueError`."""
    meant = _read(text, attribute, numerals, units, before, longest)
    return meant if isinstance(meant, Difference) else Total(checked(meant.value, attribute, longest=longest))


def _read(
    text: str, attribute: Parsable, numerals: Numerals, units: Units, before: Seen, longest: int
) -> Total | Difference:
    kind = attribute.value_type
    if not attribute.unit or kind.rules.form not in (Form.WHOLE_NUMBER, Form.NUMBER):
        return parse(text, kind, numerals, longest=longest)
    number, scale = _split(text, attribute.unit, units, numerals.words)
    if scale is None:
        return parse(number, kind, numerals)
    meant = parse(number, ValueType.DECIMAL, numerals)
    whole = not kind.rules.fractions
    if isinstance(meant, Difference):
        return Difference(scale.added(meant.delta, before, whole=whole))
    assert not isinstance(meant.value, str)
    value = scale.to_metric(meant.value)
    return Total(check(round(value) if whole else value, kind))


def _split(text: str, metric: str, units: Units, words: TypedWords) -> tuple[str, Scale | None]:
    """Returns the number, and its unit if it is not the metric one; a typed unit wins over the displayed one."""
    found, other = _UNIT_BEHIND.fullmatch(text), SCALES.get(metric)
    typed = unicodedata.normalize("NFKC", found["unit"]).strip() if found else ""
    known: list[tuple[str, Scale | None]] = [(metric, None), (other.unit if other else "", other)]
    known += [(smaller.unit, smaller) for smaller in SMALLER.get(metric, ())]
    for unit, scale in known:
        if found and unit and _is_unit(typed, unit, words):
            return found["number"], scale
    return text, units.scale(metric)


def _is_unit(typed: str, unit: str, words: TypedWords) -> bool:
    spelling = _SPELLINGS.get(unit, re.escape(unit))
    word = key(typed).removesuffix(".")
    return word in words.units.get(unit, ()) or re.fullmatch(spelling, typed, re.IGNORECASE) is not None
