"""What is typed is understood in the person's language, and in English whatever the language is."""

from __future__ import annotations

from datetime import date
from gettext import NullTranslations

import pytest

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.parsing.day_parser import leading_day
from exist_desktop.domain.parsing.line_parser import Phrase, names, understand
from exist_desktop.domain.parsing.typed_words import ENGLISH_WORDS
from exist_desktop.domain.parsing.unit_parsing import read
from exist_desktop.domain.parsing.value_parser import Difference, Total, parse
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.errors import UnknownAttributeError
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.words.conftest import EnglishFormats

SUNDAY = date(2026, 11, 22)
GERMAN_WORDS = {
    "today": "heute",
    "yesterday": "gestern",
    "the day before yesterday, day before yesterday": "vorgestern",
    "tomorrow": "morgen",
    "midnight": "Mitternacht",
    "noon, midday": "Mittag, mittags",
    "hours, hour, hrs, hr, h": "Stunden, Stunde, Std.",
    "minutes, minute, mins, min, m": "Minuten, Minute, Min.",
    "yes, y, on, true, done": "ja, j, an, erledigt",
    "no, n, off, false": "nein, aus",
    "mood": "Stimmung, Laune",
    "note": "Notiz",
    "sleep, slept": "Schlaf, geschlafen",
    "woke": "aufgewacht",
    "coffees, coffee": "Kaffee, Kaffees",
    "weight": "Gewicht",
    "kg, kilos, kilo": "Kilogramm, Kilo",
}


class German(NullTranslations):
    """The words of a table; all else is English."""

    def pgettext(self, context: str, message: str) -> str:
        return GERMAN_WORDS.get(message, message) if context.startswith("typed") else message


GERMAN = Language(German(), EnglishFormats())
ENGLISH = Language(UNTRANSLATED, EnglishFormats())
GROUP = Group("custom", "Custom", 1)
ATTRIBUTES = {
    name: Attribute(name, label, GROUP, kind, template=name)
    for name, label, kind in [
        ("mood", "Mood", ValueType.QUANTITY),
        ("mood_note", "Daily note", ValueType.TEXT),
        ("sleep", "Time asleep", ValueType.DURATION),
        ("sleep_end", "Wake time", ValueType.TIME_OF_DAY),
        ("coffees", "Coffees", ValueType.QUANTITY),
        ("weight", "Weight", ValueType.DECIMAL),
        ("walk", "Walk", ValueType.BOOLEAN),
    ]
}


@pytest.mark.parametrize(
    ("typed", "value_type", "value"),
    [
        ("7 Stunden 30 Minuten", ValueType.DURATION, 450),
        ("7 Std. 30 Min.", ValueType.DURATION, 450),
        ("7STD 30", ValueType.DURATION, 450),
        ("1 Stunde", ValueType.DURATION, 60),
        ("90 Minuten", ValueType.DURATION, 90),
        ("7:30 Std", ValueType.DURATION, 450),
        ("Mitternacht", ValueType.TIME_OF_DAY, 0),
        ("mittags", ValueType.TIME_OF_DAY, 720),
        ("Ja", ValueType.BOOLEAN, 1),
        ("nein", ValueType.BOOLEAN, 0),
    ],
)
def test_a_value_is_understood_in_the_persons_language(typed: str, value_type: ValueType, value: int) -> None:
    assert parse(typed, value_type, GERMAN.numerals) == Total(value)
    with pytest.raises(InvalidValueError):
        parse(typed, value_type, ENGLISH.numerals)


@pytest.mark.parametrize("language", [GERMAN, ENGLISH], ids=["German", "English"])
@pytest.mark.parametrize(
    ("typed", "value_type", "value"),
    [
        ("7 hours 30 minutes", ValueType.DURATION, 450),
        ("7h30", ValueType.DURATION, 450),
        ("90 min", ValueType.DURATION, 90),
        ("90′", ValueType.DURATION, 90),
        ("midday", ValueType.TIME_OF_DAY, 720),
        ("✔", ValueType.BOOLEAN, 1),
        ("Yes", ValueType.BOOLEAN, 1),
        ("off", ValueType.BOOLEAN, 0),
    ],
)
def test_english_is_understood_in_every_language(
    typed: str, value_type: ValueType, value: int, language: Language
) -> None:
    assert parse(typed, value_type, language.numerals) == Total(value)


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("Stimmung 4 langer Spaziergang", Phrase("mood", Total(4), "langer Spaziergang")),
        ("laune 2", Phrase("mood", Total(2))),
        ("Notiz müde", Phrase("mood_note", Total("müde"))),
        ("geschlafen 7 Std 30", Phrase("sleep", Total(450))),
        ("slept 7h30", Phrase("sleep", Total(450))),
        ("aufgewacht 6:52", Phrase("sleep_end", Total(412))),
        ("Kaffee +1", Phrase("coffees", Difference(1))),
        ("coffee +1", Phrase("coffees", Difference(1))),
        ("Gewicht 71.4 Kilo", Phrase("weight", Total(71.4))),
        ("walk ja", Phrase("walk", Total(1))),
    ],
)
def test_a_line_is_understood_in_the_persons_language_and_in_english(line: str, phrase: Phrase) -> None:
    assert understand(line, names(ATTRIBUTES, {}, GERMAN.typed_words), GERMAN.numerals) == phrase


def test_a_persons_own_attribute_comes_before_a_word_for_another() -> None:
    own = Attribute("laune", "Laune", GROUP, ValueType.QUANTITY)
    known = names(ATTRIBUTES | {"laune": own}, {}, GERMAN.typed_words)
    assert understand("Laune 7", known, GERMAN.numerals) == Phrase("laune", Total(7))


def test_a_word_of_another_language_is_no_name() -> None:
    with pytest.raises(UnknownAttributeError):
        understand("Stimmung 4", names(ATTRIBUTES, {}, ENGLISH.typed_words), ENGLISH.numerals)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("gestern coffees 1", 21),
        ("Vorgestern: coffees 1", 20),
        ("heute coffees 1", 22),
        ("yesterday coffees 1", 21),
        ("the day before yesterday coffees 1", 20),
        ("morgen coffees 1", 23),
        ("saturday coffees 1", 21),
    ],
)
def test_a_day_is_named_in_the_persons_language_and_in_english(line: str, day: int) -> None:
    named = DayWords(GERMAN, SUNDAY).named(line)
    assert leading_day(line, named) == (date(2026, 11, day), "coffees 1")


def test_a_unit_is_typed_as_a_word() -> None:
    weight = ATTRIBUTES["weight"]
    assert read("71.4 Kilogramm", weight, GERMAN.numerals) == Total(71.4)
    assert read("150 lbs", weight, GERMAN.numerals) == read("150 pounds", weight, ENGLISH.numerals)


def test_what_translators_read_is_what_english_means() -> None:
    words = ENGLISH.typed_words
    assert (words.days, words.times) == (ENGLISH_WORDS.days, ENGLISH_WORDS.times)
    assert (words.hours, words.minutes) == (ENGLISH_WORDS.hours, ENGLISH_WORDS.minutes)
    assert (words.yes, words.no) == (ENGLISH_WORDS.yes, ENGLISH_WORDS.no)
    assert words.names.items() >= ENGLISH_WORDS.names.items()
    assert all(spoken <= words.units[unit] for unit, spoken in ENGLISH_WORDS.units.items())
