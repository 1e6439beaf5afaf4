"""Numbers that no person has: whatever a service tells, there is something to show."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.statistics.averages import UsualValue
from exist_desktop.domain.units import METRIC, Quantity, Units
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.averages import AverageWords
from exist_desktop.words.language import UNTRANSLATED, Language
from exist_desktop.words.values import Values
from tests.adversarial.spoiling import NUMBERS

IMPERIAL = Units(frozenset(Quantity))
TYPES = tuple(kind for kind in ValueType if kind not in (ValueType.TEXT, ValueType.BOOLEAN, ValueType.UNKNOWN))
TOLD = st.one_of(
    st.sampled_from([number for number in NUMBERS if isinstance(number, float) or abs(number) < 2**63]),
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)
"""Whole numbers beyond these are read as decimals."""


def attribute(kind: ValueType, template: str, group: str) -> Attribute:
    return Attribute(template, template, Group(group, group, 1), kind, template=template)


ATTRIBUTES = st.builds(
    attribute,
    st.sampled_from(TYPES),
    st.sampled_from(("weight", "steps_distance", "water")),
    st.just("sleep") | st.just("health"),
)


@pytest.mark.parametrize("units", [METRIC, IMPERIAL], ids=["metric", "imperial"])
@example(attribute(ValueType.QUANTITY, "water", "health"), 1e308, -1e308, False)
@example(attribute(ValueType.DURATION, "sleep", "sleep"), 1e308, -1e308, False)
@example(attribute(ValueType.QUANTITY, "weight", "health"), -1e308, 1e308, False)
@example(attribute(ValueType.QUANTITY, "water", "health"), 1e308, 5e-324, False)
@given(ATTRIBUTES, TOLD, TOLD.map(float), st.booleans())
def test_every_number_can_be_shown_beside_every_average(
    units: Units, made: Attribute, value: Value, average: float, so_far: bool
) -> None:
    language = Language(UNTRANSLATED, QtFormats(QLocale.c()), units=lambda: units)
    assert Values(language).shown(made, value)
    usual = UsualValue(average, date(2026, 11, 22), so_far=so_far)
    assert AverageWords(language).captions(made, value, usual)
    assert AverageWords(language).captions(made, None, usual)
