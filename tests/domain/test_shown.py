"""What is shown can be typed again, in every language that this computer knows how to write numbers in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.parsing import Total, parse
from exist_desktop.domain.values import LARGEST_QUANTITY, MINUTES_PER_DAY, Value, ValueType
from exist_desktop.ui.format import QtFormats
from exist_desktop.words import Language, Values

LANGUAGES = {
    name: Language(str, QtFormats(QLocale(name)))
    for name in ("C", "en_US", "en_IN", "de_DE", "de_CH", "fr_FR", "sv_SE", "pl_PL", "ar_EG", "fa_IR", "ja_JP")
}
WITH_A_PLAIN_CLOCK = ("C", "en_US", "de_DE", "fr_FR", "sv_SE", "pl_PL", "ja_JP")
HEALTH = Group("health", "Health", 1)

languages = st.sampled_from(sorted(LANGUAGES))


def _typed_again(value: Value, value_type: ValueType, language: Language) -> Value:
    attribute = Attribute("some", "Some", HEALTH, value_type)
    shown = Values(language).shown(attribute, value)
    meant = parse(f"={shown}", value_type, language.formats.numerals)
    assert isinstance(meant, Total), shown
    return meant.value


@given(st.integers(0, LARGEST_QUANTITY), languages)
def test_whole_numbers(number: int, name: str) -> None:
    assert _typed_again(number, ValueType.QUANTITY, LANGUAGES[name]) == number


@given(st.integers(-100_000_000, 100_000_000).map(lambda hundredths: hundredths / 100), languages)
def test_decimals(number: float, name: str) -> None:
    assert _typed_again(number, ValueType.DECIMAL, LANGUAGES[name]) == number


@given(st.integers(0, 1000).map(lambda thousandths: thousandths / 1000), languages)
def test_percentages(share: float, name: str) -> None:
    assert _typed_again(share, ValueType.PERCENTAGE, LANGUAGES[name]) == share


@given(st.integers(0, MINUTES_PER_DAY), languages)
def test_durations(minutes: int, name: str) -> None:
    assert _typed_again(minutes, ValueType.DURATION, LANGUAGES[name]) == minutes


@pytest.mark.parametrize("name", WITH_A_PLAIN_CLOCK)
@pytest.mark.parametrize("value_type", [ValueType.TIME_OF_DAY, ValueType.TIME_FROM_MIDDAY])
def test_times(name: str, value_type: ValueType) -> None:
    every = range(0, MINUTES_PER_DAY, 7)
    assert [_typed_again(minutes, value_type, LANGUAGES[name]) for minutes in every] == list(every)
