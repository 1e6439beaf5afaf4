"""A name is found however it is written: Unicode has many ways, and people do not see which one they use."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.creation import PendingAttribute, made_already
from exist_desktop.domain.parsing.day_parser import leading_day, named_days
from exist_desktop.domain.parsing.line_parser import named_first, names, split
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.statistics.frecency import suggestions
from exist_desktop.domain.value_types import ValueType
from exist_desktop.errors import UnknownAttributeError
from tests.ui.made_tiles import SUNDAY

CUSTOM = Group("custom", "Custom tags", 3)


def tag(name: str, label: str) -> Attribute:
    return Attribute(name, label, CUSTOM, ValueType.BOOLEAN)


def found(label: str, typed: str) -> str | None:
    named = named_first(typed, names({"one": tag("one", label), "other": tag("other", "Other")}, {}))
    return named[0].name if named else None


SAME = [
    ("Café crème", "Cafe\u0301 cre\u0300me"),
    ("Cafe\u0301 cre\u0300me", "Café crème"),
    ("Café crème", "CAFÉ CRÈME"),
    ("Café crème", "#café crème"),
    ("Café crème", "# café crème"),
    ("Café crème", "＃Ｃａｆé　crème"),
    ("#café", "café"),
    ("#café", "##café"),
    ("Long walk", "long\N{NO-BREAK SPACE}walk"),
    ("Long\N{NO-BREAK SPACE}walk", "long  walk"),
    ("Long  walk ", "long walk"),
    ("Long walk", "long\N{ZERO WIDTH SPACE} walk"),
    ("Vitamin B₁₂", "vitamin b12"),
    ("Straße", "STRASSE"),
    ("STRAẞE", "straße"),
    ("İstanbul", "istanbul"),
    ("ISI", "ısı"),
    ("ΟΔΟΣ", "οδος"),
    ("Heart ❤\N{VARIATION SELECTOR-16}", "heart ❤"),
    ("Heart ❤", "heart ❤\N{VARIATION SELECTOR-16}"),
    ("ﬁsh", "fish"),
    ("می\N{ZERO WIDTH NON-JOINER}روم", "میروم"),
    ("مسیر ۴", "مسیر 4"),
    ("one two three four five six seven eight nine ten", "One two three four five six seven eight nine ten"),
    ("Coffees", "coffee"),
]


@pytest.mark.parametrize(("label", "typed"), SAME)
def test_a_label_is_found_however_it_is_written(label: str, typed: str) -> None:
    assert found(label, typed) == "one"
    assert found(label, f"{typed} no") == "one"


@pytest.mark.parametrize(("label", "typed"), SAME[:-1])
def test_what_is_alike_is_offered_and_not_made_twice(label: str, typed: str) -> None:
    one = tag("one", label)
    assert suggestions(typed[:-1] or typed, {"one": one}, {}, {}) == (one,)
    assert made_already(PendingAttribute("new:1", typed.lstrip("#＃ "), CUSTOM, ValueType.BOOLEAN), [one]) is one


def test_of_two_that_are_alike_each_is_found_by_its_own_writing() -> None:
    both = names({"ring": tag("ring", "CO₂"), "line": tag("line", "CO2")}, {})
    assert [named_first(typed, both) for typed in ("CO₂", "CO2")] == [(both["ring"], ""), (both["line"], "")]


@pytest.mark.parametrize("typed", ["", "#", "\N{ZERO WIDTH SPACE}", "Cafe", "Café"])
def test_what_is_another_name_is_not_found(typed: str) -> None:
    assert found("Café crème", typed) is None


def test_a_near_name_is_offered_in_the_other_form_too() -> None:
    with pytest.raises(UnknownAttributeError) as met:
        split(unicodedata.normalize("NFD", "Mürsli"), names({"one": tag("one", "Müsli")}, {}))
    assert met.value.similar == ("one",)


@given(st.text(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_every_form_of_a_name_is_the_same_name(name: str, form: str) -> None:
    assert key(unicodedata.normalize(form, name)) == key(name)  # type: ignore[arg-type]
    assert key(key(name)) == key(name)


@pytest.mark.parametrize("typed", ["Sábado", "sa\u0301bado", "SÁBADO,"])
def test_so_is_a_weekday(typed: str) -> None:
    days = named_days(SUNDAY, ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"))
    assert leading_day(f"{typed} coffees 1", days) == (days["saturday"], "coffees 1")
