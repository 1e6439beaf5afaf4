"""What is shown can be typed again, in every language that Qt knows: numbers, times, lengths of time, units, days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.parsing.day_parser import leading_day
from exist_desktop.domain.parsing.line_parser import names, understand
from exist_desktop.domain.parsing.unit_parsing import read
from exist_desktop.domain.parsing.value_parser import Difference, Total
from exist_desktop.domain.units import METRIC, Quantity, Units
from exist_desktop.domain.value_types import LARGEST_QUANTITY, MINUTES_PER_DAY, ValueType
from exist_desktop.domain.values import Value
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import UNTRANSLATED, Language
from exist_desktop.words.values import Values

IMPERIAL = Units(frozenset(Quantity))
EVERY = QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
METRICALLY = {locale.bcp47Name() + locale.name(): Language(UNTRANSLATED, QtFormats(locale)) for locale in EVERY}
IMPERIALLY = {name: Language(UNTRANSLATED, spoken.formats, lambda: IMPERIAL) for name, spoken in METRICALLY.items()}
HEALTH = Group("health", "Health", 1)
TODAY = date(2026, 3, 1)

languages = st.sampled_from(sorted(METRICALLY))


def _attribute(value_type: ValueType, template: str | None = None) -> Attribute:
    return Attribute(template or "some", "Some", HEALTH, value_type, template)


def _typed_again(value: Value, attribute: Attribute, language: Language) -> Value:
    """What comes of the shown value where it is typed into an editor, and behind the name in quick entry alike."""
    shown = Values(language).shown(attribute, value)
    numerals, units = language.formats.numerals, language.units()
    meant = read(f"={shown}", attribute, numerals, units)
    assert isinstance(meant, Total), shown
    line = understand(f"some ={shown}", names({"some": attribute}, {}), numerals, units=units)
    assert line.amount == meant, shown
    return meant.value


def test_there_are_hundreds() -> None:
    assert len(METRICALLY) > 600


@given(st.integers(0, LARGEST_QUANTITY), languages)
def test_whole_numbers(number: int, name: str) -> None:
    assert _typed_again(number, _attribute(ValueType.QUANTITY), METRICALLY[name]) == number


@given(st.integers(-100_000_000, 100_000_000).map(lambda hundredths: hundredths / 100), languages)
def test_decimals(number: float, name: str) -> None:
    assert _typed_again(number, _attribute(ValueType.DECIMAL), METRICALLY[name]) == number


@given(st.integers(0, 1000).map(lambda thousandths: thousandths / 1000), languages)
def test_percentages(share: float, name: str) -> None:
    assert _typed_again(share, _attribute(ValueType.PERCENTAGE), METRICALLY[name]) == share


@given(st.integers(0, MINUTES_PER_DAY), languages)
def test_durations(minutes: int, name: str) -> None:
    assert _typed_again(minutes, _attribute(ValueType.DURATION), METRICALLY[name]) == minutes


@given(st.integers(1, 9), languages)
def test_scales(step: int, name: str) -> None:
    assert _typed_again(step, _attribute(ValueType.SCALE), METRICALLY[name]) == step


@given(st.booleans(), languages)
def test_yes_and_no(on: bool, name: str) -> None:
    assert _typed_again(int(on), _attribute(ValueType.BOOLEAN), METRICALLY[name]) == on


@pytest.mark.parametrize("value_type", [ValueType.TIME_OF_DAY, ValueType.TIME_FROM_MIDDAY])
def test_times_in_every_language(value_type: ValueType) -> None:
    attribute = _attribute(value_type)
    for name, language in METRICALLY.items():
        for minutes in (0, 5, 59, 60, 412, 719, 720, 725, 779, 780, 1388, 1439):
            assert _typed_again(minutes, attribute, language) == minutes, name


@pytest.mark.parametrize(
    ("template", "value_type"),
    [
        ("water", ValueType.QUANTITY),
        ("weight", ValueType.DECIMAL),
        ("steps_distance", ValueType.DECIMAL),
        ("energy", ValueType.DECIMAL),
        ("weather_temp_max", ValueType.DECIMAL),
        ("weather_wind_speed", ValueType.DECIMAL),
        ("weather_precipitation", ValueType.DECIMAL),
        ("protein", ValueType.DECIMAL),
    ],
)
@given(hundredths=st.integers(0, 1_000_000), name=languages)
def test_units(template: str, value_type: ValueType, hundredths: int, name: str) -> None:
    attribute = _attribute(value_type, template)
    value = hundredths // 100 if value_type is ValueType.QUANTITY else hundredths / 100
    for language in (METRICALLY[name], IMPERIALLY[name]):
        if language.units().scale(attribute.unit) is None:
            assert _typed_again(value, attribute, language) == value
        shown = Values(language).shown(attribute, value)
        assert Values(language).shown(attribute, _typed_again(value, attribute, language)) == shown


@given(st.integers(-5000, 5000).filter(bool), st.sampled_from(["some", "water", "weight"]), languages)
def test_differences(delta: int, template: str, name: str) -> None:
    kind = ValueType.DECIMAL if template == "weight" else ValueType.QUANTITY
    attribute = _attribute(kind, template)
    language = METRICALLY[name]
    shown = Values(language).change(attribute, delta)
    assert read(shown, attribute, language.formats.numerals, METRIC) == Difference(delta)


@example(-273, "sasa_IN")  # its months end with a colon
@given(st.integers(-300, 1), languages)
def test_days(apart: int, name: str) -> None:
    words, day = DayWords(METRICALLY[name], TODAY), TODAY + timedelta(days=apart)
    for shown in (*words.forms(day), day.isoformat()):
        line = f"{shown} coffees 1"
        assert leading_day(line, words.named(line)) == (day, "coffees 1"), shown
