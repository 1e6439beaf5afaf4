"""One line logs anything; what is not understood is said, with names that come near."""

from __future__ import annotations

import pytest

from exist_desktop.domain.attributes import Attribute, Group, Template
from exist_desktop.domain.parsing.line_parser import Phrase, names, understand
from exist_desktop.domain.parsing.value_parser import ENGLISH, Difference, Numerals, Total
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind
from exist_desktop.errors import UnknownAttributeError

FOOD = Group("food", "Food and drink", 1)
CUSTOM = Group("custom", "Custom tags", 3)


def _attribute(name: str, label: str, kind: ValueType) -> Attribute:
    return Attribute(name, label, FOOD, kind)


ATTRIBUTES = {
    item.name: item
    for item in [
        _attribute("mood", "Mood", ValueType.SCALE),
        _attribute("mood_note", "Daily note", ValueType.TEXT),
        _attribute("location", "Location", ValueType.TEXT),
        _attribute("coffees", "Coffees", ValueType.QUANTITY),
        _attribute("alcoholic_drinks", "Alcoholic drinks", ValueType.QUANTITY),
        _attribute("sleep", "Sleep", ValueType.DURATION),
        _attribute("sleep_start", "Sleep start", ValueType.TIME_FROM_MIDDAY),
        _attribute("walk", "Long walk", ValueType.BOOLEAN),
        _attribute("weight", "Weight \N{SCALES}", ValueType.DECIMAL),
    ]
}
TEMPLATES = {
    "water": Template("water", "Water", FOOD, ValueType.QUANTITY),
    "coffees": Template("coffees", "Coffees of the service", FOOD, ValueType.QUANTITY),
}
KNOWN = names(ATTRIBUTES, TEMPLATES)


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("mood 4", Phrase("mood", Total(7))),
        ("mood 4.0", Phrase("mood", Total(7))),
        ("mood 4,0 long walk", Phrase("mood", Total(7), "long walk")),
        ("mood 4 long walk", Phrase("mood", Total(7), "long walk")),
        ("Mood 5\nwhat a day", Phrase("mood", Total(9), "what a day")),
        ("coffees +1", Phrase("coffees", Difference(1))),
        ("coffee +1", Phrase("coffees", Difference(1))),
        ("COFFEES 3", Phrase("coffees", Total(3))),
        ("coffees =3", Phrase("coffees", Total(3))),
        ("alcoholic drinks 2", Phrase("alcoholic_drinks", Total(2))),
        ("Alcoholic drink 2", Phrase("alcoholic_drinks", Total(2))),
        ("alcoholic_drinks -1", Phrase("alcoholic_drinks", Difference(-1))),
        ("sleep 7h30", Phrase("sleep", Total(450))),
        ("sleep 7 h 30", Phrase("sleep", Total(450))),
        ("sleep start 23:08", Phrase("sleep_start", Total(668))),
        ("walk", Phrase("walk", Total(1))),
        ("#walk", Phrase("walk", Total(1))),
        ("Long walk", Phrase("walk", Total(1))),
        ("walk no", Phrase("walk", Total(0))),
        ("weight \N{SCALES} 71.5", Phrase("weight", Total(71.5))),
        ("water 250", Phrase("water", Total(250))),
        ("mood_note It was  fine, +1 ", Phrase("mood_note", Total("It was  fine, +1"))),
        ("daily note x", Phrase("mood_note", Total("x"))),
        ("  coffees   +1  ", Phrase("coffees", Difference(1))),
    ],
)
def test_a_line_is_understood(line: str, phrase: Phrase) -> None:
    assert understand(line, KNOWN, ENGLISH) == phrase


def test_numbers_are_the_persons() -> None:
    assert understand("weight ⚖ 71,5", KNOWN, Numerals(",", ".")) == Phrase("weight", Total(71.5))


def test_a_mood_is_given_in_five_steps_whatever_the_account_keeps() -> None:
    five = names({"mood": _attribute("mood", "Mood", ValueType.QUANTITY)}, {})
    assert understand("mood 4", five, ENGLISH).amount == Total(4)
    assert understand("mood 4", KNOWN, ENGLISH).amount == Total(7)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("mood", InvalidValueKind.EMPTY),
        ("mood great", InvalidValueKind.NOT_UNDERSTOOD),
        ("mood 0", InvalidValueKind.OUT_OF_RANGE),
        ("mood 6", InvalidValueKind.OUT_OF_RANGE),
        ("mood 10", InvalidValueKind.OUT_OF_RANGE),
        ("mood 4.5", InvalidValueKind.NOT_WHOLE),
        ("mood +1", InvalidValueKind.NO_INCREMENTS),
        ("mood ＋1", InvalidValueKind.NO_INCREMENTS),
        ("coffees", InvalidValueKind.EMPTY),
        ("coffees lots", InvalidValueKind.NOT_UNDERSTOOD),
        ("walk +1", InvalidValueKind.NO_INCREMENTS),
        ("mood_note", InvalidValueKind.EMPTY),
        ("location " + "x" * 1001, InvalidValueKind.TOO_LONG),
    ],
)
def test_what_is_wrong_is_named(line: str, problem: InvalidValueKind) -> None:
    with pytest.raises(InvalidValueError) as met:
        understand(line, KNOWN, ENGLISH)
    assert met.value.kind is problem


def test_the_limit_of_a_note_is_not_that_of_other_texts() -> None:
    with pytest.raises(InvalidValueError) as met:
        understand("mood_note " + "x" * 256, KNOWN, ENGLISH, longest=255)
    assert (met.value.kind, met.value.high) == (InvalidValueKind.TOO_LONG, 255)
    assert understand("location " + "x" * 256, KNOWN, ENGLISH, longest=255).amount == Total("x" * 256)


@pytest.mark.parametrize(
    ("line", "similar"), [("cofee +1", "coffees"), ("Slep 7h", "sleep"), ("watr 250", "water"), ("wlak", "walk")]
)
def test_an_unknown_name_is_answered_with_one_that_comes_near(line: str, similar: str) -> None:
    with pytest.raises(UnknownAttributeError) as met:
        understand(line, KNOWN, ENGLISH)
    assert met.value.typed == line.split(maxsplit=1)[0]
    assert met.value.similar[0] == similar
    assert len(met.value.similar) <= 3


@pytest.mark.parametrize("line", ["", "   ", "zzzzzz 3"])
def test_where_nothing_comes_near_nothing_is_offered(line: str) -> None:
    with pytest.raises(UnknownAttributeError) as met:
        understand(line, KNOWN, ENGLISH)
    assert met.value.similar == ()


def test_an_attribute_of_the_account_goes_before_the_template_of_its_name() -> None:
    assert KNOWN["coffees"].label == "Coffees"
    assert KNOWN["water"].label == "Water"
