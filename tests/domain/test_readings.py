"""No typed text yields a number that a person of that language would not read there.

How a person reads is told here by facts of Qt alone: the marks that a language writes, and the groups that it shows.
"""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.parsing.unit_parsing import read
from exist_desktop.domain.parsing.value_parser import Difference, Numerals, number, parse
from exist_desktop.domain.units import Quantity, Units
from exist_desktop.domain.value_types import RANGES, ValueType
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.ui.format import QtFormats

EVERY = QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
LOCALES = {locale.bcp47Name() + locale.name(): locale for locale in EVERY if locale.language() != QLocale.Language.C}
NUMERALS = {name: QtFormats(locale).numerals for name, locale in LOCALES.items()}
SPACES, APOSTROPHES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", "'’"
OF_NO_LANGUAGE = "\N{SUPERSCRIPT THREE}½①Ⅷ五e_x%\N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT OVERRIDE}"
WEIGHT = Attribute("weight", "Weight", Group("health", "Health", 1), ValueType.DECIMAL, "weight")

locales = st.sampled_from(sorted(LOCALES))
numbers = st.lists(
    st.sampled_from(["0", "1", "12", "125", "000", "234", "5678", ".", ",", *SPACES, *APOSTROPHES, "٫", "٬"]),
    min_size=1,
    max_size=6,
).map("".join)


def _written(locale: QLocale, digits: str) -> str:
    """The digits in the groups that the language shows, with `_` for its mark."""
    shown = locale.toString(10**15)
    sizes = [len(list(run)) for run in _runs(shown)]
    last, higher = (sizes[-1], sizes[-2]) if len(sizes) > 1 else (3, 3)
    groups = [digits[-last:]]
    rest = digits[:-last]
    while rest:
        groups.insert(0, rest[-higher:])
        rest = rest[:-higher]
    return "_".join(groups)


def _runs(shown: str) -> list[str]:
    return "".join(one if unicodedata.category(one) == "Nd" else " " for one in shown).split()


def _alike(mark: str) -> str:
    return next((marks for marks in (SPACES, APOSTROPHES) if mark in marks), mark)


def _whole(text: str, locale: QLocale) -> str | None:
    """The digits of a whole part, plain or in the language's groups, or in threes with its mark."""
    if text.isdigit() or not text:
        return text
    marks = {one for one in text if not one.isdigit()}
    digits = "".join(one for one in text if one.isdigit())
    ours = set(_alike(locale.groupSeparator())) | {"٬"}
    if not marks <= ours or digits[:1] in ("", "0") or len({_alike(mark) for mark in marks}) > 1:
        return None
    seen = "".join(one if one.isdigit() else "_" for one in text)
    threes = f"{int(digits):,}".replace(",", "_")
    return digits if seen in (threes, _written(locale, digits)) else None


def _readings(text: str, locale: QLocale) -> tuple[set[float], set[float]]:
    """What the text is by the language's own marks, and what else it could be."""
    found: tuple[set[float], set[float]] = (set(), set())
    if (whole := _whole(text, locale)) and whole:
        found[0].add(float(whole))
    for mark in {locale.decimalPoint(), ".", ",", "٫"}:
        before, there, behind = text.rpartition(mark)
        whole = _whole(before, locale)
        if there and whole is not None and (whole or behind) and (behind.isdigit() or not behind):
            found[mark != locale.decimalPoint()].add(float(f"{whole or 0}.{behind or 0}"))
    return found


@given(numbers, locales)
def test_a_number_is_what_the_language_says_and_else_what_it_could_be(typed: str, name: str) -> None:
    own, others = _readings(typed.strip(), LOCALES[name])
    got = number(typed, NUMERALS[name])
    if own:
        assert {got} == own
    else:
        assert got is None or {got} == others


@given(numbers, st.sampled_from(OF_NO_LANGUAGE), st.integers(0, 20), locales)
def test_what_only_looks_like_a_digit_is_never_left_out(typed: str, stranger: str, place: int, name: str) -> None:
    inside = typed[:place] + stranger + typed[place:]
    got = number(inside, NUMERALS[name])
    assert got is None or (stranger == "\N{ZERO WIDTH SPACE}" and inside.strip("\u200b \u00a0\u202f\u2009") != inside)


@given(st.text(alphabet="0123456789٠١۲۳०１", min_size=2), locales)
def test_digits_of_several_scripts_are_no_number(typed: str, name: str) -> None:
    scripts = {ord(one) - unicodedata.decimal(one) for one in typed}
    assert (number(typed, NUMERALS[name]) is None) == (len(scripts) > 1)


anything = st.one_of(
    st.text(),
    st.text(
        alphabet="0123456789+-=:.,hmin%ap −–٫٬٠٩۴०\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}'’/°Fkglb\u200f\u200e"
    ),
)


@given(anything, st.sampled_from(ValueType), locales)
def test_nothing_but_a_problem_is_raised_and_values_stay_in_their_range(
    typed: str, value_type: ValueType, name: str
) -> None:
    try:
        meant = parse(typed, value_type, NUMERALS[name])
    except InvalidValueError:
        return
    if isinstance(meant, Difference):
        assert value_type.takes_increments
    elif not isinstance(meant.value, str):
        low, high = RANGES[value_type]
        assert low <= meant.value <= high


@given(anything, st.booleans(), locales)
def test_so_it_is_with_units(typed: str, imperial: bool, name: str) -> None:
    try:
        read(typed, WEIGHT, NUMERALS[name], Units(frozenset(Quantity) if imperial else frozenset()))
    except InvalidValueError:
        return


def test_a_language_without_words_of_its_own_is_as_plain_as_it_can_be() -> None:
    assert QtFormats(QLocale("de_DE")).numerals == Numerals(",", ".")
